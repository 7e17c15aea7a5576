"""分布 — the evidenced rows of a ledger told apart by a declared column: counted, counted apart by a second one, or summed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Select, and_, case, cast, func, not_, select, true
from sqlalchemy.orm import Session

from data.access.scope import Actor
from data.catalogue.ledger import Column, Ledger
from data.catalogue.system import Breakdown
from data.indicators.asked import MICRO, UNITS, named
from data.indicators.parts import Scope, accepted
from data.indicators.sql_filters import MONTH, Rows, condition
from data.indicators.views import check_readable
from data.store import rulebook
from data.store.tables import Entity, EntityHistory, Month
from data.store.versions import own, own_number

MOST = 200_000  # rows that a page looks through; of more it says so
UNSAID = "未填"


@dataclass(frozen=True)
class Bar:
    """One choice of the column: amounts by choice of the second column or by header of what is summed; rows that count and that do not."""

    value: str
    parts: dict[str, Decimal]
    counted: int
    left_out: int


@dataclass(frozen=True)
class BreakdownView:
    """分布图 — its question, what tells the rows apart, and the bars in the order of the choices; `refused` says why there are none."""

    declared: Breakdown
    ledger: Ledger
    names: list[str]  # of the parts, in their order
    unit: str
    bars: list[Bar]
    refused: str = ""

    @property
    def counted(self) -> int:
        return sum(bar.counted for bar in self.bars)

    @property
    def left_out(self) -> int:
        return sum(bar.left_out for bar in self.bars)


def breakdowns(session: Session, actor: Actor, system: str, period: str) -> list[BreakdownView]:
    """What the rule book of the month declares for a system: the city's rows, by what the month's figures know. Rows of one unit are not in it."""
    check_readable(session, actor, period)
    book, month = rulebook.book_for(session, period), session.get(Month, period)
    scope = Scope(book, period, month.pinned_seq if month is not None else None)
    return [_view(session, scope, one) for found in book.systems if found.name == system for one in found.breakdowns]


def _view(session: Session, scope: Scope, one: Breakdown) -> BreakdownView:
    ledger = scope.catalogue.ledger(one.ledger)
    units = sorted({unit for unit, code in accepted(session, scope) if code == one.ledger})
    names, unit = _names(ledger, one)
    if not units:
        return BreakdownView(one, ledger, names, unit, [], f"{ledger.name}本月还没有单位报送")
    if _is_long(session, one.ledger, units):
        return BreakdownView(one, ledger, names, unit, [], f"{ledger.name}超过 {MOST:,} 行，不在页面上逐行分开；各项总数见上方指标")
    found: dict[str, dict[str, list[int]]] = {}
    for rows in Rows.apart(scope.catalogue, one.ledger, MONTH, UNITS, scope.as_of):
        for value, part, *amounts in session.execute(_query(rows, one), named(scope.period, units)):
            kept = found.setdefault(str(value or UNSAID), {}).setdefault(str(part or UNSAID), [0] * len(amounts))
            kept[:] = [have + int(more or 0) for have, more in zip(kept, amounts, strict=True)]
    return BreakdownView(one, ledger, names, unit, list(_bars(ledger, one, names, found)))


def _is_long(session: Session, ledger: str, units: Sequence[str]) -> bool:
    """Looks at no more rows than are allowed."""
    for table in (Entity, EntityHistory):
        some = select(table.key).where(table.unit.in_(units), table.ledger == ledger).limit(MOST + 1).subquery()
        if (session.scalar(select(func.count()).select_from(some)) or 0) > MOST:
            return True
    return False


def _names(ledger: Ledger, one: Breakdown) -> tuple[list[str], str]:
    if one.sums:
        return [ledger.column(field).header for field in one.sums], ledger.column(one.sums[0]).unit
    return ([*ledger.column(one.split).choices, UNSAID] if one.split else ["行数"]), "行"


def _query(rows: Rows, one: Breakdown) -> Select[Any]:
    """By choice (and second choice): rows that count, all rows, and sums over those that count."""
    v, counted = rows.versions, rows.ledger.counted
    by, part = own(v, one.by), own(v, one.split) if one.split else own(v, one.by)
    is_counted = and_(true(), not_(v.c.disputed), *([condition(counted, rows)] if counted is not None else []))
    sums = [func.sum(case((is_counted, cast(func.round(func.coalesce(own_number(v, field), 0) * MICRO), BigInteger)), else_=0)) for field in one.sums]
    return select(by, part, func.sum(case((is_counted, 1), else_=0)), func.count(), *sums).group_by(by, part)


def _bars(ledger: Ledger, one: Breakdown, names: Sequence[str], found: dict[str, dict[str, list[int]]]) -> Iterator[Bar]:
    """Every choice, also those with nothing; then what was left open, if it was."""
    column: Column = ledger.column(one.by)
    for value in [*column.choices, *(value for value in found if value not in column.choices)]:
        parts = found.get(value, {})
        counted, every = (sum(amounts[n] for amounts in parts.values()) for n in (0, 1))
        if one.sums:
            worth = {name: Decimal(sum(amounts[2 + n] for amounts in parts.values())) / MICRO for n, name in enumerate(names)}
        else:
            worth = {name: Decimal(parts[name][0]) for name in names if name in parts} if one.split else {names[0]: Decimal(counted)}
        yield Bar(value, worth, counted, every - counted)
