/* Chinese months and weekdays for the date pickers, which look for this name (with the hyphen). */
(function () {
    "use strict";
    const weekdays = Array.from("日一二三四五六");
    const months = Array.from({length: 12}, (_, month) => `${month + 1}月`);
    window["dayjs_locale_zh-cn"] = {
        name: "zh-cn",
        weekdays: weekdays.map((day) => `星期${day}`),
        weekdaysShort: weekdays.map((day) => `周${day}`),
        weekdaysMin: weekdays,
        months: months,
        monthsShort: months,
        weekStart: 1,
        yearStart: 4,
        ordinal: (number, period) => (period === "W" ? `${number}周` : `${number}日`),
        meridiem: (hour) => (hour < 12 ? "上午" : "下午"),
        formats: {LT: "HH:mm", LTS: "HH:mm:ss", L: "YYYY-MM-DD", LL: "YYYY年M月D日", LLL: "YYYY年M月D日 HH:mm", LLLL: "YYYY年M月D日 dddd HH:mm"}
    };
})();
