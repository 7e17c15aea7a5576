/* Draws a tree of plain elements as one component (components/quick.py); links with data-door stay inside the application, what is data-wanted comes into view. */
(function () {
    "use strict";

    function enter(event) {
        if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) { return; }
        event.preventDefault();
        window.history.pushState({}, "", event.currentTarget.getAttribute("href"));
        window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
        window.scrollTo(0, 0);
    }

    function show(element) {
        if (element) { element.scrollIntoView({block: "center"}); }
    }

    function drawn(tree) {
        const react = window.React;
        if (!Array.isArray(tree)) { return tree; }
        const [tag, properties, ...children] = tree;
        if (properties["data-sorted"]) { return react.createElement(window.chengji.Sorted, {tree: tree, drawn: drawn}); }
        const more = {...(properties["data-door"] && {onClick: enter}), ...(properties["data-wanted"] && {ref: show})};
        const given = {...properties, ...more};
        return react.createElement(tag || react.Fragment, tag ? given : null, ...children.map(drawn));
    }

    const chengji = (window.chengji = window.chengji || {});
    chengji.enter = enter;

    window.chengji_parts = {Quick: (properties) => drawn(properties.tree)};
})();
