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

    /* A view in motion asks once, when it has stood still; the newest question of each kind is answered, older ones are dropped. */
    async function collection(kind, query) {
        const turn = (asked[kind] = (asked[kind] || 0) + 1);
        await new Promise((stood) => { setTimeout(stood, STILL); });
        if (asked[kind] !== turn) { return window.dash_clientside.no_update; }
        const answer = await window.fetch(`/geo/${kind}?` + new URLSearchParams(query));
        const found = answer.ok ? await answer.json() : NOTHING;
        return asked[kind] === turn ? found : window.dash_clientside.no_update;
    }

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
        objects: function (bounds, ledgers, period, unit, only, by, zoom) {
            if (!bounds || !ledgers || !ledgers.length || !period) { return NOTHING; }
            const [[south, west], [north, east]] = bounds;
            const box = [west, south, east, north].map((degree) => degree.toFixed(4)).join(",");
            const narrowed = {unit: unit || "", only: (only || []).join(","), by: by || "layer"};
            return collection("objects", {ledgers: ledgers.join(","), box: box, period: period, zoom: String(Math.round(zoom || 9)), ...narrowed});
        },

        districts: function (period, indicator) {
            return collection("districts", period && indicator ? {period: period, indicator: indicator} : {});
        },

        stepInto: function (clicked, zoom) {
            const properties = clicked && clicked.properties;
            if (!properties || !properties.count) { return window.dash_clientside.no_update; }
            const [lng, lat] = clicked.geometry.coordinates;
            return {center: [lat, lng], zoom: Math.min(18, Math.round(zoom || 9) + NEARER), transition: "flyTo"};
        }
    };
})();
