"""Lights as they were known: rungs, beginnings and yellow months hang on the days before, and are those of then."""

from datetime import date

import pytest

from data.assessment.known import as_known
from data.calendar import at, days_through, shift
from data.indicators.measure import measure
from data.store import rulebook
from data.store.tables import EntityHistory, Submission
from data.supervision.lights import lights, month_lights, stored_lights
from data.vocabulary import Level, Light
from tests.data.plan.city import JT, PLATFORM, POLES, ZJ, book, open_city, report, texts


@pytest.fixture
def store(database_place):
    store = open_city(database_place)
    yield store
    store.close()


def judged(store, days):
    """The nightly step of each day; the lights of the last one by task."""
    for day in days:
        with store.write() as session:
            facts = lights(session, day, at(day, 22))
    return {f.task: f for f in facts}


def known(store, day):
    with as_known(store, at(day, 23)) as session:
        return {f.task: f for f in lights(session, day, at(day, 23))}


def rewritten(store, periods, until):
    """Everything that was judged is judged again by what is known now."""
    with store.write() as session:
        for period in periods:
            measure(session, period, at(until, 23))
            month_lights(session, period, until, at(until, 23))


def test_an_earlier_knowledge_tells_the_lights_as_they_were_with_rung_and_beginning(store):
    """Overdue through July; in August a report says it was done in June, and the months since are judged anew: what was known then still says so."""
    with store.write() as session:
        report(session, PLATFORM, ZJ, "2023-05", at(date(2023, 6, 5)))
    days = days_through(date(2023, 6, 25), date(2023, 8, 3))
    then = judged(store, days)
    assert (then[PLATFORM].level, then[PLATFORM].since) == (Level.INTERVIEW, date(2023, 7, 8))
    with store.write() as session:
        report(session, PLATFORM, ZJ, "2023-06", at(date(2023, 8, 4)), status="已完成", closing="100", done_on=date(2023, 6, 28))
    rewritten(store, ("2023-06", "2023-07", "2023-08"), date(2023, 8, 4))
    with store.read() as session:
        assert {f.task: f.light for f in stored_lights(session)}[PLATFORM] == Light.DONE
    assert known(store, days[-1]) == then


def test_an_earlier_knowledge_counts_the_yellow_months_of_its_own(store):
    """1 of 3.2, 3 of 4.9, 5 of 6.6 planned poles: yellow twice, then red for it. A correction of February then ends the run."""
    values = texts()
    values["indicators.yaml"][0]["points"][0] |= {"city": "10", "units": {JT: "10"}}
    values["plan.yaml"]["phases"][0]["tasks"][0]["milestones"] = []
    with store.write() as session:
        rulebook.adopt(session, book(values), "2023-01", "office", at(date(2023, 1, 1)))
    for month, made in (("2023-02", 1), ("2023-03", 3), ("2023-04", 5)):
        handed = at(date(2023, int(month[5:]), 25))
        with store.write() as session:
            built(session, month, made, handed)
            report(session, POLES, JT, month, handed, closing="30")
            measure(session, month, handed)
        then = judged(store, days_through(date(2023, int(month[5:]), 26), date(2023, int(month[5:]), 28)))
    assert then[POLES].light == Light.RED
    with store.write() as session:
        built(session, "2023-02", 10, at(date(2023, 5, 2)))
    rewritten(store, ("2023-02", "2023-03", "2023-04"), date(2023, 5, 2))
    with store.read() as session:
        assert {f.task: f.light for f in stored_lights(session)}[POLES] == Light.YELLOW
    assert known(store, date(2023, 4, 28)) == then


def built(session, period, made, received):
    """An accepted file of the month's poles; an older one of the same month goes."""
    seq = session.query(Submission).count() + 1
    session.add(Submission(receipt=f"R{seq:04d}", seq=seq, unit=JT, ledger="pole", period=period, sha256="0" * 64, file_name="a.xlsx", size=1, door="page",
                           by="u", received_at=received.replace(tzinfo=None), outcome="accepted", rule_version=1, rows={}, layout={}, totals={}))
    session.query(EntityHistory).filter_by(unit=JT, ledger="pole", period_from=period, closed_by=None).update({"closed_by": seq})
    session.add_all(EntityHistory(
        unit=JT, ledger="pole", key=str(n), period_from=period, opened_by=seq, source=seq, period_to=shift(period, 1), code_ok=False, disputed=False,
        sheet="台账", row=n, hash=f"{seq:016d}{n:016d}", body={"task": str(n)}) for n in range(made))
    session.flush()
