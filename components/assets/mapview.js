/* 一张图: fetches what the view needs and hands it to the layers, and steps into a cell.
   The layers' own fetching loses an address that changes while another is on its way. */
(function () {
    "use strict";
    const chengji = (window.chengji = window.chengji || {});
    const parts = (window.dash_clientside = window.dash_clientside || {});
    const NEARER = 2;
    const STILL = 150; // ms
    const NOTHING = {type: "FeatureCollection", features: []};
    const asked = {};
    const open = new Set(); // what is asked for and not yet here
    const lost = new Set(); // what was asked for and did not come
    let looks = false; // the map has been told where to look

    /* An empty map says whether it waits, or whether something did not come. */
    function tell() {
        const frame = document.querySelector(".map-frame");
        if (!frame) { return; }
        frame.classList.toggle("is-waiting", open.size > 0 || !looks);
        frame.classList.toggle("is-lost", lost.size > 0);
    }

    async function fetched(kind, query) {
        try {
            const answer = await window.fetch(`/geo/${kind}?` + new URLSearchParams(query));
            return answer.ok ? await answer.json() : null;
        } catch { return null; } // no network: said on the map like any other answer that is none
    }

    /* A view in motion asks once, when it has stood still; the newest question of each kind is answered, older ones are dropped. */
    async function collection(kind, query, place = kind) {
        const turn = (asked[place] = (asked[place] || 0) + 1);
        open.add(place);
        tell();
        await new Promise((stood) => { setTimeout(stood, STILL); });
        if (asked[place] !== turn) { return window.dash_clientside.no_update; }
        const found = await fetched(kind, query);
        if (asked[place] !== turn) { return window.dash_clientside.no_update; }
        open.delete(place);
        lost[found ? "delete" : "add"](place);
        tell();
        return found || {...NOTHING, words: "没有取到这一层，请稍后再试。"};
    }

    /* Nothing of this kind is wanted any more, neither what is on its way. */
    function none(place) {
        asked[place] = (asked[place] || 0) + 1;
        open.delete(place);
        lost.delete(place);
        tell();
        return NOTHING;
    }

    /* The cells of a grid, told by their numbers alone: column, row, how many are met, how many there are of each label. */
    function squares(grid) {
        return ((grid && grid.cells) || []).map(([x, y, met, ...held]) => {
            const [west, south] = [x * grid.width - 180, y * grid.height - 90];
            const [east, north] = [west + grid.width, south + grid.height];
            const n = held.reduce((sum, one) => sum + one, 0);
            const [fill, pattern] = grid.looks[met === n ? 2 : met ? 1 : 0];
            const parts = grid.labels.map((label, at) => [label, held[at]]).filter(([, count]) => count).map((pair) => pair.join(" ")).join("、");
            const note = grid.whole ? `${met ? "有" : "没有"}${grid.name}` : `${n - met} 个没有${grid.name}`;
            return {
                type: "Feature", properties: {name: parts, note: note, fill: fill, pattern: pattern},
                geometry: {type: "Polygon", coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]]}
            };
        });
    }

    /* The box in sight and its zoom; which objects are asked about. */
    function sight(bounds, zoom) {
        const [[south, west], [north, east]] = bounds;
        return {box: [west, south, east, north].map((degree) => degree.toFixed(4)).join(","), zoom: String(Math.round(zoom || 9))};
    }

    function narrowed(ledgers, unit, only) { return {ledgers: (ledgers || []).join(","), unit: unit || "", only: (only || []).join(",")}; }

    /* Districts have one place, whatever colours them: an older question of the other kind is dropped as well. */
    function ground_of(kind, query) { return collection(kind, query, "ground"); }

    /* A cell carries a count, an object does not; objects lie above the districts whichever were drawn last. */
    chengji.map.thing = function (feature, latlng, context) {
        if (feature.properties.count) { return chengji.map.counted(feature, latlng, context); }
        const mark = chengji.map.point(feature, latlng, context);
        mark.options.pane = "markerPane";
        return mark;
    };

    /* Tiles report by themselves: when they fail the frame says so, when one arrives it says no more. Such events do not bubble. */
    function tileSpoke(event) {
        const tile = event.target;
        if (!(tile instanceof HTMLImageElement) || !tile.classList.contains("leaflet-tile")) { return; }
        const frame = tile.closest(".map-frame");
        if (frame) { frame.classList.toggle("is-without-base", event.type === "error"); }
    }
    document.addEventListener("error", tileSpoke, true);
    document.addEventListener("load", tileSpoke, true);

    parts.citymap = {
        /* Before the first look the whole country lies there, empty. */
        viewed: function (viewport) { looks = Boolean(viewport); tell(); },

        objects: function (bounds, ledgers, period, unit, only, by, zoom) {
            if (!bounds || !ledgers || !ledgers.length || !period) { return none("objects"); }
            return collection("objects", {...sight(bounds, zoom), ...narrowed(ledgers, unit, only), period: period, by: by || "layer"});
        },

        /* Streets, communities or grid cells in sight, and a sentence about them; districts have a layer of their own. */
        areas: async function (bounds, level, ground, period, indicator, ledgers, unit, only, zoom) {
            if (!bounds || !period || !level || level === "district" || ground === "gaps") { return [none("areas"), ""]; }
            const found = await collection("areas", {...sight(bounds, zoom), ...narrowed(ledgers, unit, only), period: period, level: level, indicator: indicator || ""});
            return found.features ? [found, found.words || ""] : [found, found];
        },

        cover: async function (bounds, of, period, zoom) {
            if (!bounds || !of || !period) { return [none("cover"), ""]; }
            const found = await collection("cover", {...sight(bounds, zoom), of: of, period: period});
            if (!found.features) { return [found, found]; }
            return [{...found, features: [...squares(found.grid), ...found.features]}, found.words || ""];
        },

        districts: function (period, indicator, ground, ledger, level) {
            if (ground === "gaps" && period) { return ground_of("gaps", {period: period, ledger: ledger || ""}); }
            if (level && level !== "district") { return ground_of("districts", {outline: "1"}); }
            return ground_of("districts", period && indicator ? {period: period, indicator: indicator} : {});
        },

        /* Which tools belong to what colours the ground; the words beside it. */
        grounded: function (ground) { return [`map-tools ground-${ground || "figures"}`, ground !== "gaps"]; },

        /* The next drag on the map is a rectangle; a second click or Escape takes it back. */
        draw: function (clicks, store, button) {
            if (clicks) { chengji.map.drawBox(document.getElementById(button), store); }
            return window.dash_clientside.no_update;
        },

        boxView: function (_view, _clear, bounds) {
            const asked = window.dash_clientside.callback_context.triggered_id;
            if (!asked || asked.endsWith("-clear") || !bounds) { return null; }
            const [[south, west], [north, east]] = bounds;
            return [west, south, east, north].map((degree) => degree.toFixed(6)).join(",");
        },

        boxed: function (box) {
            if (!box) { return [NOTHING, true]; }
            const [west, south, east, north] = box.split(",").map(Number);
            const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
            return [{type: "FeatureCollection", features: [{type: "Feature", geometry: {type: "Polygon", coordinates: [ring]}, properties: {}}]}, false];
        },

        stepInto: function (clicked, zoom) {
            const properties = clicked && clicked.properties;
            if (!properties || !properties.count) { return window.dash_clientside.no_update; }
            const [lng, lat] = clicked.geometry.coordinates;
            return {center: [lat, lng], zoom: Math.min(18, Math.round(zoom || 9) + NEARER), transition: "flyTo"};
        }
    };
})();
