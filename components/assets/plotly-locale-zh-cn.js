/* Chinese words of the plots' toolbar, hints and dates. From plotly.js-locales 3.7.0, MIT, Copyright (c) Plotly Technologies Inc.;
   cut to what the cartesian bundle says and completed; see LICENSES.md. */
(function () {
    "use strict";
    const dictionary = {
        "Autoscale": "自动缩放",
        "Box Select": "矩形框选",
        "Cancel": "取消",
        "Click to enter Colorscale title": "点击输入色阶的标题",
        "Click to enter Plot subtitle": "点击输入图表的副标题",
        "Click to enter Plot title": "点击输入图表的标题",
        "Click to enter X axis title": "点击输入X轴的标题",
        "Click to enter Y axis title": "点击输入Y轴的标题",
        "Compare data on hover": "悬停时比较数据",
        "Double-click on legend to isolate one trace": "双击图例只看这一项",
        "Double-click to zoom back out": "双击返回缩小显示",
        "Download plot": "下载图片",
        "Download plot as JSON": "下载图表数据（JSON）",
        "Download plot as a PNG": "下载图片（PNG）",
        "Draw circle": "画圆",
        "Draw closed freeform": "画封闭曲线",
        "Draw line": "画线",
        "Draw open freeform": "画曲线",
        "Draw rectangle": "画矩形",
        "Erase active shape": "擦除所选图形",
        "Image download succeeded": "图片已下载",
        "JSON download succeeded": "图表数据已下载",
        "Lasso Select": "套索选择",
        "Orbital rotation": "轨道旋转",
        "Pan": "平移",
        "Preparing image - this may take a few seconds": "正在生成图片，约需几秒",
        "Produced with Plotly.js": "由Plotly.js生成",
        "Reset": "重置",
        "Reset axes": "重置坐标轴",
        "Reset camera to default": "重置视角为默认",
        "Reset camera to last save": "重置视角为上次保存",
        "Reset view": "重置视图",
        "Reset views": "重置视图",
        "Show closest data on hover": "悬停时显示最近的数据",
        "Sorry, there was a problem downloading your JSON file!": "抱歉，图表数据下载失败",
        "Sorry, there was a problem downloading your image!": "抱歉，图片下载失败",
        "Toggle Spike Lines": "切换辅助线",
        "Toggle show closest data on hover": "切换悬停时显示最近的数据",
        "Turntable rotation": "转盘旋转",
        "Zoom": "框选放大",
        "Zoom in": "放大",
        "Zoom out": "缩小",
        "kde:": "核密度：",
        "lower fence:": "下边界：",
        "max:": "最大值：",
        "mean \u00b1 \u03c3:": "平均数±标准差：",
        "mean:": "平均数：",
        "median:": "中位数：",
        "min:": "最小值：",
        "new text": "新文字",
        "q1:": "第一四分位数：",
        "q3:": "第三四分位数：",
        "trace": "系列",
        "upper fence:": "上边界："
    };
    const months = Array.from({length: 12}, (_, month) => `${month + 1}月`);
    const format = {
        days: ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
        shortDays: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
        months: months,
        shortMonths: months,
        date: "%Y-%m-%d"
    };
    const locale = {moduleType: "locale", name: "zh-CN", dictionary: dictionary, format: format};
    if (window.Plotly) {
        window.Plotly.register(locale);
    } else {
        (window.PlotlyLocales = window.PlotlyLocales || []).push(locale);
    }
})();
