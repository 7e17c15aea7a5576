"""What came in with an attack in it goes out again as text: pages, downloads, exports."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import orjson
import pytest
from sqlalchemy import func, select

from callbacks.context import KEY, Context
from data.store.tables import Submission
from tests.bad_inputs.attacks import RUN, SCRIPT, TALL
from tests.bad_inputs.case import INBOX, PAGE
from tests.bad_inputs.good import poles
from tests.callbacks.test_files import upload
from tests.desk import Desk, Seat
from tests.web import sign_in

TEXT_ONLY = {"Markdown", "DangerouslySetInnerHTML", "Script", "Iframe"}  # components that would draw a text as more than text


@pytest.fixture
def unit(web_once, doors):
    """The unit's account at the page over the home of a door."""

    def enter(door: str) -> Seat:
        home = doors[door].home
        web_once.server.config[KEY] = Context(home.store, home.settings)
        return Seat(Desk(web_once, home.store, home.settings), sign_in(web_once, "unit1")[0])

    return enter


def newest(home) -> int:
    with home.store.read() as session:
        return session.scalar(select(func.max(Submission.id)))


def drawn(node, kind=None):
    """(kind of component, text) of everything that a page sends."""
    if isinstance(node, dict):
        for value in node.values():
            yield from drawn(value, node.get("type", kind))
    elif isinstance(node, list):
        for one in node:
            yield from drawn(one, kind)
    elif isinstance(node, str):
        yield kind, node


@pytest.mark.parametrize("text", SCRIPT[:2])
def test_a_script_is_drawn_as_text(doors, unit, text):
    doors[PAGE].send("上报.xlsx", poles({**TALL, "status": {3: text}}))
    number = str(newest(doors[PAGE].home))
    answer = unit(PAGE).fire("submission.show_submission", submission_number__data={"number": number, "cell": ""})
    holders = {kind for kind, shown in drawn(orjson.loads(answer.text)) if text[:20] in shown}
    assert holders and not holders & TEXT_ONLY


@pytest.mark.parametrize(("door", "name"), [(PAGE, "<script>alert(1)<script>.xlsx"), (INBOX, "表\r\nSet-Cookie: a=b.xlsx"), (INBOX, '表".xlsx')])
def test_a_file_s_name_stays_in_its_header(doors, unit, door, name):
    doors[door].send(name, poles(TALL))
    seat = unit(door)
    for kind in ("original", "returned"):
        answer = seat.person.get(f"/files/{kind}/{newest(doors[door].home)}")
        assert answer.status_code in (200, 202) and "a=b" not in answer.headers.get("Set-Cookie", "")
        assert "<script>" not in answer.headers.get("Content-Disposition", "").lower() or "attachment" in answer.headers["Content-Disposition"]


def test_what_looks_like_a_formula_is_exported_as_text(doors, unit):
    """The name of the first pole is =1+1 since it was accepted."""
    unit(PAGE)
    answer = unit(PAGE).person.get("/export/ledger?subject=pole&period=2023-06")
    cells = [cell for row in openpyxl.load_workbook(BytesIO(answer.data)).active.iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]


@pytest.mark.parametrize("text", RUN[:4])
def test_what_looks_like_a_formula_comes_back_as_text(doors, text):
    returned = doors[PAGE].send("上报.xlsx", poles({**TALL, "name": {3: text}, "height_m": {3: text}})).returned
    book = openpyxl.load_workbook(BytesIO(returned))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None and text in str(cell.value)}
    assert kinds == {"s"} and "校验结果" in book.sheetnames[-1]


def test_an_upload_beyond_the_limit_is_not_kept(doors, unit, web_once):
    home, seat = doors[PAGE].home, unit(PAGE)
    web_once.server.config[KEY] = Context(home.store, replace(home.settings, max_upload_mb=1))
    before, files = newest(home), sorted(home.settings.originals.rglob("*"))
    answer = upload(seat.person, b"x" * (2 << 20))
    assert answer.status_code == 413 and "上限" in answer.get_json()["message"]
    assert (newest(home), sorted(home.settings.originals.rglob("*")), home.counts()) == (before, files, home.before)
