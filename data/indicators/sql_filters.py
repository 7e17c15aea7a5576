"""The filter language of the rule book as SQL conditions over versions of rows, the same on SQLite and PostgreSQL."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import CTE, BindParameter, Date, String, Subquery, Text, and_, bindparam, cast, false, func, not_, or_, select, union
from sqlalchemy.sql import ColumnElement

from data.calendar import last_day
from data.catalogue.book import Catalogue
from data.catalogue.filters import Filter
from data.catalogue.ledger import Ledger
from data.errors import CatalogueError
from data.indicators.cycles import CYCLE_DAYS
from data.rounding import number_or_none
from data.store.versions import TYPED, Period, Units, own, own_number, rows_apart, rows_at

NUMBERS = frozenset({"number", "integer", "percent", "degrees"})
KEPT_NAMES = 200
SWITCHES = {"是": True, "true": True, "否": False, "false": False}
MONTH: BindParameter[str] = bindparam("asked_month", type_=String)  # a month that will be named by of_month()
_END, _END_TEXT = bindparam("asked_end", type_=Date), bindparam("asked_end_text", type_=String)
_TYPED_KINDS = {"lng": "degrees", "lat": "degrees", "on_date": "day", "code_ok": "switch", "disputed": "switch"}

_NEVER_ABSENT = frozenset({"code_ok", "disputed"})

Condition = ColumnElement[bool]


def of_month(period: str) -> dict[str, Any]:
    """What names MONTH, and the last day that conditions ask for."""
    end = last_day(period)
    before = {_before_end(days).key: (end - timedelta(days)).isoformat() for days in CYCLE_DAYS.values()}
    return {MONTH.key: period, _END.key: end, _END_TEXT.key: end.isoformat(), **before}


def _before_end(days: int) -> BindParameter[str]:
    return bindparam(f"asked_end_less_{days}", type_=String)


def days_before_end(period: Period, days: int) -> Any:
    """So many days before the month's last one, as ISO text; of a month that is not named yet, only the days of CYCLE_DAYS."""
    return (last_day(period) - timedelta(days)).isoformat() if isinstance(period, str) else _before_end(days)


@dataclass(frozen=True)
class Rows:
    """The rows of one ledger that are valid for a month, and what is needed to compare with them."""

    catalogue: Catalogue
    ledger: Ledger
    period: Period
    as_of: int | None
    versions: Subquery

    @classmethod
    def of(cls, catalogue: Catalogue, ledger: str, period: Period, units: Units = None, as_of: int | None = None) -> "Rows":
        return cls(catalogue, catalogue.ledger(ledger), period, as_of, rows_at(ledger, period, units, as_of))

    @classmethod
    def apart(cls, catalogue: Catalogue, ledger: str, period: Period, units: Units = None, as_of: int | None = None) -> list["Rows"]:
        """The current rows and those of history, each for themselves."""
        return [cls(catalogue, catalogue.ledger(ledger), period, as_of, part) for part in rows_apart(ledger, period, units, as_of)]


def condition(where: Filter, rows: Rows) -> Condition:
    """True or false for every row, never unknown: a comparison with an absent value is false, so `ne` and `not` of it are true."""
    if where.op == "not":
        return not_(condition(where.parts[0], rows))
    if where.op in GROUPS:
        return GROUPS[where.op](*(condition(part, rows) for part in where.parts))
    if where.op == "ne":
        return not_(_known(_equal(where, rows)))
    return _known(LEAVES[where.op](where, rows)) if _may_be_unknown(where) else LEAVES[where.op](where, rows)


def _may_be_unknown(where: Filter) -> bool:
    """Asked of every row: what cannot be unknown need not be made known."""
    return where.op != "present" and (where.field not in _NEVER_ABSENT or any(text.startswith("$") for text in where.values))


def kind_of(field: str, ledger: Ledger) -> str:
    """How a field is compared: by its typed column, else by the type the ledger declares."""
    if field in _TYPED_KINDS:
        return _TYPED_KINDS[field]
    declared = next((c.type for c in ledger.columns if c.field == field), None)
    if declared is None and field not in TYPED:
        raise CatalogueError(f"台账“{ledger.name}”没有字段 {field}，条件不能用")
    return declared or "text"


def value(field: str, rows: Rows) -> ColumnElement[Any]:
    """A field as its ledger types it: number, truth value, or text (dates and months as ISO text)."""
    kind = kind_of(field, rows.ledger)
    if field in TYPED:
        return rows.versions.c[field]
    if kind in NUMBERS:
        return own_number(rows.versions, field)
    if kind == "switch":
        return rows.versions.c.body[field].as_boolean()
    return own(rows.versions, field)


def text_of(field: str, rows: Rows) -> ColumnElement[Any]:
    """A field as text, for distinct counts and links; empty text is no value."""
    return func.nullif(cast(own(rows.versions, field), Text), "")


def _known(asked: Condition) -> Condition:
    return func.coalesce(asked, false())


def _operand(text: str, field: str, rows: Rows) -> Any:
    """A written value as the field's type; $period_end is the month's last day, $name another field."""
    kind = kind_of(field, rows.ledger)
    if text == "$period_end":
        return _month_end(rows.period, kind == "day")
    if text.startswith("$"):
        return value(text[1:], rows)
    if kind in NUMBERS:
        return _number(text, field)
    if kind == "switch":
        if text not in SWITCHES:
            raise CatalogueError(f"字段 {field} 是“是/否”，条件里的“{text}”不能用")
        return SWITCHES[text]
    return _day(text, field) if kind == "day" else text


def _month_end(period: Period, is_day: bool) -> Any:
    if not isinstance(period, str):
        return _END if is_day else _END_TEXT
    return last_day(period) if is_day else last_day(period).isoformat()


def _number(text: str, field: str) -> float:
    number = number_or_none(text)
    if number is None:
        raise CatalogueError(f"字段 {field} 是数字，条件里的“{text}”不能用")
    return float(number)


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CatalogueError(f"字段 {field} 是日期，条件里的“{text}”应形如 2023-06-30") from None


def _operands(where: Filter, rows: Rows) -> list[Any]:
    return [_operand(text, where.field, rows) for text in where.values]


def _equal(where: Filter, rows: Rows) -> Condition:
    return value(where.field, rows) == _operands(where, rows)[0]


def _among(where: Filter, rows: Rows) -> Condition:
    return or_(*(value(where.field, rows) == wanted for wanted in _operands(where, rows)))


def _between(where: Filter, rows: Rows) -> Condition:
    low, high = _operands(where, rows)
    return value(where.field, rows).between(low, high)


def _before(where: Filter, rows: Rows) -> Condition:
    return value(where.field, rows) < _operands(where, rows)[0]


def _after(where: Filter, rows: Rows) -> Condition:
    return value(where.field, rows) > _operands(where, rows)[0]


def _present(where: Filter, rows: Rows) -> Condition:
    is_text = kind_of(where.field, rows.ledger) not in {*NUMBERS, "switch", "day"}
    return (text_of(where.field, rows) if is_text else value(where.field, rows)).is_not(None)


def _linked(where: Filter, rows: Rows) -> Condition:
    """An accepted row of the other ledger, of any unit, in the same month, bears this code or own number."""
    names = _names_of(rows.catalogue, where.values[0], rows.period, rows.as_of)
    return text_of(where.field, rows).in_(select(names.c.name))


@lru_cache(maxsize=KEPT_NAMES)
def _names_of(catalogue: Catalogue, ledger: str, period: Period, as_of: int | None) -> CTE:
    """Codes, keys and own numbers of a ledger; the same object every time, so that a query of many conditions reads them once."""
    other = Rows.of(catalogue, ledger, period, None, as_of)
    names = [other.versions.c.code, other.versions.c.key]
    if len(other.ledger.key) == 1:
        names.append(text_of(other.ledger.key[0], other))
    return union(*(select(name.label("name")).where(name.is_not(None)) for name in names)).cte(f"names_of_{ledger}")


GROUPS: dict[str, Callable[..., Condition]] = {"all": and_, "any": or_}
LEAVES: dict[str, Callable[[Filter, Rows], Condition]] = {
    "eq": _equal, "in": _among, "between": _between, "before": _before, "after": _after, "present": _present, "linked": _linked}
