"""Native charts: planned against evidenced, lights, ranking; Chinese titles, axes that newer programs show."""

from openpyxl.chart import BarChart, DoughnutChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import DataPoint, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.worksheet import Worksheet

from data.vocabulary import Light

FILLS = {Light.GREEN: "2F9E44", Light.YELLOW: "F2B705", Light.RED: "E03131", Light.GREY: "ADB5BD", Light.BLUE: "1C7ED6", Light.DONE: "0C8599"}
PLAN, FACT = "8A94A0", "1F5FA8"


def course_chart(sheet: Worksheet, title: str, column: int, rows: tuple[int, int], width: float) -> LineChart:
    """Two lines over the months: the plan dashed, the evidence full. `column` holds the plan, the next one the evidence."""
    chart = LineChart()
    chart.title, chart.height, chart.width = title, 9.0, width
    for n, (name, colour) in enumerate((("计划", PLAN), ("实证", FACT))):
        chart.add_data(Reference(sheet, min_col=column + n, min_row=rows[0], max_row=rows[1]), titles_from_data=False)
        series = chart.series[n]
        series.tx = SeriesLabel(v=name)
        series.graphicalProperties.line.solidFill = colour
        series.graphicalProperties.line.width = 28000
        series.graphicalProperties.line.dashStyle = "sysDash" if n == 0 else "solid"
        series.smooth = False
        series.marker.symbol = "none" if n == 0 else "circle"
    chart.set_categories(Reference(sheet, min_col=1, min_row=rows[0], max_row=rows[1]))
    chart.y_axis.scaling.min = 0
    _axes(chart)
    chart.legend.position = "b"
    return chart


def light_chart(sheet: Worksheet, title: str, rows: tuple[int, int], columns: tuple[int, int], lights: tuple[Light, ...]) -> DoughnutChart:
    """A ring of the six lights: names in columns[0], counts in columns[1]."""
    chart = DoughnutChart()
    chart.title, chart.height, chart.width, chart.holeSize = title, 7.5, 9.5, 55
    chart.add_data(Reference(sheet, min_col=columns[1], min_row=rows[0], max_row=rows[1]), titles_from_data=False)
    chart.set_categories(Reference(sheet, min_col=columns[0], min_row=rows[0], max_row=rows[1]))
    for n, light in enumerate(lights):
        chart.series[0].dPt.append(DataPoint(idx=n, spPr=GraphicalProperties(solidFill=FILLS[light])))
    chart.legend.position = "r"
    return chart


def rank_chart(sheet: Worksheet, title: str, rows: tuple[int, int], columns: tuple[int, int], width: float) -> BarChart:
    """Totals of a group, the best on top."""
    chart = BarChart()
    chart.type, chart.style, chart.gapWidth = "bar", 10, 45
    chart.title, chart.width = title, width
    chart.height = max(5.0, 2.6 + 0.62 * (rows[1] - rows[0] + 1))
    chart.add_data(Reference(sheet, min_col=columns[1], min_row=rows[0], max_row=rows[1]), titles_from_data=False)
    chart.set_categories(Reference(sheet, min_col=columns[0], min_row=rows[0], max_row=rows[1]))
    chart.series[0].graphicalProperties.solidFill = FACT
    chart.series[0].dLbls = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False)
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 100
    _axes(chart)
    chart.legend = None
    return chart


def _axes(chart: LineChart | BarChart) -> None:
    """Without delete=False newer programs draw no axes; the value axis keeps its grid, pale."""
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format = "General"
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="DDDDDD", w=6350))
