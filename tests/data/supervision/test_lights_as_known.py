"""What the lights would say with an earlier knowledge, and runs that go on over the turn of a month."""

from datetime import date

import pytest

from data.calendar import days_through, period_of, shift
from data.indicators.measure import measure
from data.store import rulebook
from data.store.tables import EntityHistory, Month, Submission, TaskLight
from data.supervision.light_facts import before
from data.supervision.lights import lights, lights_day_by_day, month_lights, stored_lights
from data.vocabulary import Level, Light
from tests.data.plan.city import JT, NOW, PLATFORM, POLES, ZJ, book, counted, report, texts
from tests.data.supervision.conftest import on


def built(session, period, made):
    """An accepted file of the month's poles; an older one of the same month goes."""
    seq = session.query(Submission).count() + 1
    session.add(Submission(receipt=f"R{seq:04d}", seq=seq, unit=JT, ledger="pole", period=period, sha256="0" * 64, file_name="a.xlsx", size=1, door="page",
                           by="u", received_at=NOW, outcome="accepted", rule_version=1, rows={}, layout={}, totals={}))
    session.query(EntityHistory).filter_by(unit=JT, ledger="pole", period_from=period, closed_by=None).update({"closed_by": seq})
    session.add_all(EntityHistory(
        unit=JT, ledger="pole", key=str(n), period_from=period, opened_by=seq, source=seq, period_to=shift(period, 1), code_ok=False, disputed=False,
        sheet="台账", row=n, hash=f"{seq:016d}{n:016d}", body={"task": str(n)}) for n in range(made))
    session.flush()
    return seq


def test_a_turn_of_the_month_carries_on_what_the_database_would_say(session):
    """Yellow month ends are counted on, through red ones too."""
    for month, closing in (("2023-02", "30"), ("2023-03", "40"), ("2023-04", "50")):
        report(session, POLES, JT, month, closing=closing)
        counted(session, JT, month, 500, planned=650)
    past, period = before(session, date(2023, 2, 1)), "2023-02"
    for day in days_through(date(2023, 2, 1), date(2023, 7, 5)):
        if period_of(day) != period:
            past, period = past.turned(), period_of(day)
        assert past == before(session, day), day
        past = past.then(lights(session, day, NOW))
    assert past.yellow_months[JT, POLES] == 2  # the third was red


def test_an_earlier_knowledge_tells_the_lights_as_they_were_with_rung_and_beginning(session):
    """Overdue through July; in August a report says it was done in June, and the months since are judged anew: what was known then still says so."""
    known = report(session, PLATFORM, ZJ, "2023-05")
    days = days_through(date(2023, 6, 25), date(2023, 8, 3))
    then = [{f.task: f for f in facts} for facts in lights_day_by_day(session, days, NOW)][-1]
    assert (then[PLATFORM].level, then[PLATFORM].since) == (Level.INTERVIEW, date(2023, 7, 8))
    report(session, PLATFORM, ZJ, "2023-06", status="已完成", closing="100", done_on=date(2023, 6, 28))
    for period in ("2023-06", "2023-07", "2023-08"):
        month_lights(session, period, date(2023, 8, 3), NOW)
    now, again = ({f.task: f for f in lights(session, days[-1], NOW, as_of=seen)} for seen in (known + 1, known))
    assert now[PLATFORM].light == Light.DONE
    assert again == then


def test_an_earlier_knowledge_counts_the_yellow_months_of_its_own(session):
    """1 of 3.2, 3 of 4.9, 5 of 6.6 planned poles: yellow twice, then red for it. A correction of February then ends the run."""
    values = texts()
    values["indicators.yaml"][0]["points"][0] |= {"city": "10", "units": {JT: "10"}}
    values["plan.yaml"]["phases"][0]["tasks"][0]["milestones"] = []
    rulebook.adopt(session, book(values), "2023-01", "office", NOW)
    for month, made in (("2023-02", 1), ("2023-03", 3), ("2023-04", 5)):
        known = built(session, month, made)
        report(session, POLES, JT, month, closing="30")
        measure(session, month, NOW)
    known += 1
    days = days_through(date(2023, 2, 1), date(2023, 4, 30))
    then = [{f.task: f for f in facts} for facts in lights_day_by_day(session, days, NOW)][-1]
    assert then[POLES].light == Light.RED
    built(session, "2023-02", 10)
    for month in ("2023-02", "2023-03", "2023-04"):
        measure(session, month, NOW)
        month_lights(session, month, date(2023, 4, 30), NOW)
    assert {f.task: f for f in stored_lights(session)}[POLES].light == Light.YELLOW
    again = {f.task: f for f in lights(session, days[-1], NOW, as_of=known)}[POLES]
    assert (again.light, again.since, again.level) == (then[POLES].light, then[POLES].since, then[POLES].level)


@pytest.mark.parametrize(("pinned", "seen", "light", "since"), [
    pytest.param(1, 2, Light.GREEN, date(2023, 6, 1), id="May was closed without it"),
    pytest.param(2, 2, Light.GREEN, date(2023, 5, 1), id="May was closed with it"),
    pytest.param(2, 1, Light.GREY, date(2023, 5, 6), id="before it came")])
def test_an_earlier_knowledge_sees_a_closed_month_before_as_it_was_closed(session, pinned, seen, light, since):
    """A report of March, then one of May: without it May turns grey when April is overdue."""
    report(session, PLATFORM, ZJ, "2023-03")
    lights(session, date(2023, 4, 30), NOW)
    for closing in ("60", "70"):
        report(session, PLATFORM, ZJ, "2023-05", closing=closing)
    session.query(TaskLight).update({"light": "yellow"})
    session.add(Month(period="2023-05", state="closed", version=0, rule_version=1, pinned_seq=pinned))
    found = on(session, date(2023, 6, 1), as_of=seen)
    assert (found.light, found.since) == (light, since)
    assert on(session, date(2023, 5, 31), as_of=seen).light == light


def test_an_earlier_knowledge_of_a_month_later_than_what_came_goes_by_the_stored_days(session):
    """What came since speaks of August only: the days of July stand as they are stored."""
    lights(session, date(2023, 7, 4), NOW)
    known = report(session, PLATFORM, ZJ, "2023-05")
    stored = session.query(TaskLight).filter(TaskLight.task == PLATFORM, TaskLight.day == date(2023, 7, 4))
    stored.update({"since": date(2023, 6, 20)})
    report(session, PLATFORM, ZJ, "2023-08")
    assert on(session, date(2023, 7, 5), as_of=known).since == date(2023, 6, 20)


def test_an_earlier_knowledge_judges_by_what_was_known(session):
    before = report(session, PLATFORM, ZJ, "2023-05")
    report(session, PLATFORM, ZJ, "2023-06", status="已完成", closing="100", done_on=date(2023, 6, 28))
    assert on(session, date(2023, 7, 5)).light == Light.DONE
    assert on(session, date(2023, 7, 5), as_of=before).light == Light.YELLOW
