"""Who owes a ledger only for some months: matrix, templates, files, declarations and figures keep to them."""

from datetime import datetime
from io import BytesIO

import pytest

from data.access.scope import Actor
from data.catalogue.book import load_texts
from data.catalogue.city import Owed
from data.errors import CatalogueError, GovernanceError
from data.indicators.figures import figures
from data.intake.declare import Statement, sentence
from data.intake.due import matrix
from data.intake.incoming import Incoming
from data.intake.judge import Judgement, _owed
from data.intake.template.service import Wanted, write_template
from data.intake.todo import todos
from data.intake.views import matrix_view
from data.store import rulebook
from data.vocabulary import Declaration, Door, FigureState, Role
from tests.catalogue_builder import FILES, UNITS, small_catalogue
from tests.data.indicators.hand_in import day
from tests.databases import furnish

EAST, OFFICE = Actor("e", Role.UNIT, "E"), Actor("office", Role.OFFICE)
SPRING = UNITS.replace("owes: [pole, baseline, indicator_report]", "owes: [{ledger: pole, from: 2023-03, to: 2023-05}, baseline, indicator_report]", 1)
NOW = datetime(2023, 7, 3, 9)


def adopted(store):
    with store.write() as session:
        rulebook.adopt(session, small_catalogue(units=SPRING), "2023-01", "test", NOW)


@pytest.fixture
def session(database_place):
    store = furnish(database_place, adopted)
    with store.write() as session:
        yield session
    store.close()


@pytest.mark.parametrize(("period", "is_owed"), [("2023-02", False), ("2023-03", True), ("2023-05", True), ("2023-06", False)])
def test_a_ledger_is_owed_from_its_first_through_its_last_month(session, period, is_owed):
    book = rulebook.book_for(session, period)
    assert ("pole" in book.unit("E").owes_in(period)) == is_owed
    assert (("E", "pole") in {(c.unit, c.ledger) for c in matrix(session, book, period, day("2023-07-03"))}) == is_owed
    assert ("pole" in {t.ledger for t in todos(session, EAST, "E", period, NOW) if t.period == period}) == is_owed
    judged = Judgement([])
    _owed(book, Incoming(b"", "f", "E", Door.CLI, EAST), "pole", period, judged)
    assert [f.rule for f in judged.findings] == ([] if is_owed else ["ledger_owed"])
    assert figures(session, period, "E", "P1", version=0)[0].state == (FigureState.MISSING if is_owed else FigureState.NOT_APPLICABLE)


@pytest.mark.parametrize(("written", "owed"), [
    ("pole", ["2022-01", "2023-06", "2030-12"]), ({"ledger": "pole", "from": "2023-06"}, ["2023-06", "2030-12"]), ({"ledger": "pole", "to": "2023-06"},
                                                                                                                 ["2022-01", "2023-06"])])
def test_one_end_may_stay_open(written, owed):
    one = Owed.model_validate(written)
    assert [month for month in ("2022-01", "2023-06", "2030-12") if one.holds_in(month)] == owed


def test_other_units_owe_as_before(session):
    rows = {row.unit: [c.ledger for c in row.cells] for row in matrix_view(session, OFFICE, "2023-06", day("2023-07-03"))}
    assert rows == {"E": ["baseline", "indicator_report"], "W": ["pole", "baseline", "indicator_report"], "T": ["station", "indicator_report"]}


def test_out_of_its_months_there_is_no_template_and_nothing_to_declare(session):
    with pytest.raises(GovernanceError, match="没有要求东区报送“智慧杆柱”，应报：应建底数、指标月报"):
        write_template(session, EAST, Wanted("pole", "E", "2023-06"), BytesIO())
    with pytest.raises(GovernanceError, match="办法没有要求"):
        sentence(session, EAST, Statement(Declaration.ZERO, "E", "pole", "2023-06", "王某", "科长"), NOW)
    write_template(session, EAST, Wanted("pole", "E", "2023-05"), BytesIO())


@pytest.mark.parametrize(("written", "words"), [
    ("{ledger: pole, from: 2023-06, to: 2023-05}", "不能早于 from"), ("{ledger: pole, from: 2023-13}", "应为形如 2023-06 的月份"),
    ("{ledger: pole, until: 2023-05}", "多出的键"), ("{from: 2023-05}", "缺少这一项")])
def test_what_cannot_be_meant_is_refused_by_line(written, words):
    texts = FILES | {"units.yaml": UNITS.replace("[pole, baseline,", f"[{written}, baseline,", 1)}
    with pytest.raises(CatalogueError, match=r"units.yaml 第 \d+ 行.*" + words):
        load_texts(texts)
