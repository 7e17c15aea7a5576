/* The frame: the menu on a phone, the month from the address, signing out. */
(function () {
    "use strict";
    const parts = (window.dash_clientside = window.dash_clientside || {});
    const same = () => window.dash_clientside.no_update;

    parts.shell = {
        toggleMenu: function (opened, navbar) {
            return {...navbar, collapsed: {mobile: !opened}};
        },

        /* A new page: the menu closes, an old notice goes, and a month named in the address is chosen if it exists. */
        afterNavigation: function (path, search, months) {
            const wanted = new URLSearchParams(search || "").get("period");
            const known = (months || []).some((month) => month.value === wanted);
            return [false, known ? wanted : same(), null];
        }
    };

    async function signOut() {
        await fetch("/logout", {method: "POST", headers: {"X-CSRFToken": window.chengji.session.cookie("_csrf_token")}, redirect: "manual"});
        window.location.assign("/login");
    }

    document.addEventListener("click", (event) => {
        if (event.target instanceof Element && event.target.closest(".shell-sign-out")) { signOut(); }
    });
})();
