"""Make templates: one, or all that a unit owes for a month as a zip. Every door calls this."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO
from zipfile import ZIP_STORED, ZipFile

from sqlalchemy.orm import Session

from data import calendar
from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.catalogue.book import Catalogue
from data.catalogue.city import Unit
from data.errors import GovernanceError, NotFound
from data.intake.due import Expected, matrix
from data.intake.template.frame import FIRST_ROW, Frame
from data.intake.template.prefill import Owner, prefill
from data.intake.template.version import template_version
from data.intake.template.weave import weave
from data.store import rulebook


@dataclass(frozen=True)
class Wanted:
    """Which template: ledger, unit and month."""

    ledger: str
    unit: str
    period: str


@dataclass(frozen=True)
class Made:
    """模板 — what was written."""

    wanted: Wanted
    name: str
    version: str
    rows: int
    prefilled_from: str | None  # the month its rows come from

    def as_json(self) -> dict[str, Any]:
        return {"ledger": self.wanted.ledger, "unit": self.wanted.unit, "period": self.wanted.period, "name": self.name, "version": self.version,
                "rows": self.rows, "prefilled_from": self.prefilled_from}


@dataclass(frozen=True, slots=True)
class Owed:
    """应报 — a ledger that a unit owes, with the name and content of its template."""

    ledger: str
    name: str
    note: str
    expected: Expected


def write_template(session: Session, actor: Actor, wanted: Wanted, target: BinaryIO) -> Made:
    """One pre-filled workbook; a unit's account gets its own only."""
    book, unit = _allowed(session, actor, wanted.unit, wanted.period)
    ledger = book.ledger(wanted.ledger)
    if ledger.code not in unit.owes_in(wanted.period):
        owed = "、".join(book.ledger(code).name for code in unit.owes_in(wanted.period)) or "没有应报的台账"
        raise GovernanceError(f"办法没有要求{unit.short_name}报送“{ledger.name}”，应报：{owed}")
    owner = Owner(book, ledger, unit.code, wanted.period)
    filled = prefill(session, owner)
    count = weave(Frame(owner, filled).content(), owner, filled, FIRST_ROW + 1, target)
    return Made(wanted, file_name(book, wanted), template_version(ledger), count, filled.month)


def write_all(session: Session, actor: Actor, unit: str, period: str, target: BinaryIO) -> list[Made]:
    """A zip of all templates that a unit owes for a month."""
    book, found = _allowed(session, actor, unit, period)
    if not found.owes_in(period):
        raise NotFound(f"办法没有要求{found.short_name}报送台账，没有模板可下载")
    made = []
    with ZipFile(target, "w", ZIP_STORED) as out:  # workbooks are compressed already
        for code in found.owes_in(period):
            wanted = Wanted(code, found.code, period)
            with out.open(file_name(book, wanted), "w", force_zip64=True) as entry:
                made.append(write_template(session, actor, wanted, entry))
    return made


def owed_templates(session: Session, actor: Actor, unit: str, period: str, today: date) -> Sequence[Owed]:
    """What a unit owes for a month, in the order of the rule book."""
    book, found = _allowed(session, actor, unit, period)
    ledgers = book.ledgers
    return [Owed(e.ledger, ledgers[e.ledger].name, ledgers[e.ledger].note, e) for e in matrix(session, book, period, today, [found.code])]


def file_name(book: Catalogue, wanted: Wanted) -> str:
    """Ledger, unit and month; fit for any file system."""
    words = f"{book.ledger(wanted.ledger).name}_{book.unit(wanted.unit).short_name}_{wanted.period}"
    return "".join("_" if c in '<>:"/\\|?*' or not c.isprintable() else c for c in words) + ".xlsx"


def zip_name(session: Session, unit: str, period: str) -> str:
    return f"报送模板_{rulebook.book_for(session, period).unit(unit).short_name}_{period}.zip"


def _allowed(session: Session, actor: Actor, unit: str, period: str) -> tuple[Catalogue, Unit]:
    """The rule book of the month and the unit, for who hands in for it."""
    require(actor, Permission.UPLOAD)
    require_unit(actor, unit)
    book = rulebook.book_for(session, calendar.parse_period(period))
    found = book.unit(unit)
    if not found.is_member or not found.exists_on(calendar.last_day(period)):
        raise NotFound(f"{found.short_name}在{calendar.label(period)}不是应报送的成员单位")
    return book, found
