"""未报送 on the map: who owes what of a month and has not handed it in, by unit and by district."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import Actor, require
from data.catalogue.book import Catalogue
from data.catalogue.city import Unit
from data.errors import NotFound
from data.intake.due import STATE_LABELS, Expected, matrix
from data.store import rulebook
from data.vocabulary import Labelled


class GapState(Labelled):
    """In the order in which they press. 零报告 and 无变化 are handed in; who owes nothing has handed in nothing, but misses nothing."""

    OVERDUE = "overdue", "逾期未报"
    RETURNED = "returned", "退回或待说明"
    DUE = "due", "未报，未到期"
    CONFIRMING = "confirming", "代报待确认"
    HANDED = "handed", "已报齐"
    NOT_OWED = "not_owed", "不应报"

    @property
    def is_gap(self) -> bool:
        return self not in (GapState.HANDED, GapState.NOT_OWED)


STATES = {"overdue": GapState.OVERDUE, "missing": GapState.DUE, "rejected": GapState.RETURNED, "awaiting": GapState.RETURNED,
          "confirming": GapState.CONFIRMING}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One ledger that has not been handed in."""

    ledger: str
    ledger_name: str
    state_label: str
    due: date


@dataclass(frozen=True, slots=True)
class UnitGap:
    """One unit: how it stands, how many of the ledgers it owes are in, and which are not."""

    unit: str
    unit_name: str
    regions: tuple[str, ...]  # districts of its own; 功能区, bureaus and companies have none
    state: GapState
    handed: int
    owed: int
    waiting: tuple[Waiting, ...]


def gap_state(states: Iterable[str]) -> GapState:
    """Pure: of the states of the cells a unit owes (keys of STATE_LABELS) the one that presses most; none is 不应报."""
    found = [STATES.get(state, GapState.HANDED) for state in states]
    return min(found, key=list(GapState).index, default=GapState.NOT_OWED)


def unit_gaps(session: Session, actor: Actor, period: str, today: date, ledger: str = "") -> list[UnitGap]:
    """The units the reader sees, in the order of the rule book, as what has come in until now stands; of one ledger if it is named."""
    require(actor, Permission.VIEW_SUBMISSIONS)
    book = rulebook.book_for(session, period)
    if ledger and ledger not in book.ledgers:
        raise NotFound("办法中没有这本台账")
    shown = [unit for unit in book.members if actor.sees(unit.code)]
    owed: dict[str, list[Expected]] = {unit.code: [] for unit in shown}
    for cell in matrix(session, book, period, today, list(owed)):
        if not ledger or cell.ledger == ledger:
            owed[cell.unit].append(cell)
    return [_of(book, unit, owed[unit.code]) for unit in shown]


def _of(book: Catalogue, unit: Unit, cells: Sequence[Expected]) -> UnitGap:
    districts = {region.code for region in book.city.districts}
    waiting = tuple(Waiting(c.ledger, book.ledgers[c.ledger].name, STATE_LABELS[c.state], c.due) for c in cells if not c.is_handed)
    return UnitGap(unit.code, unit.short_name, tuple(code for code in unit.regions if code in districts), gap_state(c.state for c in cells),
                   sum(c.is_handed for c in cells), len(cells), waiting)


def by_district(gaps: Iterable[UnitGap]) -> dict[str, list[UnitGap]]:
    """District → the units whose own it is, what presses most first."""
    found: dict[str, list[UnitGap]] = {}
    for gap in gaps:
        for region in gap.regions:
            found.setdefault(region, []).append(gap)
    return {region: pressing(some) for region, some in found.items()}


def pressing(gaps: Iterable[UnitGap]) -> list[UnitGap]:
    """What presses most first; among the same in the order given."""
    return sorted(gaps, key=lambda gap: list(GapState).index(gap.state))


def owed_ledgers(session: Session, period: str) -> list[tuple[str, str]]:
    """Code and name of the ledgers somebody owes for a month."""
    book = rulebook.book_for(session, period)
    owed = {code for unit in book.members for code in unit.owes_in(period)}
    return [(code, ledger.name) for code, ledger in book.ledgers.items() if code in owed]
