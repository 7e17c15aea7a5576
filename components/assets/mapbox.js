/* 框选: a rectangle drawn over the map with mouse, pen or finger. A sheet lies over the map while it is drawn, so the map stays still. */
(function () {
    "use strict";
    const chengji = (window.chengji = window.chengji || {});
    const SMALLEST = 6; // pixels: less is a click, not a rectangle
    let undo = null;

    function place(rectangle, from, to) {
        Object.assign(rectangle.style, {
            left: `${Math.min(from.x, to.x)}px`, top: `${Math.min(from.y, to.y)}px`,
            width: `${Math.abs(from.x - to.x)}px`, height: `${Math.abs(from.y - to.y)}px`
        });
    }

    /* Corners as west,south,east,north in degrees. */
    function degrees(map, from, to) {
        const [one, other] = [from, to].map((pixel) => map.containerPointToLatLng([pixel.x, pixel.y]));
        const edges = [Math.min(one.lng, other.lng), Math.min(one.lat, other.lat), Math.max(one.lng, other.lng), Math.max(one.lat, other.lat)];
        return edges.map((degree) => degree.toFixed(6)).join(",");
    }

    chengji.map.drawBox = function (button, store) {
        if (undo) { undo(); return; }
        const frame = button.closest(".map-frame");
        const canvas = frame && frame.querySelector(".leaflet-container");
        if (!canvas || !canvas.chengjiMap) { return; }
        const sheet = document.createElement("div");
        const rectangle = document.createElement("div");
        sheet.className = "map-sheet";
        sheet.append("按住拖出一个框，按 Esc 取消", rectangle);
        frame.append(sheet);
        let from = null;

        const at = (event) => { const edge = canvas.getBoundingClientRect(); return {x: event.clientX - edge.left, y: event.clientY - edge.top}; };
        const escape = (event) => { if (event.key === "Escape") { undo(); } };
        undo = function () {
            sheet.remove();
            document.removeEventListener("keydown", escape);
            button.setAttribute("aria-pressed", "false");
            undo = null;
        };
        sheet.addEventListener("pointerdown", (event) => {
            event.preventDefault();
            sheet.setPointerCapture(event.pointerId);
            from = at(event);
            rectangle.className = "map-drawn";
            place(rectangle, from, from);
        });
        sheet.addEventListener("pointermove", (event) => { if (from) { place(rectangle, from, at(event)); } });
        sheet.addEventListener("pointercancel", () => { undo(); });
        sheet.addEventListener("pointerup", (event) => {
            if (!from) { return; }
            const to = at(event);
            const map = canvas.chengjiMap;
            const isBox = Math.abs(from.x - to.x) >= SMALLEST && Math.abs(from.y - to.y) >= SMALLEST;
            const drawn = isBox ? degrees(map, from, to) : null;
            from = null;
            if (!isBox) { rectangle.className = ""; return; }
            undo();
            window.dash_clientside.set_props(store, {data: drawn});
        });
        document.addEventListener("keydown", escape);
        button.setAttribute("aria-pressed", "true");
    };
})();
