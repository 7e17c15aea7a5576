"""What the map shows: objects in view and one object opened up; a unit sees its own objects, readers of published figures none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.calendar import local
from data.catalogue.ledger import Ledger
from data.errors import GovernanceError, NotFound
from data.indicators.grid_levels import Bounds, middle
from data.indicators.grid_view import NOW, Known, View, Wanted, view
from data.indicators.map_narrowed import Narrowed
from data.store import rulebook
from data.store.tables import Month, Submission
from data.vocabulary import MonthState


def parse_box(text: str) -> Bounds:
    """west,south,east,north in degrees; anything else is refused."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise GovernanceError("地图范围应为西、南、东、北四个度数") from None
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise GovernanceError("地图范围不在经纬度之内")
    return Bounds(west, south, east, north)


def placed_ledgers(session: Session) -> list[Ledger]:
    """Ledgers with places that somebody hands in: a layer that stays empty would look like a city without the thing."""
    book = rulebook.newest_book(session)
    owed = {code for unit in book.members for code in unit.owes}
    return [ledger for ledger in book.ledgers.values() if ledger.placed and ledger.code in owed]


@dataclass(frozen=True)
class Standing:
    """Which knowledge the map shows of a month: the publication with its day, or what stands now."""

    known: Known
    published_on: date | None = None


def standing_of(session: Session, period: str) -> Standing:
    """A published month shows what was published, any other month the current objects."""
    month = session.get(Month, period)
    if month is None or month.state != MonthState.PUBLISHED:
        return Standing(NOW)
    return Standing(Known(period, month.version, month.pinned_seq or 0), local(month.published_at).date() if month.published_at else None)


def objects_in_view(session: Session, actor: Actor, narrowed: Narrowed, box: tuple[Bounds, int], period: str) -> View:
    """Cells or objects of the placed ledgers asked for in a box at a zoom; of sensitive ledgers others than all-seeing readers get cells only."""
    known = {ledger.code: ledger for ledger in placed_ledgers(session)}
    return view(session, wanted_of(actor, narrowed, known), *box, standing_of(session, period).known)


def wanted_of(actor: Actor, narrowed: Narrowed, known: Mapping[str, Ledger]) -> Wanted:
    """What a reader may see of what is asked for: existing layers, its own unit's, rough where exact places are not for it."""
    require(actor, Permission.VIEW_TRIAL)
    wanted = tuple(code for code in dict.fromkeys(narrowed.ledgers) if code in known)
    hidden = frozenset(code for code in wanted if not shows_exact(actor, known[code]))
    if narrowed.unit:
        require_unit(actor, narrowed.unit)
    units = (narrowed.unit,) if narrowed.unit else () if actor.sees_all else (actor.unit or "",)
    return Wanted(wanted, units=units, cells_only=hidden, narrowed=narrowed.of(known), by=narrowed.by.part)


def shows_exact(actor: Actor, ledger: Ledger) -> bool:
    """May the viewer see where the things of a ledger stand to the metre?"""
    return actor.sees_all or not ledger.sensitive


@dataclass(frozen=True)
class Spot:
    """Where an object lies, in CGCS2000 degrees; a rough one is the middle of the cell it lies in."""

    lng: float
    lat: float
    is_rough: bool


def spot_of(actor: Actor, ledger: Ledger, row: Any) -> Spot | None:
    """The place of a row as this viewer may see it; None has none."""
    if row.lng is None or row.lat is None:
        return None
    if shows_exact(actor, ledger):
        return Spot(float(row.lng), float(row.lat), False)
    return Spot(*middle(float(row.lng), float(row.lat)), True)


def object_spot(session: Session, actor: Actor, name: tuple[str, str, str], period: str) -> Spot | None:
    """The place of the object of a (ledger, unit, key) as the map of the month knows it; a foreign unit's answers as if there were none."""
    require(actor, Permission.VIEW_TRIAL)
    require_unit(actor, name[1])
    row = _row(session, name, standing_of(session, period).known)
    return None if row is None else spot_of(actor, rulebook.newest_book(session).ledger(name[0]), row)


@dataclass(frozen=True)
class ObjectCard:
    """One object with all its cells in words, and where they stand."""

    name: str
    ledger_name: str
    unit: str
    unit_name: str
    status: str | None
    disputed: bool
    facts: list[tuple[str, str]]
    since: str
    submission: int | None
    receipt: str | None
    file_name: str | None
    sheet: str
    cell: str


def object_card(session: Session, actor: Actor, name: tuple[str, str, str], period: str) -> ObjectCard:
    """The object of a (ledger, unit, key) as the map of the month shows it; a foreign unit's answers as if there were none."""
    ledger, unit, key = name
    require(actor, Permission.VIEW_TRIAL)
    require_unit(actor, unit)
    row = _row(session, name, standing_of(session, period).known)
    if row is None:
        raise NotFound("没有找到这个对象，它可能已在新一期台账中核减")
    book = rulebook.newest_book(session)
    declared = book.ledger(ledger)
    source = session.scalar(select(Submission).where(Submission.seq == row.source))
    columns = source.layout.get(row.sheet, {}).get("columns", {}) if source else {}
    letter = columns.get("name") or columns.get("code") or next(iter(columns.values()), "A")
    return ObjectCard(
        row.name or row.code or key,
        declared.name,
        unit,
        book.unit(unit).short_name,
        row.status,
        row.disputed,
        _facts(declared, row, shows_exact(actor, declared)),
        row.period_from,
        source.id if source else None,
        source.receipt if source else None,
        source.file_name if source else None,
        row.sheet,
        f"{letter}{row.row}",
    )


def _row(session: Session, name: tuple[str, str, str], known: Known) -> Any:
    ledger, unit, key = name
    for rows in known.rows(ledger):
        found = session.execute(select(*rows).where(rows.ledger == ledger, rows.unit == unit, rows.key == key)).first()
        if found is not None:
            return found
    return None


def _facts(ledger: Ledger, row: Any, is_exact: bool) -> list[tuple[str, str]]:
    """Filled columns in the ledger's order, under their headers; the code of a grid cell tells the place as degrees do."""
    typed = {
        "code": row.code,
        "class_code": row.class_code,
        "region": row.region,
        "status": row.status,
        ledger.kind_field: row.kind,
        ledger.date_field: row.on_date,
    }
    if is_exact:
        typed |= {"lng": row.lng, "lat": row.lat, "grid": row.grid}
    found = [(c.header, typed.get(c.field) or row.body.get(c.field)) for c in ledger.columns if c.field != "name"]
    return [(header, str(value)) for header, value in found if value not in (None, "")]
