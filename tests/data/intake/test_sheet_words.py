"""Words from the returned workbook: taken as from the page, following their object, never given to another."""

from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select

from data.intake.again import explain_and_take
from data.intake.found import Found
from data.intake.incoming import Incoming
from data.intake.result_sheet import NAME, Written, subject_of
from data.intake.returned import returned_copy
from data.intake.sheet_words import SheetWords
from data.intake.take import take
from data.store.tables import AuditEntry, Explanation, Finding
from data.vocabulary import Door, Quality, Severity
from tests.data.jobs.conftest import EAST, NOW, OFFICE, open_house, pole_file


@pytest.fixture
def house(sqlite_database_url, home, container):
    found = open_house(sqlite_database_url, home, container)
    yield found
    found.store.close()


def hand_in(house, content, actor=EAST, **more):
    return take(house.worker.doors, Incoming(content, "智慧杆柱2023年6月.xlsx", "E", Door.PAGE, actor, **more), NOW)


def sent_back(house, receipt, words, edit=lambda sheet: None):
    """The marked copy with words typed into its lines, saved by another program."""
    book = openpyxl.load_workbook(BytesIO(returned_copy(house.worker.doors, receipt.submission)))
    lines = {row[7].row: row for row in book[NAME].iter_rows()}
    for number, text in words.items():
        lines[number + 1][8].value = text
    edit(book["台账"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def unused(receipt):
    return [f.message for f in receipt.findings if f.rule == "words_unused"]


def test_a_doubt_explained_in_the_returned_workbook_passes_and_is_remembered(house):
    first = hand_in(house, pole_file(8, 20))
    assert (first.outcome, first.awaiting) == ("rejected", "explanation")
    again = hand_in(house, sent_back(house, first, {1: "路口信号合杆"}))
    assert (again.outcome, again.awaiting, again.rows["accepted"], unused(again)) == ("accepted", None, 2, [])
    with house.store.read() as session:
        (kept,) = session.scalars(select(Explanation))
        assert (kept.rule, kept.object_key, kept.words, kept.by, kept.good_through) == ("tall_is_asked", "A2", "路口信号合杆", "unit1", "2023-09")
        assert session.scalars(select(Finding.explanation).where(Finding.submission == again.submission)).all() == ["路口信号合杆"]
        act = session.scalars(select(AuditEntry).where(AuditEntry.act == "submission.explain")).one()
        assert (act.actor, act.unit, act.subject, act.detail) == ("unit1", "E", f"submission:{again.submission}", {"findings": [1], "source": "sheet"})
    assert hand_in(house, pole_file(8, 20, 9)).outcome == "accepted"


def test_words_follow_their_object_when_rows_are_put_in_above(house):
    first = hand_in(house, pole_file(8, 20))
    moved = sent_back(house, first, {1: "合杆"}, lambda sheet: [sheet.insert_rows(3), [sheet.cell(3, n + 1, v) for n, v in enumerate(
        ["B9", "新杆", "990101", "在建", "新建", 25])]])
    again = hand_in(house, moved)
    assert (again.outcome, again.awaiting) == ("rejected", "explanation")
    with house.store.read() as session:
        told = session.execute(select(Finding.object_key, Finding.cell, Finding.explanation).where(
            Finding.submission == again.submission, Finding.rule == "tall_is_asked")).all()
    assert sorted(told) == [("A2", "F5", "合杆"), ("B9", "F3", None)]


def test_words_are_not_given_to_the_object_that_now_stands_in_the_row(house):
    first = hand_in(house, pole_file(8, 20))
    renamed = sent_back(house, first, {1: "合杆"}, lambda sheet: setattr(sheet.cell(4, 1), "value", "B7"))
    again = hand_in(house, renamed)
    assert (again.outcome, again.awaiting) == ("rejected", "explanation")
    assert "本次没有发现所说明的核实问题" in unused(again)[0] and "I2" in unused(again)[0]


def test_words_on_what_was_put_right_are_passed_over_with_a_note(house):
    first = hand_in(house, pole_file(8, 20))
    again = hand_in(house, sent_back(house, first, {1: "合杆"}, lambda sheet: setattr(sheet.cell(4, 6), "value", 9)))
    assert again.outcome == "accepted" and len(unused(again)) == 1
    with house.store.read() as session:
        assert session.scalars(select(Explanation)).all() == []


def test_an_error_is_not_talked_away(house):
    first = hand_in(house, pole_file("高", 9))
    again = hand_in(house, sent_back(house, first, {1: "确实如此"}))
    assert (again.outcome, again.awaiting) == ("rejected", None) and "强制问题不能以说明代替" in unused(again)[0]


def test_words_of_the_page_come_before_those_of_the_sheet(house):
    first = hand_in(house, pole_file(8, 20))
    again = hand_in(house, sent_back(house, first, {1: "表中的"}), explanations={("tall_is_asked", "A2"): "页面的"}, noted=True)
    with house.store.read() as session:
        assert session.scalars(select(Explanation.words)).all() == ["页面的"]
        assert session.scalars(select(AuditEntry).where(AuditEntry.act == "submission.explain")).all() == [] and again.outcome == "accepted"


def explained(house):
    with house.store.read() as session:
        acts = session.scalars(select(AuditEntry).where(AuditEntry.act == "submission.explain"))
        return [(act.actor, act.unit, act.subject, act.detail) for act in acts]


def test_words_given_with_a_file_are_on_record_like_those_of_the_page(house):
    given = {("tall_is_asked", "A2"): "合杆", ("tall_is_asked", "A9"): "没有这根"}
    receipt = hand_in(house, pole_file(8, 20), explanations=given)
    assert receipt.outcome == "accepted"
    assert explained(house) == [("unit1", "E", f"submission:{receipt.submission}", {"findings": [1], "source": "file"})]


def test_words_that_leave_other_doubts_open_are_on_record_too(house):
    receipt = hand_in(house, pole_file(20, 21), explanations={("tall_is_asked", "台账!F4"): "合杆"})
    assert receipt.awaiting == "explanation"
    assert explained(house) == [("unit1", "E", f"submission:{receipt.submission}", {"findings": [2], "source": "file"})]


def test_words_of_the_page_are_on_record_once(house):
    first = hand_in(house, pole_file(8, 20))
    assert explain_and_take(house.worker.doors, EAST, first.submission, {1: "合杆"}, NOW).outcome == "accepted"
    assert explained(house) == [("unit1", "E", f"submission:{first.submission}", {"findings": [1], "source": "page"})]


def test_a_trial_puts_nothing_on_record(house):
    tried = hand_in(house, pole_file(8, 20), explanations={("tall_is_asked", "A2"): "合杆"}, dry_run=True)
    assert tried.awaiting is None and (tried.rows["added"], tried.rows["changed"], tried.rows["closed"]) == (2, 0, 0)
    assert explained(house) == []


def test_what_the_office_hands_in_for_a_unit_explains_nothing(house):
    first = hand_in(house, pole_file(8, 20))
    again = hand_in(house, sent_back(house, first, {1: "合杆"}), actor=OFFICE, on_behalf=True)
    assert again.awaiting == "explanation" and "代报" in unused(again)[0]


def test_a_trial_says_that_the_words_would_do(house):
    first = hand_in(house, pole_file(8, 20))
    assert hand_in(house, sent_back(house, first, {1: "合杆"}), dry_run=True).awaiting is None


def test_a_sheet_left_in_a_later_month_s_file_does_not_renew_worn_words(house):
    first = hand_in(house, pole_file(8, 20))
    content = sent_back(house, first, {1: "合杆"})
    hand_in(house, content)
    with house.store.write() as session:
        session.scalars(select(Explanation)).one().good_through = "2023-05"
    late = sent_back(house, first, {1: "合杆"}, lambda sheet: setattr(sheet.cell(3, 6), "value", 9))
    again = hand_in(house, late)
    assert again.awaiting == "explanation" and "已过期" in unused(again)[0]
    other = sent_back(house, first, {1: "六月又核过，仍为合杆"}, lambda sheet: setattr(sheet.cell(3, 6), "value", 9))
    assert hand_in(house, other).outcome == "accepted"


def test_what_is_remembered_is_not_renewed_by_being_used(house):
    first = hand_in(house, pole_file(8, 20))
    hand_in(house, sent_back(house, first, {1: "合杆"}))
    with house.store.write() as session:
        session.scalars(select(Explanation)).one().good_through = "2023-06"
    assert hand_in(house, pole_file(8, 20, 9)).outcome == "accepted"
    with house.store.read() as session:
        assert session.scalars(select(Explanation.good_through)).all() == ["2023-06"]


# The match itself

def doubt(rule="r", key="A1", sheet="台账", header="高度", value="20", cell="F3"):
    return Found(Severity.WARNING, Quality.ACCURACY, rule, sheet, cell, 3, header, value, key, "请核实")


def words(rule="r", key="A1", subject="", text="合杆"):
    return Written(rule, key, subject, text, NAME, "I2")


SUBJECT = subject_of("台账", "高度", "20")


@pytest.mark.parametrize(("written", "found", "wanted"), [
    (words(), doubt(), "合杆"), (words(), doubt(cell="F99", value="21"), "合杆"), (words(), doubt(rule="q"), None), (words(), doubt(key="A2"), None),
    (words(), doubt(key=None), None), (words(key="", subject=SUBJECT), doubt(key=None), "合杆"),
    (words(key="", subject=SUBJECT), doubt(key=None, cell="F9"), "合杆"),
    (words(key="", subject=SUBJECT), doubt(), None), (words(key="", subject=SUBJECT), doubt(key=None, value="21"), None),
    (words(key="", subject=SUBJECT), doubt(key=None, sheet="另表"), None), (words(key="?0!3"), doubt(key="?0!3"), None)])
def test_rule_and_object_decide_and_nothing_else(written, found, wanted):
    assert SheetWords.of([written], False, set()).words_for(found) == wanted
