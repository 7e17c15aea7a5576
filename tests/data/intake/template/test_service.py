"""Templates through the doors: whose they are, what they refuse, what an old or foreign one becomes."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from data.access.scope import Actor
from data.errors import GovernanceError, NotAllowed, NotFound
from data.intake.metadata import METADATA_SHEET
from data.intake.returned import returned_copy
from data.intake.template.service import Wanted, owed_templates, write_all, write_template
from data.intake.template.version import template_version
from data.vocabulary import Outcome, Role, Severity
from tests.data.indicators.hand_in import day
from tests.data.intake.template.conftest import CODES, FIRST, JULY, JUNE, OFFICE, OTHER, UNIT, UNIT_ACTOR, edited, opened


def refusal(office, actor, *wanted):
    with office.doors.store.read() as session, pytest.raises(GovernanceError) as refused:
        write_template(session, actor, Wanted(*wanted), BytesIO())
    return refused


def test_a_unit_gets_its_own_and_no_other_unit_s(office):
    assert refusal(office, UNIT_ACTOR, "pole", OTHER, JUNE).type is NotFound
    assert refusal(office, Actor("x", Role.LEADER), "pole", UNIT, JUNE).type is NotAllowed
    assert office.template("pole", JUNE, actor=UNIT_ACTOR) == office.template("pole", JUNE)


@pytest.mark.parametrize(("wanted", "said"), [
    (("coding", OTHER, JUNE), "没有要求"), (("nothing", OTHER, JUNE), "没有代码为"), (("pole", "U99", JUNE), "没有代码为"),
    (("pole", OTHER, "2023-6"), "不是月份"), (("pole", "B01", JUNE), "不是应报送")])
def test_what_is_not_owed_is_refused_with_a_sentence(office, wanted, said):
    assert said in str(refusal(office, OFFICE, *wanted).value)


def test_the_zip_holds_every_ledger_that_is_owed(office):
    target = BytesIO()
    with office.doors.store.read() as session:
        made = write_all(session, UNIT_ACTOR, UNIT, JUNE, target)
        listed = owed_templates(session, UNIT_ACTOR, UNIT, JUNE, day("2023-07-03"))
    assert [one.wanted.ledger for one in made] == [one.ledger for one in listed] == CODES
    with ZipFile(target) as found:
        assert found.testzip() is None and len(set(found.namelist())) == len(CODES)
        for one in made[:: len(made) // 3]:
            assert parts(found.read(one.name)) == parts(office.template(one.wanted.ledger, JUNE))


def parts(content):
    """The entries of a workbook: one written straight into a zip has its lengths elsewhere."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def old(content, **said):
    """The template as another rule book, unit or month would have made it."""
    book = opened(content)
    sheet = book[METADATA_SHEET]
    for row in sheet.iter_rows(max_col=2, max_row=5):
        row[1].value = said.get(row[0].value, row[1].value)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def of_rule(receipt, rule):
    return [(f.severity, f.value, f.message) for f in receipt.findings if f.rule == rule]


def test_an_old_version_still_maps_and_asks_for_a_word(office):
    office.filled_in(office.book.ledger("standard"))
    content = old(office.template("standard", JUNE), version="0a1b2c3d")
    receipt = office.take(content)
    (severity, value, message), = of_rule(receipt, "template_current")
    assert (severity, value, receipt.awaiting, receipt.rows["read"]) == (Severity.WARNING, "0a1b2c3d", "explanation", 3)
    assert template_version(office.book.ledger("standard")) in message
    again = office.take(content, explanations={("template_current", f"file:{JUNE}"): "下月更换"})
    assert again.outcome == Outcome.UNCHANGED


def test_another_unit_s_template_is_refused_and_says_so(office):
    office.filled_in(office.book.ledger("pole"))
    receipt = office.take(office.template("pole", JUNE), OTHER)
    assert receipt.outcome == Outcome.REJECTED
    assert [(s, v) for s, v, _ in of_rule(receipt, "unit_is_sender")] == [(Severity.ERROR, UNIT)]


def test_a_template_of_another_month_than_was_chosen_is_refused(office):
    office.filled_in(office.book.ledger("pole"))
    receipt = office.take(office.template("pole", JUNE), period=JULY)
    assert receipt.outcome == Outcome.REJECTED
    (severity, _, message), = of_rule(receipt, "period_agrees")
    assert severity == Severity.ERROR and "2023年6月" in message and "2023年7月" in message


def test_the_month_and_ledger_are_told_by_the_file_whatever_its_name_says(office):
    office.filled_in(office.book.ledger("pole"))
    receipt = office.take(office.template("pole", JUNE), ledger=None, period=None)
    assert (receipt.ledger, receipt.period, receipt.outcome) == ("pole", JUNE, Outcome.UNCHANGED)


def test_a_wrong_cell_comes_back_marked_in_the_unit_s_own_template(office):
    ledger = office.book.ledger("pole")
    office.filled_in(ledger)
    column = ledger.fields.index("status") + 1
    receipt = office.take(edited(office.template("pole", JUNE), lambda sheet: sheet.cell(FIRST, column, "不知道")))
    book = opened(returned_copy(office.doors, receipt.submission))
    cell = book.worksheets[0].cell(FIRST, column)
    assert "不知道" in cell.comment.text and not cell.protection.locked
    assert cell.fill.fgColor.rgb == "FFFFC7CE" and "校验结果" in book.sheetnames
    assert book.worksheets[0].cell(FIRST - 1, column).comment.text.startswith("【必填】") and book.worksheets[0].data_validations.count
