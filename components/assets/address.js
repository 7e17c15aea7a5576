/* Writes what a page asks for into its address without leaving it, so that the page can be sent on and comes back with “back”. */
(function () {
    "use strict";
    const parts = (window.dash_clientside = window.dash_clientside || {});

    parts.address = {
        keep: function (words, period) {
            if (!words) { return window.dash_clientside.no_update; }
            const asked = new URLSearchParams(Object.entries({...(period && {period: period}), ...words}).filter(([, value]) => value));
            window.history.replaceState(window.history.state, "", `${window.location.pathname}?${asked}`);
            return String(asked);
        }
    };
})();
