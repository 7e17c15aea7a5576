"""报表 through the wire: made by the office, read by who may, a unit has its own sheets."""

import pytest

from data.store import contents
from data.store.tables import Job, ReportFile
from tests.desk import JUNE, NOW


def make(seat, kind="bulletin", unit=None, period=JUNE):
    return seat.fire("reports.make", changed="reports-make.n_clicks", reports_make__n_clicks=1, reports_kind__value=kind, reports_unit__value=unit,
                     shell_period__value=period)


def jobs(desk):
    with desk.store.read() as session:
        return [(job.kind, job.payload["kind"], job.payload["period"], job.payload["unit"]) for job in session.query(Job)]


def files(seat):
    return seat.fire("reports.show_files", shell_period__value=JUNE)


def test_the_office_queues_a_report_and_follows_it(desk):
    office = desk.enter("office")
    assert not make(office).is_refused and jobs(desk) == [("report", "bulletin", JUNE, None)]
    with desk.store.read() as session:
        job = session.query(Job).one().id
    followed = office.fire("reports.follow", reports_watched__data=job)
    assert "正在编制" in followed and '"disabled":false' in followed


@pytest.mark.parametrize("kind", [None, "", "poem"])
def test_a_kind_that_is_none_is_refused(desk, kind):
    assert "请先选择报表种类" in make(desk.enter("office"), kind) and jobs(desk) == []


@pytest.mark.parametrize("name", ["leader", "unit1", "evaluator"])
def test_nobody_else_makes_reports(desk, name):
    assert make(desk.enter(name)).status == 403 and jobs(desk) == []


@pytest.fixture
def made(desk):
    """The city's bulletin and E's own sheet."""
    with desk.store.write() as session:
        for unit, name, version in (("", "情况通报.xlsx", 1), ("E", "东区反馈单.xlsx", 2)):
            session.add(ReportFile(period=JUNE, kind="bulletin", unit=unit, name=name, sha256=contents.keep(desk.settings.reports, name.encode()),
                                   trial=not unit, month_version=version, made_at=NOW.replace(tzinfo=None), made_by="system"))
    return desk


@pytest.mark.parametrize(("name", "wanted"), [("office", (True, True)), ("leader", (True, True)), ("unit1", (False, True)), ("unit2", (False, False))])
def test_files_are_listed_for_who_may_open_them(made, name, wanted):
    answer = files(made.enter(name))
    assert ("情况通报.xlsx" in answer, "东区反馈单.xlsx" in answer) == wanted


def test_a_file_tells_whether_it_is_a_trial_or_a_correction_and_whose_hand_made_it(made):
    answer = files(made.enter("office"))
    assert all(words in answer for words in ("试算稿", "更正第 1 次", "系统", "2023年6月", "全市")) and '"system"' not in answer


def test_an_empty_shelf_says_what_would_fill_it(desk):
    assert "月份通报后自动编制" in files(desk.enter("leader"))


@pytest.mark.parametrize(("name", "is_hidden"), [("office", False), ("leader", True), ("unit1", True)])
def test_the_desk_for_making_is_shown_to_the_office_alone(desk, name, is_hidden):
    assert ('"display":"none"' in desk.enter(name).open("/reports")) == is_hidden


def test_the_unit_picker_holds_one_s_own_units(desk):
    def choices(name):
        return desk.enter(name).fire("reports.show_choices", shell_period__value=JUNE)
    assert "西区" in choices("office") and "西区" not in choices("unit1")
