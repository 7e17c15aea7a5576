/* What the browser does when the server refuses: signed out → sign-in page and back; not allowed → a notice that can be read. */
(function () {
    "use strict";
    const NOT_ALLOWED = "没有权限进行此操作，或页面已过期。请刷新页面；仍不行请联系系统管理员。";
    const chengji = (window.chengji = window.chengji || {});

    function notice(text) {
        let place = document.getElementById("session-notice");
        if (!place) {
            place = document.createElement("div");
            place.id = "session-notice";
            place.setAttribute("role", "alert");
            const words = document.createElement("span");
            const close = document.createElement("button");
            close.type = "button";
            close.textContent = "知道了";
            close.addEventListener("click", () => place.remove());
            place.append(words, close);
            document.body.append(place);
        }
        place.firstChild.textContent = text;
    }

    function signInAgain() {
        if (window.location.pathname === "/login") { return; }
        const here = window.location.pathname + window.location.search;
        window.location.assign("/login?next=" + encodeURIComponent(here));
    }

    function cookie(name) {
        const pair = document.cookie.split("; ").find((part) => part.startsWith(name + "="));
        return pair ? decodeURIComponent(pair.slice(name.length + 1)) : "";
    }

    /* The server's own sentence, where it gave one: plain text, short. */
    function sentence(type, body) {
        return (type || "").startsWith("text/plain") && body && body.length <= 200 ? body : NOT_ALLOWED;
    }

    function refused(status, type, body) {
        if (status === 401) { signInAgain(); }
        if (status === 403) { notice(sentence(type, body)); }
    }

    const send = window.fetch.bind(window);
    window.fetch = async function (resource, options) {
        const answer = await send(resource, options);
        if (answer.status === 401 || answer.status === 403) {
            refused(answer.status, answer.headers.get("Content-Type"), await answer.clone().text());
        }
        return answer;
    };

    chengji.session = {notice: notice, cookie: cookie, refused: refused};
})();
