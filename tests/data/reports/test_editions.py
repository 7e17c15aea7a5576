"""Every publication of a month goes on holding, whatever is published of it, or of other months, afterwards."""

from datetime import date, datetime

import pytest
import yaml
from sqlalchemy import select

from data.assessment.months import close_month, publish_month, reopen_month, snapshot_sha
from data.catalogue.book import load_texts
from data.jobs.doctor import _published_stand
from data.reports.files import verify_report, write_report
from data.store import rulebook
from data.store.tables import Extension, Month, TaskLight
from data.supervision.light_facts import month_facts
from data.supervision.lights import lights
from tests.data.indicators.hand_in import poles
from tests.data.plan import city
from tests.data.reports import month as june_month
from tests.data.reports.month import CLOSED, JUNE, NOW, OFFICE, accept, reject
from tests.databases import furnish

MAY, AUGUST = "2023-05", datetime(2023, 8, 1, 9, 0)
PAPERS = [("bulletin", None), ("brief", None), ("weekly", None), ("unit", "jt")]


def published(store):
    june_month.computed(store)
    with store.write() as session:
        city.report(session, city.POLES, "jt", MAY, closing="30")
        accept(session, "jt", "pole", poles(*"12345678"))
        walk(session, MAY, CLOSED)
        walk(session, JUNE, CLOSED)


@pytest.fixture
def session(database_place):
    store = furnish(database_place, published)
    with store.write() as session:
        yield session
    store.close()


def walk(session, period, now):
    close_month(session, period, OFFICE, now)
    publish_month(session, period, OFFICE, now)


def corrected(session, period=JUNE):
    """Other poles, another report, another decision: figures, lights, stages and scores all change."""
    reopen_month(session, period, OFFICE, AUGUST, "更正")
    reject(session, "zj", "scene", AUGUST)
    accept(session, "jt", "pole", poles("1"), period)
    city.report(session, city.POLES, "jt", period, closing="10", status="滞后")
    city.report(session, city.PLATFORM, "zj", period, closing="5")
    session.add(Extension(task=city.POLES, unit="jt", asked_on=date(2023, 6, 1), asked_by="u", reason="r", new_due_on=date(2023, 9, 30), state="approved",
                          decided_on=date(2023, 6, 2), decided_by="o"))
    session.flush()
    walk(session, period, AUGUST)


def papers(session, folder, now=NOW):
    found = []
    for kind, unit in PAPERS:
        found.append(folder / f"{kind}.xlsx")
        write_report(session, kind, JUNE, unit, found[-1], now)
    return found


def test_both_bulletins_of_a_corrected_month_hold(session, tmp_path):
    first = papers(session, tmp_path)
    old = month_facts(session, JUNE, date(2023, 6, 30), 1)
    corrected(session)
    (tmp_path / "second").mkdir()
    second = papers(session, tmp_path / "second", AUGUST)
    assert month_facts(session, JUNE, date(2023, 6, 30), 2) != old == month_facts(session, JUNE, date(2023, 6, 30), 1)
    assert {path.name: verify_report(session, path) for path in first + second} == {path.name: [] for path in first}


def test_a_bulletin_holds_while_its_month_is_open_again(session, tmp_path):
    first = papers(session, tmp_path)
    reopen_month(session, JUNE, OFFICE, AUGUST, "更正")
    city.report(session, city.PLATFORM, "zj", JUNE, closing="5")
    lights(session, date(2023, 6, 30), AUGUST)
    assert [verify_report(session, path) for path in first] == [[]] * len(first)


def test_a_correction_of_the_month_before_leaves_the_bulletin_alone(session, tmp_path):
    first = papers(session, tmp_path)
    corrected(session, MAY)
    assert [verify_report(session, path) for path in first] == [[]] * len(first)


def test_a_newer_rule_version_of_the_correction_leaves_the_first_its_own(session, tmp_path):
    first = papers(session, tmp_path)
    changed = june_month.texts()
    changed["indicators.yaml"][0]["name"], changed["indicators.yaml"][0]["start"]["all"] = "智慧多功能杆", "2"
    rulebook.adopt(session, load_texts({name: yaml.safe_dump(value, allow_unicode=True) for name, value in changed.items()}), "2023-01", "o", AUGUST)
    corrected(session)
    assert session.get(Month, JUNE).rule_version != 1
    assert [verify_report(session, path) for path in first] == [[]] * len(first)


def test_the_same_edition_is_written_the_same_twice(session, tmp_path):
    first = papers(session, tmp_path)
    (tmp_path / "again").mkdir()
    again = papers(session, tmp_path / "again")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]


def test_the_snapshot_covers_lights_and_stages(session):
    assert list(_published_stand(session)) == []
    row = session.scalars(select(TaskLight).where(TaskLight.version == 1, TaskLight.day == date(2023, 6, 30))).first()
    row.reason = "改过"
    session.flush()
    assert snapshot_sha(session, JUNE) != session.get(Month, JUNE).snapshot_sha
    assert len(list(_published_stand(session))) == 1
