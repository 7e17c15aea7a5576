/* 大屏: drawn for 1920 × 1080 and scaled as a whole; says so when no answer has come for three turns. */
(function () {
    "use strict";
    const parts = (window.dash_clientside = window.dash_clientside || {});
    const WIDTH = 1920, HEIGHT = 1080, TURNS = 3, LOOK = 1000;
    let heard = null;

    function fit() {
        const scale = Math.min(window.innerWidth / WIDTH, window.innerHeight / HEIGHT);
        document.documentElement.style.setProperty("--wall-scale", String(scale));
    }

    function clock(moment) {
        const two = (number) => String(number).padStart(2, "0");
        return `${two(moment.getHours())}:${two(moment.getMinutes())}`;
    }

    function look() {
        const place = document.getElementById("wallscreen-stale");
        if (!place || !heard) { return; }
        const turn = Number(document.getElementById("wallscreen-wall").dataset.turn) * 1000;
        place.textContent = Date.now() - heard.getTime() > TURNS * turn ? `数据未刷新（自 ${clock(heard)}），请检查网络或联系系统管理员` : "";
    }

    parts.wall = {
        heard: function (stamp) {
            if (stamp) { heard = new Date(); }
            return "";
        }
    };

    window.addEventListener("resize", fit);
    window.setInterval(look, LOOK);
    fit();
}());
