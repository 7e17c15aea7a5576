/* The frame: the menu on a phone, the month from the address, signing out. */
(function () {
    "use strict";
    const parts = (window.dash_clientside = window.dash_clientside || {});
    const same = () => window.dash_clientside.no_update;

    function noSuchMonth(wanted) {
        const words = `地址中的月份“${wanted.slice(0, 20)}”不在可选的月份里，下面显示的是右上方所选的月份。`;
        return {namespace: "dash_html_components", type: "Div", props: {children: words, className: "month-note", role: "status"}};
    }

    parts.shell = {
        toggleMenu: function (opened, navbar) {
            return {...navbar, collapsed: {mobile: !opened}};
        },

        /* A new page: the menu closes, an old notice goes, and a month named in the address is chosen; of one that is not there it says so. */
        afterNavigation: function (path, search, months) {
            const wanted = new URLSearchParams(search || "").get("period");
            const known = (months || []).some((month) => month.value === wanted);
            return [false, known ? wanted : same(), wanted && !known ? noSuchMonth(wanted) : null];
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
