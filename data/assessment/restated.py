"""更正清单 — which published figures later submissions changed: what was published, what it is now, and which file or return changed it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access.scope import Actor
from data.calendar import local
from data.catalogue.book import Catalogue
from data.indicators.figure import Figure
from data.indicators.figures import EVERY, figures
from data.indicators.measure import counted_anew
from data.indicators.parts import REPORT, ledgers_of, linked_ledgers
from data.indicators.views import check_readable
from data.intake.withdrawn import count_again
from data.store import rulebook
from data.store.publications import rules_of
from data.store.tables import Month, MonthMove, Submission
from data.vocabulary import Declaration, FigureState, MonthState, Outcome


@dataclass(frozen=True, slots=True)
class Cause:
    """A later file of the month that the figure rests on, or the return of one."""

    id: int
    receipt: str
    unit_name: str
    at: datetime  # Shanghai
    act: str      # 报送, 代报, 退回, 零报告 …
    is_seen: bool  # the reader may open it


@dataclass(frozen=True, slots=True)
class Restated:
    """One published figure that is another one by now."""

    indicator: str
    name: str
    unit_word: str
    unit: str | None  # None: the whole city
    unit_name: str
    side: str         # 核实 or 申报
    published: Decimal | None
    published_state: FigureState
    now: Decimal | None
    now_state: FigureState
    causes: tuple[Cause, ...]

    @property
    def change(self) -> Decimal | None:
        return None if self.published is None or self.now is None else self.now - self.published


@dataclass(frozen=True)
class Restatements:
    """The newest publication of a month held against what is known now; version 0: never published."""

    version: int
    published_at: datetime | None  # Shanghai
    closed_at: datetime | None
    is_open_again: bool
    files: int  # that came, or were sent back, since the month was closed
    rows: list[Restated]


def restatements(session: Session, actor: Actor, period: str, now: datetime) -> Restatements:
    """Under the rules of the publication, so that only submissions make a difference; a unit sees the city and itself."""
    month = session.get(Month, period)
    if month is None or not month.version:
        return Restatements(0, None, None, False, 0, [])
    check_readable(session, actor, period)
    told = session.scalars(select(MonthMove).where(MonthMove.period == period, MonthMove.version == month.version,
                                                   MonthMove.state == MonthState.PUBLISHED).order_by(MonthMove.id)).first()
    later = _later(session, period, told.pinned_seq if told and told.pinned_seq is not None else month.pinned_seq or 0)
    number = rules_of(session, period, month.version) or rulebook.version_for(session, period)
    rows = _rows(session, actor, period, month.version, rulebook.book(session, number), counted_anew(session, period, number, now), later) if later else []
    moments = [local(moment) if moment else None for moment in (told.published_at, told.closed_at)] if told else [None, None]
    return Restatements(month.version, *moments, month.state != MonthState.PUBLISHED, len([f for f in later if f.period == period]), rows)


def _later(session: Session, period: str, pinned: int) -> list[Submission]:
    """What was accepted or sent back since; of earlier months too, for a code that is let go there counts for another unit here."""
    s = Submission
    return list(session.scalars(select(s).where(s.seq > pinned, s.period <= period, s.outcome == Outcome.ACCEPTED).order_by(s.seq)))


def _rows(session: Session, actor: Actor, period: str, version: int, book: Catalogue, anew: Iterable[Figure],  # noqa: PLR0913, PLR0917
          later: Sequence[Submission]) -> list[Restated]:
    now = {(f.indicator, f.unit): f for f in anew if f.region is None}
    published = [*figures(session, period, version=version), *figures(session, period, EVERY, version=version)]
    place = {code: n for n, code in enumerate([None, *(u.code for u in book.members)])}
    order = {code: n for n, code in enumerate(book.indicators)}
    found = [(old, now[old.indicator, old.unit]) for old in published if actor.sees(old.unit) and (old.indicator, old.unit) in now]
    told = _Told(actor, book, later, count_again(later))
    rows = [row for old, new in found for row in told.changes(old, new)]
    return sorted(rows, key=lambda row: (order[row.indicator], place.get(row.unit, len(place)), row.side == "申报"))


@dataclass(frozen=True)
class _Told:
    """What a change is told by: who reads, by which rules, and what came later."""

    actor: Actor
    book: Catalogue
    later: Sequence[Submission]
    again: set[int]

    def changes(self, old: Figure, new: Figure) -> list[Restated]:
        sides = []
        if (old.state, old.value) != (new.state, new.value):
            sides.append(("核实", old.value, new.value))
        if old.reported != new.reported:
            sides.append(("申报", old.reported, new.reported))
        return [self._row(old, new, side, before, after) for side, before, after in sides]

    def _row(self, old: Figure, new: Figure, side: str, before: Decimal | None, after: Decimal | None) -> Restated:
        state = (old.state, new.state) if side == "核实" else tuple(FigureState.MISSING if v is None else FigureState.OK for v in (before, after))
        name = self.book.unit(old.unit).short_name if old.unit else "全市"
        return Restated(old.indicator, old.name, old.unit_word, old.unit, name, side, before, state[0], after, state[1], self._causes(old, side))

    def _causes(self, figure: Figure, side: str) -> tuple[Cause, ...]:
        """Files of its own ledgers and month first; else those of other units, or of earlier months, that it looks into."""
        indicator = self.book.indicator(figure.indicator)
        ledgers = {REPORT} if side == "申报" else {*ledgers_of(indicator), *linked_ledgers(self.book, indicator)}
        files = [f for f in self.later if f.ledger in ledgers]
        own = [f for f in files if f.period == figure.period and figure.unit in (None, f.unit)]
        return tuple(self._cause(f) for f in own or files)

    def _cause(self, file: Submission) -> Cause:
        unit = self.book.units.get(file.unit)
        act = "退回" if file.id in self.again else Declaration(file.declares).label if file.declares else "代报" if file.on_behalf else "报送"
        return Cause(file.id, file.receipt, unit.short_name if unit else file.unit, local(file.received_at), act, self.actor.sees(file.unit))
