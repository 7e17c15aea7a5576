"""systems.yaml: what the page of a system answers first, and how its rows are told apart."""

from pydantic import Field

from data.catalogue.base import Part


class Lead(Part):
    """先问的话 — a question in the leader's words, and the indicator that answers it."""

    ask: str
    indicator: str


class Breakdown(Part):
    """分布 — evidenced rows of a ledger by a declared column: counted, counted apart by a second one (`split`), or sums of numbers."""

    ask: str
    ledger: str
    by: str                            # a column with choices by which rows may be asked for on 台账; its choices are the order
    split: str | None = None           # a column with choices
    sums: list[str] = Field(default=[], max_length=3)  # columns with numbers, of one unit; none: rows are counted


class System(Part):
    """系统 — one system of the work plan."""

    name: str
    leads: list[Lead] = Field(default=[], max_length=4)
    breakdowns: list[Breakdown] = Field(default=[], max_length=2)
