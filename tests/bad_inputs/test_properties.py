"""What holds for any files: twice is once, order does not matter, a withdrawn file leaves nothing, and what is plain stays as it is."""

from datetime import date
from itertools import count

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from data.access.scope import Actor
from data.intake.file_names import fitting, shown_name
from data.intake.found import clean, shown
from data.intake.headings import heading_key
from data.intake.incoming import Incoming
from data.intake.take import Doors, take
from data.intake.types import choice, code, day, degrees, number, percent, text
from data.intake.types.plain import narrowed, squeezed, trimmed
from data.intake.withdraw import withdraw
from data.settings import Settings
from data.store.rulebook import adopt
from data.store.tables import Entity, GridCount, MeasureKey, Measurement
from data.store.versions import rows_at
from data.vocabulary import Door, Outcome, Role
from tests.bad_inputs.doors import NOW
from tests.bad_inputs.good import COUNT, JUNE, MAY, OTHER, UNIT, book, lines, poles, tasks
from tests.databases import furnish

few = settings(max_examples=6, phases=[Phase.generate])  # each takes five files in: no search for a smaller one
OFFICE = Actor("office", Role.OFFICE)
# Whose file, when it came and where its rows stood in it: not what it says.
PASSING = {"opened_by", "period_from", "period_to", "closed_by", "source", "sheet", "row", "version", "submissions", "computed_at"}


def adopted(store):
    with store.write() as session:
        adopt(session, book(), "2023-01", "test", NOW)


def poles_of(unit, period, numbers, height=12):
    """Poles whose codes and numbers are this unit's own."""
    month = int(period[5:])
    own = {"pole_no": {n: f"{unit}-{n}" for n in numbers}, "code": {n: f"990102050401{unit[1:]}{n:07d}" for n in numbers},
           "height_m": dict.fromkeys(numbers, height), "built_on": dict.fromkeys(numbers, date(2023, 5, 9)), "cut_off": dict.fromkeys(numbers)}
    return poles(rows=lines(own, tuple(numbers)), title=f"智慧杆柱台账（2023年{month}月）")


FILES = [(UNIT, poles_of(UNIT, MAY, (1, 2))), (UNIT, poles_of(UNIT, JUNE, (1, 2, 3))), (OTHER, poles_of(OTHER, MAY, (4, 5))),
         (OTHER, poles_of(OTHER, JUNE, (4, 5, 6), 20)), (UNIT, tasks(period=MAY))]


@pytest.fixture(scope="module")
def new_doors(container, tmp_path_factory):
    """A home with the rule book and nothing else, as often as one is asked for."""
    folder, numbers, opened = tmp_path_factory.mktemp("properties"), count(), []

    def make() -> Doors:
        home = folder / str(next(numbers))
        home.mkdir()
        url = f"sqlite:///{home / 'chengji.db'}"
        while opened:
            opened.pop().close()
        opened.append(furnish(url, adopted))
        return Doors(opened[-1], container, Settings(home=home, database_url=url))

    yield make
    while opened:
        opened.pop().close()


def hand_in(doors, unit, content):
    receipt = take(doors, Incoming(content, "上报.xlsx", unit, Door.PAGE, Actor("unit", Role.UNIT, unit)), NOW)
    assert receipt.outcome in (Outcome.ACCEPTED, Outcome.UNCHANGED), receipt.as_json()["findings"]
    return receipt


def dump(session, source):
    columns = [one for one in source.c if one.name not in PASSING]
    return sorted(map(str, session.execute(select(*columns)).all()))


def state(doors):
    """The current rows, the rows of each month, the counts per cell and the figures, as they would be told."""
    with doors.store.read() as session:
        months = {month: dump(session, rows_at("pole", month)) for month in (MAY, JUNE)}
        return months | {table.__tablename__: dump(session, table.__table__) for table in (Entity, GridCount, Measurement, MeasureKey)}


@pytest.fixture(scope="module")
def in_order(new_doors):
    """What stands when the files come one after the other."""
    doors = new_doors()
    for file in FILES:
        hand_in(doors, *file)
    return state(doors)


@few
@given(order=st.permutations(FILES), again=st.lists(st.sampled_from(FILES), max_size=3))
def test_files_in_any_order_and_again_leave_the_same(new_doors, in_order, order, again):
    doors = new_doors()
    assert [hand_in(doors, *file).outcome for file in order] == [Outcome.ACCEPTED] * len(FILES)
    assert [hand_in(doors, *file).outcome for file in again] == [Outcome.UNCHANGED] * len(again)
    assert state(doors) == in_order


@few
@given(known=st.sets(st.integers(1, COUNT), min_size=1), more=st.sets(st.integers(1, COUNT)), height=st.integers(3, 30), has_stood=st.booleans())
def test_an_import_withdrawn_leaves_what_was_before(new_doors, known, more, height, has_stood):
    doors = new_doors()
    hand_in(doors, OTHER, FILES[3][1])
    hand_in(doors, UNIT, poles_of(UNIT, MAY, sorted(known)))
    if has_stood:
        hand_in(doors, UNIT, poles_of(UNIT, JUNE, sorted(known), 29))
    before = state(doors)
    receipt = hand_in(doors, UNIT, poles_of(UNIT, JUNE, sorted(known | more), height))
    with doors.store.write() as session:
        if receipt.outcome == Outcome.ACCEPTED:
            withdraw(session, OFFICE, receipt.submission, "报错了", NOW)
    after = state(doors)
    if not has_stood:  # the figures of a month that has no file any more are there, and say so
        before, after = ({name: value for name, value in one.items() if name != "measurement"} for one in (before, after))
    assert after == before


@example(text="A\u00b4")  # whose accent stands by itself until the blank before it is gone
@example(text="A\x00\u0301")
@given(text=st.text())
@pytest.mark.parametrize("plain", [heading_key, trimmed, narrowed, squeezed, clean, shown, shown_name, lambda name: fitting("HZ_", name, ".xlsx")[3:-5]])
def test_what_is_plain_stays_as_it_is(plain, text):
    once = plain(text)
    assert plain(once) == once


def column(ledger, field):
    return book().ledger(ledger).column(field)


WRITTEN = [("12 米", "height_m"), ("１３", "height_m"), ("1,2", "height_m"), ("二", "height_m"), ("2023.6.1", "built_on"), ("2023年6月", "built_on"),
           ("20230601", "built_on"), (45080.0, "built_on"), ("东经102.5", "lng"), ("102°30′", "lng"), ("新装", "build_mode"), ("√", "reserved_5g"),
           (" a\u200b1 ", "pole_no"), ("９９０１０２０５０４０１００００００００３", "code"), ("无", "remark")]
READERS = {"date": day.read, "number": number.read, "degrees": degrees.read, "choice": choice.read, "text": text.read,
           "code": lambda declared, values: code.read(declared, values, book())}


def read_one(declared, raw):
    found = READERS[declared.type](declared, [raw])[0]
    return getattr(found, "value", found)


FIELDS = sorted({field for _, field in WRITTEN})


@given(drawn=st.one_of(st.sampled_from([raw for raw, _ in WRITTEN]), st.text(max_size=30), st.from_regex(r"\A[-+0-9.,eE°′月年日/]{1,12}\Z")),
       field=st.sampled_from(FIELDS))
def test_a_value_that_was_read_is_read_as_itself(drawn, field):
    declared = column("pole", field)
    once = read_one(declared, drawn)
    if isinstance(once, str | float):
        assert read_one(declared, once) == once


@given(shares=st.lists(st.integers(2, 100), min_size=1, max_size=5))
def test_marked_percents_and_bare_ones_are_the_same(shares):
    declared = column("task_report", "closing")
    marked = percent.read(declared, [f"{one}%" for one in shares])
    assert percent.read(declared, [float(one) for one in shares]) == marked == [float(one) for one in shares]
