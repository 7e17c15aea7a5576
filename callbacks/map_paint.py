"""The colours of the objects and of their legend: one answer for both."""

from collections.abc import Sequence
from typing import Any

from components.map_features import Paint, paint
from data.access.scope import Actor
from data.indicators.map_narrowed import Colouring, coloured_values
from data.indicators.map_views import placed_ledgers
from data.store.rulebook import newest_book


def map_paint(session: Any, actor: Actor, ticked: Sequence[str], by: Colouring) -> Paint:
    """Of the layers that are ticked and exist."""
    shown = [ledger for ledger in placed_ledgers(session) if ledger.code in ticked]
    return paint(by, [(ledger.code, ledger.name, ledger.colour) for ledger in shown], coloured_values(newest_book(session), actor, shown, by))
