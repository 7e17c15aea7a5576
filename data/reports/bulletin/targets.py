"""指标完成 — every figure of the city and its units."""

from data.reports.paper import Paper
from data.reports.tables.indicators import indicator_table


def add(made: Paper) -> None:
    made.single("指标完成", indicator_table(made.view))
