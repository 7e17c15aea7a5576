/* Writes what a page asks for into its address without leaving it, so that the page can be sent on and comes back with “back”. */
(function () {
    "use strict";
    const parts = (window.dash_clientside = window.dash_clientside || {});

    function write(words) {
        const asked = new URLSearchParams(words.filter(([, value]) => value));
        window.history.replaceState(window.history.state, "", `${window.location.pathname}?${asked}`);
        return String(asked);
    }

    parts.address = {
        keep: function (words, period) {
            if (!words) { return window.dash_clientside.no_update; }
            return write(Object.entries({...(period && {period: period}), ...words}));
        },

        /* The same from the pickers themselves: the last word of an id is the word of the address. */
        keepPicked: function () {
            return write(window.dash_clientside.callback_context.inputs_list.map(({id, value}) => [id.split("-").pop(), value]));
        }
    };
})();
