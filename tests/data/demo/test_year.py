"""Two months of a small city, lived through the real inbox: taken, rejected, explained, published; broken off and gone on."""

from collections import Counter

import pytest
from sqlalchemy import select

from data import calendar
from data.catalogue.book import load_texts, read_folder
from data.demo import year
from data.demo.clock import TODAY
from data.demo.slips import MISTAKES
from data.demo.story import deliveries, publish_day
from data.settings import RULE_BOOK
from data.store.tables import Entity, Month, Order, Submission
from data.vocabulary import MonthState, Outcome

HANDING_IN = ("U17", "U18", "U31", "U34", "U44")  # the others owe nothing in this small city
PERIODS = ("2023-11", "2023-12")


class BrokenOff(Exception):
    pass


def few_owe(text):
    """units.yaml in which only some units owe their ledgers."""
    kept, unit = [], ""
    for line in text.splitlines():
        words = line.strip()
        unit = words.removeprefix("- code: ") if words.startswith("- code: U") else unit
        if not words.startswith("owes:") or unit in HANDING_IN:
            kept.append(line)
    return "\n".join(kept)


@pytest.fixture(scope="module")
def book():
    texts = read_folder(RULE_BOOK)
    return load_texts({**texts, "units.yaml": few_owe(texts["units.yaml"])})


@pytest.fixture(scope="module")
def make_doors(book, new_doors):
    return lambda: new_doors(book)


def live(doors, step=lambda done, total: None):
    year.load(doors, months=2, objects=600, seed=5, step=step)


@pytest.fixture(scope="module")
def lived(make_doors):
    doors, steps = make_doors(), []
    live(doors, lambda done, total: steps.append((done, total)))
    return doors, steps


@pytest.fixture(scope="module")
def sent(book):
    return [delivery for period in PERIODS for delivery in deliveries(book, period, PERIODS[0])]


def submissions(doors):
    with doors.store.read() as session:
        return session.scalars(select(Submission).order_by(Submission.id)).all()


def facts(doors):
    """All that matters of a loaded home."""
    with doors.store.read() as session:
        files = Counter((s.unit, s.ledger, s.period, s.outcome, s.awaiting, s.received_at, s.sha256) for s in submissions(doors))
        rows = {tuple(row) for row in session.execute(select(Entity.unit, Entity.ledger, Entity.key, Entity.hash))}
        orders = {(o.unit, o.task, o.level, o.state, o.issued_on) for o in session.scalars(select(Order))}
        months = {m.period: (m.state, m.version, m.snapshot_sha) for m in session.scalars(select(Month))}
        return files, rows, orders, months


def test_every_right_file_is_accepted(lived, sent):
    accepted = {(s.unit, s.ledger, s.period) for s in submissions(lived[0]) if s.outcome == Outcome.ACCEPTED}
    assert {(d.unit, d.ledger, d.period) for d in sent if d.mistake is None} <= accepted


def test_every_wrong_file_is_rejected_when_it_comes(lived, sent):
    fates = {(s.unit, s.received_at, s.sha256): s for s in submissions(lived[0])}
    wrong = [d for d in sent if d.mistake and MISTAKES[d.mistake].cure != "none"]
    assert wrong
    for delivery in wrong:
        came = [s for (unit, at, _), s in fates.items() if unit == delivery.unit and at == calendar.utc(delivery.at)
                and s.ledger in (delivery.ledger, None)]
        assert Outcome.REJECTED in {s.outcome for s in came}, delivery


def test_what_needs_only_words_is_accepted_once_they_are_given(lived):
    files = submissions(lived[0])
    accepted = {(s.unit, s.ledger, s.period) for s in files if s.outcome == Outcome.ACCEPTED}
    explained = [s for s in files if s.awaiting and calendar.local(s.received_at).date() < TODAY]
    assert explained
    assert {(s.unit, s.ledger, s.period) for s in explained} <= accepted


def test_the_finished_month_is_published_and_the_running_one_open(lived, book):
    with lived[0].store.read() as session:
        november = session.get_one(Month, "2023-11")
        assert (november.state, november.version) == (MonthState.PUBLISHED, 1)
        assert calendar.local(november.published_at).date() == publish_day(book, "2023-11")
        assert session.get(Month, "2023-12") is None


def test_the_objects_stand_in_the_ledgers(lived):
    with lived[0].store.read() as session:
        ledgers = set(session.scalars(select(Entity.ledger).distinct()))
    assert ledgers == {"pole", "station", "scene", "coding", "coding_baseline"}


def test_progress_is_told_up_to_the_last_file(lived, sent):
    steps = lived[1]
    assert steps[-1] == (len(sent), len(sent))
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)


def test_nothing_is_left_lying_about(lived):
    settings = lived[0].settings
    assert not [path for path in settings.inbox.glob("*/*") if path.is_file()]
    assert not (settings.home / "demo").exists()


def test_loading_again_changes_nothing(lived):
    before = facts(lived[0])
    live(lived[0])
    assert facts(lived[0]) == before


def test_a_load_that_was_broken_off_goes_on_without_doubling(lived, make_doors):
    doors, told = make_doors(), []

    def step(done, total):
        told.append(done)
        if len(told) == 50:
            raise BrokenOff

    with pytest.raises(BrokenOff):
        live(doors, step)
    assert 0 < sum(facts(doors)[0].values()) < sum(facts(lived[0])[0].values())
    live(doors)
    assert facts(doors) == facts(lived[0])
