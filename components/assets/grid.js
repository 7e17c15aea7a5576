/* Cells of the grid that are doors (components/tables.py, door): the address is the house's own, fields of the row fill its {names}. */
(function () {
    "use strict";
    const drawers = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});

    drawers.Door = function (cell) {
        const words = cell.valueFormatted === null || cell.valueFormatted === undefined ? cell.value : cell.valueFormatted;
        const field = (name) => (cell.data || {})[name];
        const names = [...cell.address.matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
        const missing = cell.value === null || cell.value === undefined || names.some((name) => field(name) === null || field(name) === undefined);
        if (missing) { return words; }
        const href = cell.address.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(field(name)));
        return window.React.createElement("a", {href: href, className: typeof cell.value === "string" ? "grid-door is-word" : "grid-door", onClick: window.chengji.enter}, words);
    };
})();
