/* 地下空间: the one plot in space. Its library is large and is fetched on this page alone; the plots of all other pages keep theirs. */
(function () {
    "use strict";
    const parts = (window.dash_clientside = window.dash_clientside || {});
    let library = null;

    function fetched(address) {
        library = library || new Promise((resolve, reject) => {
            const others = window.Plotly;
            const script = document.createElement("script");
            script.src = address;
            script.onload = () => { const found = window.Plotly; window.Plotly = others; resolve(found); };
            script.onerror = () => { library = null; reject(new Error("library")); };
            document.head.appendChild(script);
        });
        return library;
    }

    function canDraw() {
        try { return !!document.createElement("canvas").getContext("webgl"); } catch (error) { return false; }
    }

    /* The texts of a scene are pixels: they take the colour of the page's words. */
    function inked(figure, place) {
        const ink = getComputedStyle(place).color;
        const scene = figure.layout.scene;
        ["xaxis", "yaxis", "zaxis"].forEach((axis) => { scene[axis] = {...scene[axis], color: ink}; });
        return {...figure.layout, font: {...figure.layout.font, color: ink}};
    }

    const drawn = {};

    /* Another colour scheme is another ink. */
    new MutationObserver(() => {
        Object.entries(drawn).forEach(([id, figure]) => {
            const place = document.getElementById(id);
            if (place && place.dataset.drawn) { fetched(figure.library).then((plotly) => plotly.relayout(place, inked(figure, place))); }
        });
    }).observe(document.documentElement, {attributes: true, attributeFilter: ["data-mantine-color-scheme"]});

    parts.underground = {
        /* The ends of the line that was drawn or moved last; whatever else a plot tells of itself is no line. */
        drawn: function (said) {
            const shapes = (said || {}).shapes || [];
            const moved = Object.fromEntries(Object.entries(said || {}).filter(([name]) => name.startsWith("shapes[")).map(([name, worth]) => [name.split(".").pop(), worth]));
            const line = shapes.length ? shapes[shapes.length - 1] : moved;
            const ends = [[line.x0, line.y0], [line.x1, line.y1]];
            return ends.flat().every(Number.isFinite) ? ends : window.dash_clientside.no_update;
        },

        draw: async function (figure, id) {
            const place = document.getElementById(id);
            if (!place || !figure) { return ""; }
            if (!figure.data.length) { place.replaceChildren(); delete place.dataset.drawn; return figure.words; }
            if (!canDraw()) { return "本机浏览器不支持三维图形（WebGL），请看下面的平面图和剖面；其余内容不受影响。"; }
            try {
                const plotly = await fetched(figure.library);
                drawn[id] = figure;
                place.dataset.drawn = "1"; // gives the place its height
                await plotly.react(place, figure.data, inked(figure, place), figure.config);
                return figure.words;
            } catch (error) {
                return "三维图形没有取到，请刷新页面重试；平面图和剖面不受影响。";
            }
        }
    };
}());
