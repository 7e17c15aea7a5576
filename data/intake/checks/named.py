"""Row rules that the filter language cannot say: one pure function each, True for the rows that break the rule."""

from collections.abc import Callable

import numpy as np

from data.catalogue.ledger import Rule
from data.intake.ledger_rows import LedgerRows


def opening_plus_current_equals_closing(rows: LedgerRows, rule: Rule) -> np.ndarray:
    """上期末 + 本期 = 本期末, to the sixth decimal; rows that lack one of the three are left to the required check."""
    opening, current, closing = (rows.column(name).numbers for name in ("opening", "current", "closing"))
    return np.abs(opening + current - closing) > 1e-6


CHECKS: dict[str, Callable[[LedgerRows, Rule], np.ndarray]] = {
    "opening_plus_current_equals_closing": opening_plus_current_equals_closing,
}
