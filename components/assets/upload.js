/* Hands files to the server one after another with the true count of bytes sent.

   The zone is any element with
     data-upload="/route"              where the files go (multipart field "file")
     data-upload-fields='{"unit":…}'   further form fields, optional
     data-upload-accept=".xlsx,.csv"   what the file dialog offers, optional
     data-upload-limit="67108864"      bytes of one file, optional
     data-upload-progress="id"         component whose `value` becomes 0–100
     data-upload-status="id"           component whose `children` becomes the sentence
     data-upload-result="id"           dcc.Store whose `data` becomes {turn, files: [{name, status, ok, answer}]}
   A click, Enter or Space opens the file dialog; files may be dropped on it. */
(function () {
    "use strict";
    const chengji = (window.chengji = window.chengji || {});
    let turn = 0;
    let running = null;

    function tell(zone, place, property, value) {
        const id = zone.getAttribute("data-upload-" + place);
        if (id) { window.dash_clientside.set_props(id, {[property]: value}); }
    }

    function say(zone, words) {
        tell(zone, "status", "children", [...(zone.chengjiRefused || []), ...(words ? [words] : [])].join("\n"));
    }

    function amount(bytes) {
        return bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
    }

    function form(zone, file) {
        const body = new FormData();
        for (const [name, value] of Object.entries(JSON.parse(zone.getAttribute("data-upload-fields") || "{}"))) {
            if (value !== null) { body.append(name, value); }
        }
        body.append("file", file, file.name);
        return body;
    }

    function parsed(text) {
        try { return JSON.parse(text); } catch { return text; }
    }

    function outcome(request) {
        if (request.status === 0) { return "没有送达：与服务器的连接中断，请检查网络后重新上传。"; }
        if (request.status === 413) { return "文件超过服务器允许的大小，请拆分后再报。"; }
        if (request.status >= 500) { return "服务器暂时不能接收，请稍后重新上传。"; }
        const answer = parsed(request.responseText);
        return (answer && answer.message) || (request.status >= 400 ? "服务器没有接收这个文件。" : "已送达，等待校验。");
    }

    function send(zone, file) {
        const request = new XMLHttpRequest();
        running = request;
        return new Promise((resolve) => {
            request.upload.addEventListener("progress", (event) => {
                if (!event.lengthComputable) { return; }
                tell(zone, "progress", "value", Math.floor(100 * event.loaded / event.total));
                say(zone, `${file.name}：已上传 ${amount(event.loaded)}，共 ${amount(event.total)}`);
            });
            request.addEventListener("loadend", () => {
                running = null;
                chengji.session.refused(request.status, request.getResponseHeader("Content-Type"), request.responseText);
                const ok = request.status >= 200 && request.status < 300;
                say(zone, `${file.name}：${outcome(request)}`);
                if (!ok) { zone.chengjiRefused.push(`${file.name}：${outcome(request)}`); }
                resolve({name: file.name, status: request.status, ok: ok, answer: parsed(request.responseText)});
            });
            request.open("POST", zone.getAttribute("data-upload"));
            request.setRequestHeader("X-CSRFToken", chengji.session.cookie("_csrf_token"));
            request.send(form(zone, file));
        });
    }

    function refusal(zone, file) {
        const limit = Number(zone.getAttribute("data-upload-limit") || Infinity);
        if (file.size === 0) { return "是空文件，没有上传。"; }
        return file.size > limit ? `有 ${amount(file.size)}，超过 ${amount(limit)} 的上限，没有上传；请拆分后再报。` : null;
    }

    async function sendAll(zone, files) {
        if (running || zone.getAttribute("aria-busy") === "true") {
            chengji.session.notice("上一批文件还在上传，请等它结束。");
            return;
        }
        zone.setAttribute("aria-busy", "true");
        const done = [];
        const refused = files.map((file) => [file, refusal(zone, file)]).filter(([, why]) => why).map(([file, why]) => `${file.name}：${why}`);
        zone.chengjiRefused = refused;  // said first and kept while the others are sent: nobody else will ever tell of them
        say(zone, null);
        for (const file of files) {
            const why = refusal(zone, file);
            tell(zone, "progress", "value", 0);
            done.push(why ? {name: file.name, status: 0, ok: false, answer: {message: why}} : await send(zone, file));
        }
        zone.removeAttribute("aria-busy");
        turn += 1;
        tell(zone, "result", "data", {turn: turn, files: done});
    }

    function choose(zone) {
        const dialog = document.createElement("input");
        dialog.type = "file";
        dialog.multiple = true;
        dialog.accept = zone.getAttribute("data-upload-accept") || "";
        dialog.addEventListener("change", () => sendAll(zone, Array.from(dialog.files)));
        dialog.click();
    }

    function zoneOf(event) {
        return event.target instanceof Element ? event.target.closest("[data-upload]") : null;
    }

    function highlight(event) {
        const zone = zoneOf(event);
        if (!zone) { return; }
        event.preventDefault();
        zone.classList.toggle("upload-over", event.type === "dragover");
        if (event.type === "drop") { sendAll(zone, Array.from(event.dataTransfer.files)); }
    }

    document.addEventListener("click", (event) => { const zone = zoneOf(event); if (zone) { choose(zone); } });
    document.addEventListener("keydown", (event) => {
        const zone = zoneOf(event);
        if (zone && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); choose(zone); }
    });
    for (const name of ["dragover", "dragleave", "drop"]) { document.addEventListener(name, highlight); }
    window.addEventListener("beforeunload", (event) => { if (running) { event.preventDefault(); } });

    chengji.upload = {sendAll: sendAll, choose: choose, cancel: () => { if (running) { running.abort(); } }};
})();
