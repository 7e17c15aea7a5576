"""Rows of a ledger: by cursor, by filters, by how they begin, as known on a day; never by a scan of all rows; on both databases."""

from datetime import datetime

import pytest
from sqlalchemy import event, select

from data.access.scope import Actor
from data.errors import NotAllowed, NotFound
from data.intake import ledger_page as pages
from data.intake.ledger_asked import asked_for, filters_of
from data.intake.ledger_page import all_rows, ledger_page, more_than
from data.intake.ledger_search import after
from data.store import own_indexes
from data.store.engine import Store
from data.store.rulebook import adopt
from data.store.tables import Base, EntityHistory, Submission
from data.vocabulary import Role
from tests.catalogue_builder import POLE, REPORT, small_catalogue
from tests.data.indicators.hand_in import a_row, hand_in

MAY, JUNE, JULY, NOW = "2023-05", "2023-06", "2023-07", datetime(2023, 7, 1, 9, 0)
OFFICE, EAST, WEST = Actor("o", Role.OFFICE), Actor("e", Role.UNIT, "E"), Actor("w", Role.UNIT, "W")
FILTERED = POLE.replace("header: 建设方式, ", "header: 建设方式, filterable: 是, ")


def book():
    return small_catalogue(ledgers={"pole": FILTERED, "indicator_report": REPORT.replace("header: 指标编号, ", "header: 指标编号, filterable: 是, ")})


@pytest.fixture
def store(database_url):
    opened = Store.open(database_url)
    Base.metadata.create_all(opened.engine)
    with opened.write() as session:
        adopt(session, book(), "2023-01", "test", NOW)
        own_indexes.sync(session, book().ledgers.values(), least=0)
    yield opened
    opened.close()


def pole(number, unit="E", **values):
    """A pole whose code, own number and name are three different things."""
    region = "990101" if unit == "E" else "990102"
    code = f"{region}050401{number:09d}"
    said = {"code": code, "pole_no": f"P-{number:04d}", "name": f"{unit}区{number}号杆", "region": region, "build": "新建"}
    return a_row(code, **{**said, **values})


@pytest.fixture
def filled(store):
    """Sixty poles of the east, ten of the west, all June's."""
    with store.write() as session:
        hand_in(session, "E", "pole", JUNE, [pole(n, build="改造" if n % 10 == 0 else "新建", status="在建" if n % 20 == 0 else "已建成") for n in range(60)])
        hand_in(session, "W", "pole", JUNE, [pole(n, "W") for n in range(10)])
    return store


def read(store, asked, cursor=None, size=50, actor=OFFICE):
    with store.read() as session:
        return ledger_page(session, actor, asked, cursor, size)


def asked(**words):
    return asked_for(book(), OFFICE, words.pop("period", JUNE), {"ledger": "pole", **words})


def names(page):
    return [row.name for row in page.rows]


# Pages


def test_pages_follow_one_another_without_gap_or_repeat(filled):
    seen, cursor = [], None
    for _ in range(7):
        page = read(filled, asked(), cursor, 11)
        seen, cursor = [*seen, *((row.unit, row.key) for row in page.rows)], page.following
    assert cursor is None and len(seen) == len(set(seen)) == 70 and seen == sorted(seen)


def test_a_full_page_that_is_the_last_says_so(filled):
    assert read(filled, asked(), size=70).following is None
    assert read(filled, asked(), size=69).following == ("W", "990102050401000000008")


def test_rows_that_came_meanwhile_do_not_shift_a_page(filled):
    page = read(filled, asked(), size=10)
    with filled.write() as session:
        hand_in(session, "W", "pole", JUNE, [pole(n, "W") for n in range(20)])
    assert read(filled, asked(), page.following, 10).rows[0].key == "990101050401000000010"


def test_a_unit_sees_its_own_rows_only(filled):
    assert {row.unit for row in read(filled, asked(), actor=WEST).rows} == {"W"}
    with pytest.raises(NotFound):
        read(filled, asked(unit="E"), actor=WEST)


def test_who_may_not_see_submissions_sees_no_rows(filled):
    with pytest.raises(NotAllowed):
        read(filled, asked(), actor=Actor("x", Role.EVALUATOR))


@pytest.mark.parametrize(("words", "count"), [
    ({"unit": "W"}, 10), ({"region": "990101"}, 60), ({"status": "在建"}, 3), ({"own_build": "改造"}, 6), ({"own_build": "改造", "status": "在建"}, 3),
    ({"own_build": "改造", "unit": "W"}, 0), ({"own_build": "没有"}, 0), ({"nonsense": "1"}, 70)])
def test_each_filter_leaves_its_rows(filled, words, count):
    assert len(read(filled, asked(**words), size=100).rows) == count


def test_the_ledger_says_what_it_may_be_filtered_by():
    found = {one.word: one for one in filters_of(book(), book().ledger("pole"))}
    assert list(found) == ["region", "status", "own_build"]
    assert ("990101", "东区") in found["region"].choices and found["own_build"].choices == (("新建", "新建"), ("改造", "改造"))


def test_a_page_looks_at_no_more_rows_than_it_may(filled, monkeypatch):
    monkeypatch.setattr(pages, "LOOKED_THROUGH", 15)
    monkeypatch.setattr(pages, "FIRST_LOOK", 4)
    page = read(filled, asked(status="没有"))
    assert (page.rows, page.looked, page.following) == ([], 15, ("E", "990101050401000000014"))
    found, cursor = [], None
    while (page := read(filled, asked(status="在建"), cursor)) and (found := [*found, *names(page)]) is not None and page.following:
        cursor = page.following
    assert found == ["E区0号杆", "E区20号杆", "E区40号杆"]


def test_every_row_comes_once_for_a_workbook(filled):
    with filled.read() as session:
        found = [row.key for page in all_rows(session, OFFICE, asked(), 7) for row in page.rows]
        assert len(found) == len(set(found)) == 70
        assert more_than(session, OFFICE, asked(), 69) and not more_than(session, OFFICE, asked(), 70)


# Beginnings


@pytest.mark.parametrize(("begins", "count"), [
    ("990101050401000000007", 1), ("99010105040100000000", 10), ("P-0007", 2), ("P-001", 10), ("E区1", 11), ("E区7号杆", 1), ("W区", 10),
    ("7号杆", 0), ("%", 0), ("_", 0), ("9901", 70)])
def test_a_row_is_found_by_the_beginning_of_code_number_or_name(filled, begins, count):
    assert len(read(filled, asked(q=begins)).rows) == count


def test_full_width_and_blanks_are_read_as_meant(filled):
    assert names(read(filled, asked(q=" Ｐ－０００７ "))) == ["E区7号杆", "W区7号杆"]


def test_a_unit_finds_its_own_rows_only(filled):
    assert {row.unit for row in read(filled, asked(q="P-0007"), actor=WEST).rows} == {"W"}


def test_filters_hold_for_what_is_searched(filled):
    assert names(read(filled, asked(q="P-00", own_build="改造", status="在建"))) == ["E区0号杆", "E区20号杆", "E区40号杆"]


@pytest.mark.parametrize(("text", "following"), [("a", "b"), ("P-0", "P-1"), ("\ud7ff", "\ue000"), ("区9", "区:")])
def test_the_text_after_a_beginning(text, following):
    assert after(text) == following


# What was known when


def test_a_month_and_a_day_show_what_was_known_of_it(store):
    with store.write() as session:
        first = hand_in(session, "E", "pole", MAY, [pole(1, status="在建")])
        place = {"unit": "E", "ledger": "pole", "period_from": MAY, "opened_by": first, "source": first, "sheet": "台账", "row": 2, "hash": ""}
        row = {**place, **pole(1, status="在建")}
        second = hand_in(session, "E", "pole", JUNE, [pole(1), pole(2)])
        session.add_all([EntityHistory(**row, period_to=JUNE), EntityHistory(**{**row, "period_from": JUNE}, closed_by=second)])
        entry = session.scalars(select(Submission).where(Submission.seq == second)).one()
        entry.received_at = datetime(2023, 7, 4, 1, 0)

    def status(period, known=None):
        return [(row.name, row.status) for row in read(store, asked(period=period, known=known or "")).rows]
    assert status(MAY) == [("E区1号杆", "在建")]
    assert status(JUNE) == status(JULY) == [("E区1号杆", "已建成"), ("E区2号杆", "已建成")]
    assert status(JUNE, "2023-07-03") == [("E区1号杆", "在建")]
    assert status(JUNE, "2023-07-04") == status(JUNE)
    assert status(JUNE, "2023-06-01") == []


def test_reports_of_a_month_stand_in_history(store):
    with store.write() as session:
        seq = hand_in(session, "E", "indicator_report", JUNE, [])
        session.add(EntityHistory(unit="E", ledger="indicator_report", key="P1", period_from=JUNE, period_to=JULY, opened_by=seq, source=seq,
                                  sheet="台账", row=2, hash="", code_ok=False, disputed=False, body={"indicator": "P1", "closing": 5}))
    report = {"ledger": "indicator_report"}
    assert [row.key for row in read(store, asked(**report, own_indicator="P1")).rows] == ["P1"]
    assert read(store, asked(**report, own_indicator="P2")).rows == [] and read(store, asked(**report, period=JULY)).rows == []
    assert [row.key for row in read(store, asked(**report, q="P")).rows] == ["P1"]


# Indexes


def plans(store, *questions):
    """The plans of every statement that is sent for these questions, with the values that are sent."""
    sent = []

    @event.listens_for(store.engine, "before_cursor_execute")
    def keep(_connection, _cursor, statement, values, _context, _many):
        if "entity" in statement:
            sent.append((statement, values))
    for question in questions:
        read(store, question)
    event.remove(store.engine, "before_cursor_execute", keep)
    with store.engine.connect() as connection:
        if store.is_sqlite:
            return ["\n".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", values)) for said, values in sent]
        connection.exec_driver_sql("SET enable_seqscan = off")  # the tables of a test are small
        return ["\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {said}", values)) for said, values in sent]


QUESTIONS = {"all": {}, "declared": {"own_build": "改造"}, "typed": {"status": "在建"}, "past": {"known": "2023-07-03"},
             "reports": {"ledger": "indicator_report", "own_indicator": "P1"}}


@pytest.mark.parametrize("words", QUESTIONS.values(), ids=QUESTIONS)
def test_no_question_scans_all_rows(filled, words):
    found = plans(filled, asked(**words), asked(**words, q="P-0007"))
    assert found
    for plan in found:
        assert "SCAN entity" not in plan and "Seq Scan on entity" not in plan, plan
        assert "USING INDEX" in plan or "USING COVERING INDEX" in plan or "Index" in plan, plan  # of history too


def test_a_declared_column_is_asked_along_its_index(filled):
    """Asked of SQLite: for a table this small PostgreSQL finds the key as good as any."""
    if filled.is_sqlite:
        assert all("ix_own_now_filter_pole_build" in plan for plan in plans(filled, asked(own_build="改造")))
        found = "\n".join(plans(filled, asked(q="P-0007")))
        assert all(name in found for name in ("ix_entity_code", "ix_own_now_name_pole_name", "ix_own_now_number_pole_pole_no"))
