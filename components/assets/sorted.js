/* A table whose columns sort by their headings (components/tables.py, sorted_table): a press sorts upwards, another downwards, a third as it came. */
(function () {
    "use strict";
    const chengji = (window.chengji = window.chengji || {});
    const NEXT = {none: "ascending", ascending: "descending", descending: "none"};
    const SIGNS = {none: "", ascending: "▲", descending: "▼"};

    function worth(row, column) {
        const cell = row[2 + column];
        return cell ? cell[1]["data-by"] : undefined;
    }

    function compare(a, b) {
        return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh-CN");
    }

    /* What has no worth stays at the end, in the order in which it came. */
    function ordered(rows, column, way) {
        if (way === "none") { return rows; }
        const sign = way === "ascending" ? 1 : -1;
        const known = rows.filter((row) => worth(row, column) !== undefined);
        known.sort((a, b) => sign * compare(worth(a, column), worth(b, column)));
        return [...known, ...rows.filter((row) => worth(row, column) === undefined)];
    }

    function heading(cell, way, press) {
        const [tag, properties, ...words] = cell;
        const sign = ["span", {className: "sort-sign", "aria-hidden": "true"}, SIGNS[way]];
        return [tag, {...properties, "aria-sort": way}, ["button", {type: "button", className: "sort-head", onClick: press}, ...words, sign]];
    }

    chengji.Sorted = function (properties) {
        const [by, sort] = window.React.useState({column: -1, way: "none"});
        const [tag, look, [head, , line], [body, more, ...rows]] = properties.tree;
        const ways = line.slice(2).map((_, column) => (column === by.column ? by.way : "none"));
        const headings = line.slice(2).map((cell, n) => heading(cell, ways[n], () => sort({column: n, way: NEXT[ways[n]]})));
        return properties.drawn([tag, {...look, "data-sorted": undefined}, [head, {}, [line[0], line[1], ...headings]],
            [body, more, ...ordered(rows, by.column, by.way)]]);
    };
})();
