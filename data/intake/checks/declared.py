"""The row rules that the ledger declares: where `when` holds, `require` must hold, or a named function says what is wrong."""

from collections.abc import Iterator

import numpy as np

from data.catalogue.ledger import Rule
from data.intake.checks.named import CHECKS
from data.intake.found import Found, Verdict
from data.intake.frame_filters import is_local, rows_where
from data.intake.ledger_rows import LedgerRows


def declared_rules_hold(rows: LedgerRows) -> Iterator[Found]:
    """Rules about other ledgers or other months are the parent's, which has the database."""
    for rule in rows.ledger.rules:
        broken = _broken(rule, rows)
        if broken is not None:
            verdict = Verdict(rule.severity, rule.quality, rule.id, rule.message)
            yield from rows.found(verdict, rule.field, np.flatnonzero(broken & ~rows.column(rule.field).refused))


def _broken(rule: Rule, rows: LedgerRows) -> np.ndarray | None:
    if not is_local(rule.when) or not is_local(rule.require) or (rule.check is not None and rule.check not in CHECKS):
        return None
    asked = np.ones(len(rows), dtype=bool) if rule.when is None else rows_where(rule.when, rows)
    if rule.check is not None:
        return asked & CHECKS[rule.check](rows, rule)
    if rule.require is None:
        return None
    # What could not be read has its own finding; a rule over it would only repeat that.
    for name in rule.require.fields():
        asked &= ~rows.column(name).refused
    return asked & ~rows_where(rule.require, rows)
