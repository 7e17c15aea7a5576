"""A member unit's hour: it hands in a file with three wrong cells, mends it, explains a doubt and has its receipt."""

import gc
import threading

import openpyxl
import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select
from werkzeug.serving import make_server

from data.access.demo_accounts import DEMO_PASSWORD
from data.jobs.worker import Worker
from data.store.tables import Entity, Job, Submission
from tests.builders import a_workbook
from tests.data.jobs.conftest import HEADER, NOW, pole_file

NAME, XLSX = "东区智慧杆柱2023年6月.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WRONG = a_workbook(
    [["A1", "一号杆", "990101", "在建", "新建", "高"], ["A2", "二号杆", "990101", "已拆", "新建", 9], ["", "三号杆", "990101", "在建", "新建", 8]],
    HEADER,
    title="2023年6月智慧杆柱台账",
    sheet="台账",
)
PLACES = ["台账!F3", "台账!D4", "台账!A5"]

# The stack of the web leaves files of assets for the collector to close.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def address(desk):
    """The desk's application on a port of its own."""
    server = make_server("127.0.0.1", 0, desk.app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
    gc.collect()  # here, where what it says of those files is expected


@pytest.fixture
def worker(desk, container):
    """The worker of this home; the test calls it where a process would."""
    found = Worker(desk.settings, lambda: NOW, container)
    yield found
    found.doors.store.close()


@pytest.fixture
def quiet_page(page, address):
    """A page of which nothing goes wrong, and from which nothing leaves the server."""
    said = []
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda sent: None if sent.url.startswith((address, "data:", "blob:")) else said.append(sent.url))
    yield page
    assert said == []


def sign_in(page, address):
    page.goto(f"{address}/login")
    page.fill("input[autocomplete=username]", "unit1")
    page.fill("input[autocomplete=current-password]", DEMO_PASSWORD)
    page.press("input[autocomplete=current-password]", "Enter")
    page.get_by_role("link", name="报送", exact=True).click()


def hand_in(page, content):
    """Through the zone and the browser's own file dialog, until all bytes are counted."""
    with page.expect_file_chooser() as dialog:
        page.get_by_role("button", name="选择台账文件").click()
    dialog.value.set_files({"name": NAME, "mimeType": XLSX, "buffer": content})
    expect(page.locator("#submissions-status")).to_have_text(f"{NAME}：已送达，等待校验。")
    expect(page.locator("#submissions-progress [role=progressbar], #submissions-progress[role=progressbar]")).to_have_attribute("aria-valuenow", "100")


def work(desk, worker):
    with desk.store.read() as session:
        worker.run_job(session.scalar(select(func.max(Job.id))))


def open_receipt(page, sentence):
    line = page.locator(".job-lines, #submission-answer").filter(has_text=sentence)
    line.get_by_role("link", name="查看回执与问题").last.click()


def test_a_unit_hands_in_mends_and_explains_until_it_has_its_receipt(quiet_page, address, desk, worker, tmp_path):
    page = quiet_page
    sign_in(page, address)

    hand_in(page, WRONG)
    work(desk, worker)
    open_receipt(page, "已退回：强制问题 3 处")
    expect(page.locator(".finding")).to_have_count(3)
    for place in PLACES:
        expect(page.locator(".finding").filter(has_text=place)).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载标注后的文件").click()
    download.value.save_as(tmp_path / "back.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "back.xlsx")["台账"]
    plain = marked["B3"].fill.fgColor.rgb
    assert [cell for cell in ("F3", "D4", "A5") if marked[cell].fill.fgColor.rgb == plain] == []

    page.get_by_role("link", name="返回报送").click()
    hand_in(page, pole_file(8, 20, 9))
    work(desk, worker)
    open_receipt(page, "有 1 处需要说明")
    expect(page.locator(".finding")).to_contain_text("高度不在 3 至 15 米之间，请核实")
    page.get_by_role("textbox", name="说明").fill("路口信号合杆，经现场核实")
    page.get_by_role("button", name="提交说明并重新校验").click()
    expect(page.locator("#submission-answer")).to_contain_text("重新校验")
    work(desk, worker)
    expect(page.locator("#submission-answer")).to_contain_text("已接收 3 行，回执号 HZ20230703-0003")
    open_receipt(page, "已接收 3 行")
    expect(page.locator("#submission-head")).to_contain_text("HZ20230703-0003")
    expect(page.locator("#submission-head")).to_contain_text("已接收")
    expect(page.locator(".finding")).to_contain_text("说明：路口信号合杆，经现场核实")
    with desk.store.read() as session:
        assert session.scalars(select(Submission.outcome).order_by(Submission.id)).all() == ["rejected", "rejected", "accepted"]
        assert session.scalar(select(func.count()).select_from(Entity)) == 3


def test_what_the_house_refuses_is_said_beside_the_zone(quiet_page, address, desk):
    page = quiet_page
    sign_in(page, address)
    with page.expect_file_chooser() as dialog:
        page.get_by_role("button", name="选择台账文件").click()
    dialog.value.set_files({"name": NAME, "mimeType": XLSX, "buffer": b""})
    expect(page.locator("#submissions-status")).to_have_text(f"{NAME}：是空文件，没有上传。")
    with desk.store.read() as session:
        assert session.scalar(select(func.count()).select_from(Job)) == 0
