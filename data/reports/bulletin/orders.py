"""督办清单 — the orders of the month as they stood on its last day."""

from data.reports.paper import Paper
from data.reports.tables.orders import order_table


def add(made: Paper) -> None:
    made.single("督办清单", order_table(made.view))
