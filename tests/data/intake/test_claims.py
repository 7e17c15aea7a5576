"""争议: a code counts for who claimed it first; once let go it counts for the next one, from that month on, with its figures."""

from datetime import datetime

import pytest
from sqlalchemy import func, select

from data.indicators.figures import figures
from data.indicators.measure import measure_unit
from data.intake.accept import VALUES, Writing, difference, open_until, standing_rows, write_versions
from data.intake.claims import let_go, measure_again, pass_on
from data.store import rulebook
from data.store.tables import Entity, EntityHistory, Month, Submission
from data.store.versions import rows_at
from data.vocabulary import FigureState, Outcome
from tests.catalogue_builder import UNITS, small_catalogue
from tests.databases import furnish

NOW = datetime(2023, 7, 1, 9, 0)
MAY, JUNE, JULY = "2023-05", "2023-06", "2023-07"
SOUTH = "  - {code: S, group: district, full_name: 南区人民政府, short_name: 南区, regions: [990101], owes: [pole]}\n"
THREE = UNITS.replace("  - {code: T,", f"{SOUTH}  - {{code: T,")


def adopted(store):
    with store.write() as session:
        rulebook.adopt(session, small_catalogue(units=THREE), "2023-01", "test", NOW)


@pytest.fixture
def session(database_place):
    store = furnish(database_place, adopted)
    with store.write() as session:
        yield session
    store.close()


def hand_in(session, unit, period, disputed=(), **codes):
    """The unit's whole ledger of a month, told by the code of each pole; what the intake does with it."""
    seq = (session.scalar(select(func.max(Submission.seq))) or 0) + 1
    book = rulebook.newest_book(session)
    session.add(Submission(receipt=f"R{seq}", seq=seq, unit=unit, ledger="pole", period=period, sha256=f"{seq}", file_name="f", size=1, door="cli", by="t",
                           received_at=NOW, outcome=Outcome.ACCEPTED, rule_version=1, rows={}, layout={}, totals={}))
    session.flush()
    old = standing_rows(session, unit, "pole", period)
    changes = difference(old.hashes, {key: f"{code}" for key, code in codes.items()})
    opened = {key: a_row(key, codes[key], seq, key in disputed) for key in (*changes.added, *changes.changed)}
    writing = Writing(session, unit, book.ledger("pole"), period, open_until(session, unit, book.ledger("pole"), period), seq)
    gone = write_versions(writing, old, changes, opened)
    passed_on = pass_on(writing, let_go(gone.values(), opened.values()))
    measure_unit(session, book, unit, "pole", period, 1, NOW)
    measure_again(session, passed_on, "pole", NOW)
    session.flush()
    return seq


def a_row(key, code, seq, disputed):
    row = {"key": key, "code": code, "class_code": None, "region": "990101", "name": key, "kind": "新建", "status": "已建成", "lng": None, "lat": None,
           "grid": None, "on_date": None, "code_ok": code is not None, "disputed": disputed, "sheet": "台账", "row": 2, "source": seq, "hash": f"{code}",
           "body": "{}"}
    return tuple(row[name] for name in VALUES)


def counted(session, unit, period, as_of=None):
    """The codes that count for a unit."""
    v = rows_at("pole", period, [unit], as_of)
    return sorted(session.scalars(select(v.c.code).where(v.c.disputed.is_(False))))


def built(session, unit, period):
    found = figures(session, period, unit, "P1", version=0)[0]
    return found.value if found.state == FigureState.OK else None


@pytest.fixture
def claimed(session):
    """E holds c1 and c2 since May; W claims c1 since May and has c9 of its own; S claims c1 since June."""
    hand_in(session, "E", MAY, a="c1", b="c2")
    hand_in(session, "W", MAY, disputed="x", x="c1", y="c9")
    hand_in(session, "S", JUNE, disputed="z", z="c1")
    return session


@pytest.mark.parametrize(("before", "after", "gone"), [
    pytest.param([("c1", False)], [], {"c1"}, id="closed"),
    pytest.param([("c1", False)], [("c2", False)], {"c1"}, id="another code"),
    pytest.param([("c1", False)], [(None, False)], {"c1"}, id="no code"),
    pytest.param([("c1", False)], [("c1", False)], set(), id="the same code"),
    pytest.param([("c1", True)], [], set(), id="it never counted"),
    pytest.param([(None, False)], [], set(), id="nothing to let go"),
])
def test_what_a_file_lets_go(before, after, gone):
    rows = [[a_row("k", code, 1, disputed) for code, disputed in some] for some in (before, after)]
    assert let_go(*rows) == gone


@pytest.mark.parametrize("rows", [pytest.param({"b": "c2"}, id="row closed"), pytest.param({"a": "c5", "b": "c2"}, id="code changed"),
                                  pytest.param({"a": None, "b": "c2"}, id="code taken away")])
def test_the_next_claimant_counts_once_the_first_lets_go(claimed, rows):
    assert (counted(claimed, "W", JUNE), built(claimed, "W", MAY)) == (["c9"], 1)
    hand_in(claimed, "E", MAY, **rows)
    assert [counted(claimed, "W", month) for month in (MAY, JUNE)] == [["c1", "c9"], ["c1", "c9"]]
    assert counted(claimed, "S", JUNE) == []
    assert claimed.scalars(select(Entity.unit).where(Entity.code == "c1", Entity.disputed.is_(True))).all() == ["S"]
    assert built(claimed, "W", MAY) == 2
    assert built(claimed, None, MAY) == len([code for code in rows.values() if code]) + 2


def test_a_file_that_keeps_the_code_changes_nothing(claimed):
    before = claimed.scalar(select(func.count()).select_from(EntityHistory))
    hand_in(claimed, "E", MAY, a="c1")
    assert counted(claimed, "W", MAY) == ["c9"]
    assert claimed.scalar(select(func.count()).select_from(EntityHistory)) == before + 1


def test_the_months_before_stay_disputed_and_what_was_known_stays_readable(claimed):
    known = hand_in(claimed, "W", JUNE, disputed="x", x="c1", y="c9")
    hand_in(claimed, "E", JUNE, b="c2")
    assert [counted(claimed, "W", month) for month in (MAY, JUNE, JULY)] == [["c9"], ["c1", "c9"], ["c1", "c9"]]
    assert counted(claimed, "W", JUNE, as_of=known) == ["c9"]
    assert (built(claimed, "W", MAY), built(claimed, "W", JUNE)) == (1, 2)


def test_a_correction_passes_the_code_on_for_its_own_months_only(claimed):
    hand_in(claimed, "E", JULY, a="c1", b="c2")
    hand_in(claimed, "E", JUNE, b="c2")
    assert [counted(claimed, "W", month) for month in (MAY, JUNE, JULY)] == [["c9"], ["c1", "c9"], ["c9"]]
    assert [counted(claimed, "E", month) for month in (MAY, JUNE, JULY)] == [["c1", "c2"], ["c2"], ["c1", "c2"]]


def test_a_claim_that_ended_counts_for_its_own_months(claimed):
    hand_in(claimed, "W", JULY, y="c9")
    hand_in(claimed, "E", MAY, b="c2")
    assert [counted(claimed, "W", month) for month in (MAY, JUNE, JULY)] == [["c1", "c9"], ["c1", "c9"], ["c9"]]


def test_a_later_claim_counts_from_its_own_month(claimed):
    hand_in(claimed, "W", MAY, y="c9")
    hand_in(claimed, "E", MAY, b="c2")
    assert [counted(claimed, "S", month) for month in (MAY, JUNE)] == [[], ["c1"]]
    assert built(claimed, "S", JUNE) == 1


def test_who_let_go_and_comes_back_stands_behind(claimed):
    hand_in(claimed, "E", MAY, b="c2")
    hand_in(claimed, "E", MAY, disputed="a", a="c1", b="c2")
    assert (counted(claimed, "E", MAY), counted(claimed, "W", MAY)) == (["c2"], ["c1", "c9"])
    hand_in(claimed, "W", MAY, y="c9")
    assert (counted(claimed, "E", MAY), counted(claimed, "S", JUNE)) == (["c1", "c2"], [])


def test_the_same_rows_again_stay_counted(claimed):
    hand_in(claimed, "E", MAY, b="c2")
    old = standing_rows(claimed, "W", "pole", MAY)
    assert difference(old.hashes, {"x": "c1", "y": "c9"}).touched == []


@pytest.mark.parametrize(("state", "value"), [("open", 2), ("closed", 1), ("published", 1)])
def test_figures_of_months_that_are_not_open_stand(claimed, state, value):
    claimed.add(Month(period=MAY, state=state, version=0, rule_version=1))
    hand_in(claimed, "E", MAY, b="c2")
    assert built(claimed, "W", MAY) == value
    assert counted(claimed, "W", MAY) == ["c1", "c9"]
