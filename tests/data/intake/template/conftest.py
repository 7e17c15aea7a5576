"""One unit that owes every ledger of the rule book, on both databases; its June is in, its July is to come."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest

from data.access.scope import Actor
from data.catalogue.book import Catalogue
from data.intake.incoming import Incoming
from data.intake.take import Doors, take
from data.intake.template.service import Wanted, write_template
from data.settings import Settings
from data.store import rulebook
from data.store.engine import Store
from data.store.tables import Base
from data.vocabulary import Door, Outcome, Role
from tests.data.catalogue.broken import default_book
from tests.databases import new_database
from tests.ledger_examples import Examples, book_owing_all, point_in, written

MAY, JUNE, JULY, NOW, UNIT, OTHER, REGION = "2023-05", "2023-06", "2023-07", datetime(2023, 8, 1, 9), "U03", "U04", "990102"
CODES = sorted(default_book().ledgers)
FIRST = 5  # the first row of objects
UNIT_ACTOR, OFFICE = Actor("unit1", Role.UNIT, UNIT), Actor("office", Role.OFFICE)


@dataclass
class Office:
    """The doors of one home, and what goes through them for the unit."""

    doors: Doors
    book: Catalogue
    examples: Examples
    typed_in: set[str] = field(default_factory=set)

    def template(self, ledger, period, unit=UNIT, actor=OFFICE) -> bytes:
        target = BytesIO()
        with self.doors.store.read() as session:
            write_template(session, actor, Wanted(ledger, unit, period), target)
        return target.getvalue()

    def take(self, content, unit=UNIT, **more):
        return take(self.doors, Incoming(content, "上报.xlsx", unit, Door.PAGE, Actor("u", Role.UNIT, unit), **more), NOW)

    def rows(self, ledger, count=3):
        return [self.examples.row(ledger, n) for n in range(count)]

    def linked_in(self, ledger):
        """Hands in what a ledger links to."""
        for target in {r.require.values[0] for r in ledger.rules if r.require and r.require.op == "linked"} - {ledger.code}:
            self.filled_in(self.book.ledger(target))

    def filled_in(self, ledger):
        """June, typed into the empty template, once."""
        if ledger.code in self.typed_in:
            return
        self.linked_in(ledger)
        receipt = self.take(filled(self.template(ledger.code, JUNE), ledger, self.rows(ledger)))
        assert receipt.outcome == Outcome.ACCEPTED, [(f.rule, f.cell, f.message) for f in receipt.findings]
        self.typed_in.add(ledger.code)


def filled(content, ledger, rows) -> bytes:
    """The template with rows of values typed in, the rest of its lines deleted."""
    def type_in(sheet):
        sheet.delete_rows(FIRST + len(rows), sheet.max_row)
        for place, row in enumerate(rows):
            for number, column in enumerate(ledger.columns, 1):
                sheet.cell(FIRST + place, number).value = written(column, row.get(column.field))
    return edited(content, type_in)


def edited(content, change) -> bytes:
    book = openpyxl.load_workbook(BytesIO(content))
    change(book.worksheets[0])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def opened(content):
    return openpyxl.load_workbook(BytesIO(content))


@pytest.fixture(scope="package")
def every_book():
    """The default rule book, in which one unit owes every ledger."""
    return book_owing_all(UNIT)


@pytest.fixture(scope="package")
def open_office(postgres_url, every_book, container, tmp_path_factory):
    """Opens the one home of a database, once: each ledger stands for itself but for those it links to."""
    offices = {}

    def opened(name):
        if name not in offices:
            home = tmp_path_factory.mktemp("home")
            url = f"sqlite:///{home / 'chengji.db'}" if name == "sqlite" else databases.enter_context(new_database(postgres_url))
            offices[name] = _office(every_book, container, Settings(home, url))
            databases.callback(offices[name].doors.store.close)
        return offices[name]

    with ExitStack() as databases:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request, open_office):
    """One home for all tests of a database; not of the package's scope, which a test that names its databases would narrow to itself."""
    return open_office(request.param)


def _office(book, container, settings):
    store = Store.open(settings.database_url)
    Base.metadata.create_all(store.engine)
    with store.write() as session:
        rulebook.adopt(session, book, "2023-01", "test", NOW)
    return Office(Doors(store, container, settings), book, Examples(book, REGION, point_in(REGION), JUNE))
