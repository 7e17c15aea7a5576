"""What a unit gets back: a slip any office computer shows, and its own workbook with the wrong cells marked."""

from io import BytesIO

import openpyxl
import pytest

from data.access.scope import SYSTEM
from data.errors import NotFound
from data.intake.found import Found
from data.intake.incoming import Incoming, Receipt
from data.intake.returned import returned_copy, slip, stored_findings
from data.intake.take import take
from data.vocabulary import Door, Outcome, Quality, Severity
from tests.data.jobs.conftest import NOW, close_house, open_house, pole_file


@pytest.fixture
def house(sqlite_database_url, home):
    found = open_house(sqlite_database_url, home)
    yield found
    close_house(found)


def found(severity=Severity.ERROR, cell="F3"):
    return Found(severity, Quality.ACCURACY, "r", "台账" if cell else None, cell, 3, "高度", "高", "A1", "应为数字")


def test_the_slip_numbers_every_finding_with_its_place():
    receipt = Receipt("杆柱.xlsx", "0", "pole", "E", "2023-06", Outcome.REJECTED, None, "HZ1", 1, {}, [found(), found(Severity.WARNING, None)])
    assert slip(receipt).split("\r\n") == ["回执号：HZ1", "文件：杆柱.xlsx", "结果：已退回", "已退回：强制问题 1 处，请按标注改正后重新报送", "",
                                           "1. [强制] 台账!F3：应为数字", "2. [核实] 应为数字", ""]


def test_the_copy_made_on_demand_marks_what_was_found_then(house):
    receipt = take(house.worker.doors, Incoming(pole_file("高", 9), "杆 柱.xlsx", "E", Door.INBOX, SYSTEM), NOW)
    with house.store.read() as session:
        name, content = returned_copy(session, house.settings.originals, receipt.submission)
        assert stored_findings(session, receipt.submission) == receipt.findings
    assert name == f"{receipt.receipt}_杆 柱_校验结果.xlsx"
    sheet = openpyxl.load_workbook(BytesIO(content))["台账"]
    assert sheet["F3"].value == "高" and sheet["F3"].fill.fgColor.rgb != sheet["F4"].fill.fgColor.rgb


def test_of_nothing_there_is_no_copy(house):
    with house.store.read() as session, pytest.raises(NotFound):
        returned_copy(session, house.settings.originals, 7)
