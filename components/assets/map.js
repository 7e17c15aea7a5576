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

    /* Colour and pattern together: what is told by a colour alone is not told to everybody. */
    const SVG = "http://www.w3.org/2000/svg";
    const STROKES = {cross: "M0 0L8 8M8 0L0 8", rising: "M0 8L8 0M-2 2L2 -2M6 10L10 6", falling: "M0 0L8 8M-2 6L2 10M6 -2L10 2", level: "M0 4H8", dots: "M3 4H5"};

    function drawing(name, attributes, parent) {
        const made = parent.appendChild(document.createElementNS(SVG, name));
        Object.entries(attributes).forEach(([key, worth]) => made.setAttribute(key, worth));
        return made;
    }

    function patterned(properties) {
        const id = `map-${properties.pattern}-${properties.fill.slice(1)}`;
        if (!document.getElementById(id)) {
            const frame = drawing("svg", {width: 0, height: 0, "class": "map-patterns", "aria-hidden": "true"}, document.body);
            const pattern = drawing("pattern", {id: id, width: 8, height: 8, patternUnits: "userSpaceOnUse"}, frame);
            drawing("rect", {width: 8, height: 8, fill: properties.fill}, pattern);
            drawing("path", {d: STROKES[properties.pattern] || "", stroke: "#212529", "stroke-width": 1.2, "stroke-opacity": 0.65}, pattern);
        }
        return `url(#${id})`;
    }

    function district(feature, context) {
        if (feature.properties.outline) { return {fill: false, color: "#364152", weight: 2, interactive: false}; }
        const picked = chosen(feature, context);
        return {
            fillColor: feature.properties.pattern ? patterned(feature.properties) : feature.properties.fill || NO_DATA,
            fillOpacity: feature.properties.fill ? 0.65 : 0.25,
            color: picked ? "#1c3d6e" : "#5c7080",
            weight: picked ? 3 : 1,
            dashArray: feature.properties.fill ? null : "4 3"
        };
    }

    function outline() {
        return {fill: false, color: "#5c7080", weight: 1, interactive: false};
    }

    function box() {
        return {color: "#c92a2a", weight: 2, dashArray: "6 4", fillColor: "#c92a2a", fillOpacity: 0.06, interactive: false};
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

    /* Streets, communities and grid cells lie under the outlines of the districts and under the objects. */
    function area(feature) {
        return {
            fillColor: feature.properties.fill || NO_DATA,
            fillOpacity: feature.properties.fill ? 0.65 : 0.1,
            color: "#5c7080",
            weight: 0.8,
            pane: "areas"
        };
    }

    /* 部署节点图 lies over the ground; its places bear a cross where they are not covered. */
    function covered(feature) {
        if (feature.geometry.type === "Point") { return {}; } // a place has its look from coveredPlace
        return {
            fillColor: feature.properties.pattern ? patterned(feature.properties) : feature.properties.fill,
            fillOpacity: feature.properties.pattern ? 0.7 : 0.35,
            color: feature.properties.fill,
            weight: 0.6,
            pane: "covered"
        };
    }

    function coveredPlace(feature, latlng) {
        const mark = point(feature, latlng);
        Object.assign(mark.options, {pane: "markerPane", color: feature.properties.gap ? "#212529" : "#ffffff", weight: feature.properties.gap ? 2 : 1});
        return mark;
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
        /* Who draws on the map finds it by its element. */
        window.L.Map.addInitHook(function () {
            this.getContainer().chengjiMap = this;
            this.createPane("areas").style.zIndex = 380;
            this.createPane("covered").style.zIndex = 410;
        });
        Object.assign(window.L.Control.Zoom.prototype.options, {zoomInTitle: "放大", zoomOutTitle: "缩小"});
        const place = maps._getMapPanePos;
        maps._getMapPanePos = function () { return this._mapPane ? place.call(this) : new window.L.Point(0, 0); };
    }

    chengji.map = {district: district, outline: outline, point: point, ring: ring, counted: counted, named: named, box: box, area: area, covered: covered, coveredPlace: coveredPlace};
})();
