"""Templates on the page 报送: a unit fetches its own, the office any unit's, and it is written down."""

from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

import openpyxl
import pytest
from sqlalchemy import select

from data.access.downloads import XLSX
from data.intake.metadata import METADATA_SHEET
from data.store.tables import AuditEntry
from tests.desk import desk_book

OWED = desk_book().unit("E").owes
JUNE = "2023-06"
ONE, ALL = f"/templates/{JUNE}/E/{OWED[0]}", f"/templates/{JUNE}/E"


@pytest.mark.parametrize(("name", "status"), [("office", 200), ("unit1", 200), ("unit2", 404), ("leader", 403), ("evaluator", 403), ("screen", 403),
                                              ("sysadmin", 403), ("auditadmin", 403)])
def test_templates_go_to_who_hands_in_for_the_unit(desk, name, status):
    who = desk.enter(name).person
    assert (who.get(ONE).status_code, who.get(ALL).status_code) == (status, status)


@pytest.mark.parametrize("path", [f"/templates/{JUNE}/U9/pole", f"/templates/{JUNE}/E/nothing", "/templates/2023-6/E", "/templates/x/E/pole"])
def test_what_there_is_not_is_refused_with_a_sentence(desk, path):
    answer = desk.enter("office").person.get(path)
    assert answer.status_code in (400, 404) and answer.mimetype == "text/plain" and answer.text


def test_the_workbook_is_the_unit_s_own_and_the_download_is_written_down(desk):
    answer = desk.enter("unit1").person.get(ONE)
    assert answer.mimetype == XLSX and answer.headers["Content-Disposition"].startswith("attachment;")
    said = dict(openpyxl.load_workbook(BytesIO(answer.data))[METADATA_SHEET].iter_rows(max_col=2, max_row=5, values_only=True))
    assert (said["ledger"], said["unit"], said["period"]) == (OWED[0], "E", JUNE)
    with desk.store.read() as session:
        entry = session.scalar(select(AuditEntry).where(AuditEntry.act == "download"))
    name = answer.headers["Content-Disposition"].split("UTF-8''")[1]
    assert (entry.actor, entry.subject, entry.unit) == ("unit1", f"template:{unquote(name)}", "E")
    assert list((desk.settings.home / "uploads").iterdir()) == []


def test_the_zip_holds_all_that_is_owed(desk):
    answer = desk.enter("unit1").person.get(ALL)
    assert answer.mimetype == "application/zip"
    with ZipFile(BytesIO(answer.data)) as found:
        assert len(found.namelist()) == len(OWED) and found.testzip() is None
        assert [openpyxl.load_workbook(BytesIO(found.read(name)))[METADATA_SHEET]["B3"].value for name in found.namelist()] == list(OWED)


def listed(desk, name, chosen=None):
    return desk.enter(name).fire("templates.show_templates", shell_period__value=JUNE, submissions_template_unit__value=chosen).text


def test_the_page_lists_what_is_owed_with_a_button_each_and_one_for_all(desk):
    own = listed(desk, "unit1")
    assert all(f'"/templates/{JUNE}/E/{code}"' in own for code in OWED) and f'"/templates/{JUNE}/E"' in own
    assert "请先选择单位" in listed(desk, "office")
    assert ONE in listed(desk, "office", "E")
    assert "/E" not in listed(desk, "unit2", "E") and f"/templates/{JUNE}/T" in listed(desk, "unit2", "E")
