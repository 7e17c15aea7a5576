/* How the map draws: named from Python as {"variable": "chengji.map.district"}. Colours and sizes come with each feature;
   names are put in as text nodes, so nothing a unit typed is ever read as HTML (the default of the layer would). */
(function () {
    "use strict";
    const chengji = (window.chengji = window.chengji || {});
    const NO_DATA = "#adb5bd";

    function chosen(feature, context) {
        const hideout = (context && context.hideout) || {};
        return hideout.selected !== undefined && hideout.selected !== null && hideout.selected === feature.properties.code;
    }

    function district(feature, context) {
        const picked = chosen(feature, context);
        return {
            fillColor: feature.properties.fill || NO_DATA,
            fillOpacity: feature.properties.fill ? 0.65 : 0.25,
            color: picked ? "#1c3d6e" : "#5c7080",
            weight: picked ? 3 : 1,
            dashArray: feature.properties.fill ? null : "4 3"
        };
    }

    function outline() {
        return {fill: false, color: "#5c7080", weight: 1, interactive: false};
    }

    function point(feature, latlng) {
        return window.L.circleMarker(latlng, {
            radius: feature.properties.radius || 5,
            color: "#ffffff",
            weight: 1,
            fillColor: feature.properties.colour || NO_DATA,
            fillOpacity: 0.9
        });
    }

    /* Around what was searched for; the object itself stays to be pointed at. */
    function ring(feature, latlng) {
        return window.L.circleMarker(latlng, {radius: 15, color: "#c92a2a", weight: 3, fill: false, interactive: false, pane: "markerPane"});
    }

    /* A grid cell with its count; also the shape of a cluster. */
    function counted(feature, latlng) {
        const count = feature.properties.count || feature.properties.point_count || 0;
        const size = 24 + 6 * Math.min(4, Math.floor(Math.log10(Math.max(1, count))));
        const disc = document.createElement("div");
        disc.className = "map-count";
        disc.style.backgroundColor = feature.properties.colour || "#1c7ed6";
        disc.textContent = count < 10000 ? String(count) : `${(count / 10000).toFixed(1)}万`;
        return window.L.marker(latlng, {icon: window.L.divIcon({html: disc, className: "map-count-place", iconSize: [size, size]})});
    }

    function named(feature, layer) {
        if (!feature.properties.name) { return; }
        const words = document.createElement("span");
        words.textContent = feature.properties.note ? `${feature.properties.name}：${feature.properties.note}` : feature.properties.name;
        layer.bindTooltip(words, {sticky: true});
    }

    /* A map that has left its page may still be asked where it looks, by an observer of its size; it has no pane to tell it by. */
    const maps = window.L && window.L.Map.prototype;
    if (maps) {
        const place = maps._getMapPanePos;
        maps._getMapPanePos = function () { return this._mapPane ? place.call(this) : new window.L.Point(0, 0); };
    }

    chengji.map = {district: district, outline: outline, point: point, ring: ring, counted: counted, named: named};
})();
