/* 一张图: what is asked of the server when the view moves, and the step into a cell. */
(function () {
    "use strict";
    const chengji = (window.chengji = window.chengji || {});
    const parts = (window.dash_clientside = window.dash_clientside || {});
    const NEARER = 2;

    /* A cell carries a count, an object does not; objects lie above the districts whichever were drawn last. */
    chengji.map.thing = function (feature, latlng, context) {
        if (feature.properties.count) { return chengji.map.counted(feature, latlng, context); }
        const mark = chengji.map.point(feature, latlng, context);
        mark.options.pane = "markerPane";
        return mark;
    };

    parts.citymap = {
        objectsAddress: function (bounds, ledgers, zoom) {
            if (!bounds || !ledgers || !ledgers.length) { return "/geo/objects"; }
            const [[south, west], [north, east]] = bounds;
            const box = [west, south, east, north].map((degree) => degree.toFixed(4)).join(",");
            return "/geo/objects?" + new URLSearchParams({ledgers: ledgers.join(","), box: box, zoom: String(Math.round(zoom || 9))});
        },

        districtsAddress: function (period, indicator) {
            if (!period || !indicator) { return "/geo/districts"; }
            return "/geo/districts?" + new URLSearchParams({period: period, indicator: indicator});
        },

        stepInto: function (clicked, zoom) {
            const properties = clicked && clicked.properties;
            if (!properties || !properties.count) { return window.dash_clientside.no_update; }
            const [lng, lat] = clicked.geometry.coordinates;
            return {center: [lat, lng], zoom: Math.min(18, Math.round(zoom || 9) + NEARER), transition: "flyTo"};
        }
    };
})();
