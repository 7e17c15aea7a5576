"""What a unit gets back: a slip any office computer shows, and its own workbook with the wrong cells marked."""

from io import BytesIO

import openpyxl
import pytest

from data.access import downloads
from data.access.scope import SYSTEM
from data.errors import NotFound
from data.intake.found import Found
from data.intake.inbox import run_pass
from data.intake.incoming import Incoming, Receipt
from data.intake.returned import returned_copy, slip, stored_findings
from data.intake.take import take
from data.store import contents
from data.store.tables import Submission
from data.vocabulary import Door, Outcome, Quality, Severity
from tests.data.jobs.conftest import EAST, NOW, open_house, pole_file


@pytest.fixture
def house(sqlite_database_url, home, container):
    found = open_house(sqlite_database_url, home, container)
    yield found
    found.store.close()


def found(severity=Severity.ERROR, cell="F3"):
    return Found(severity, Quality.ACCURACY, "r", "台账" if cell else None, cell, 3, "高度", "高", "A1", "应为数字")


def test_the_slip_numbers_every_finding_with_its_place():
    receipt = Receipt("杆柱.xlsx", "0", "pole", "E", "2023-06", Outcome.REJECTED, None, "HZ1", 1, {}, [found(), found(Severity.WARNING, None)])
    assert slip(receipt).split("\r\n") == ["回执号：HZ1", "文件：杆柱.xlsx", "结果：已退回", "已退回：强制问题 1 处，请按标注改正后重新报送", "",
                                           "1. [强制] 台账!F3：应为数字", "2. [核实] 应为数字", ""]


def stored_sha(house, submission):
    with house.store.read() as session:
        return session.get_one(Submission, submission).returned_sha


def test_the_copy_marks_what_was_found_then_and_is_kept_under_its_hash(house):
    receipt = take(house.worker.doors, Incoming(pole_file("高", 9), "杆 柱.xlsx", "E", Door.INBOX, SYSTEM), NOW)
    with house.store.read() as session:
        assert stored_findings(session, receipt.submission) == receipt.findings
    assert stored_sha(house, receipt.submission) is None
    content = returned_copy(house.worker.doors, receipt.submission)
    assert contents.content_of(house.settings.returned, stored_sha(house, receipt.submission)) == content
    sheet = openpyxl.load_workbook(BytesIO(content))["台账"]
    assert sheet["F3"].value == "高" and sheet["F3"].fill.fgColor.rgb != sheet["F4"].fill.fgColor.rgb


def test_a_copy_is_made_once_and_again_when_it_was_lost(house):
    receipt = take(house.worker.doors, Incoming(pole_file("高", 9), "a.xlsx", "E", Door.INBOX, SYSTEM), NOW)
    first = returned_copy(house.worker.doors, receipt.submission)
    path = contents.path_of(house.settings.returned, stored_sha(house, receipt.submission))
    path.write_bytes(b"the kept one")
    assert returned_copy(house.worker.doors, receipt.submission) == b"the kept one"
    path.unlink()
    again = returned_copy(house.worker.doors, receipt.submission)
    assert openpyxl.load_workbook(BytesIO(again)).sheetnames == openpyxl.load_workbook(BytesIO(first)).sheetnames


def test_the_folder_of_the_inbox_and_the_page_give_the_same_bytes(house):
    (house.folder() / "智慧杆柱2023年6月.xlsx").write_bytes(pole_file("高"))
    (receipt,) = run_pass(house.worker.doors, SYSTEM, NOW).receipts
    name = f"{receipt.receipt}_智慧杆柱2023年6月_校验结果.xlsx"
    with house.store.read() as session:
        page = downloads.returned(session, house.settings, EAST, receipt.submission)
    assert page.name == name and page.path.read_bytes() == (house.folder() / "rejected" / name).read_bytes()


def test_of_nothing_there_is_no_copy(house):
    with pytest.raises(NotFound):
        returned_copy(house.worker.doors, 7)
