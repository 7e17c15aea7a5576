"""The desk's application behind a port of its own, its worker in the test's hand, and people at browsers of which nothing may go wrong."""

import gc
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from data.access.demo_accounts import DEMO_PASSWORD
from data.jobs.worker import Worker
from data.store.tables import Job
from tests.browsers import new_page
from tests.data.jobs.conftest import NOW
from tests.web import serving

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def address(desk):
    """The desk's application on a port of its own."""
    with serving(desk.app.server) as at:
        yield at
    gc.collect()  # here, where what it says of files of assets is expected


@pytest.fixture
def work(desk, container):
    """Does the newest job; the test calls it where a process would."""
    worker = Worker(desk.settings, lambda: NOW, container)

    def newest():
        with desk.store.read() as session:
            job = session.scalar(select(func.max(Job.id)))
        worker.run_job(job)

    yield newest
    worker.doors.store.close()


@pytest.fixture
def seated(browser, address):
    """Opens 报送 for somebody in a browser of their own: no error, no warning, and nothing leaves the server."""
    @contextmanager
    def open_desk(name):
        said = []
        with new_page(browser) as page:
            page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
            page.on("pageerror", lambda error: said.append(str(error)))
            page.on("request", lambda sent: None if sent.url.startswith((address, "data:", "blob:")) else said.append(sent.url))
            sign_in(page, address, name)
            yield page
            assert said == []
    return open_desk


def sign_in(page, address, name):
    page.goto(f"{address}/login")
    page.fill("input[autocomplete=username]", name)
    page.fill("input[autocomplete=current-password]", DEMO_PASSWORD)
    page.press("input[autocomplete=current-password]", "Enter")
    page.get_by_role("link", name="报送", exact=True).click()


def hand_in(page, content, name):
    """Through the zone and the browser's own file dialog, until all bytes are counted."""
    with page.expect_file_chooser() as dialog:
        page.get_by_role("button", name="选择台账文件").click()
    dialog.value.set_files({"name": name, "mimeType": XLSX, "buffer": content})
    expect(page.locator("#submissions-status")).to_have_text(f"{name}：已送达，等待校验。")
    expect(page.locator("#submissions-progress [role=progressbar], #submissions-progress[role=progressbar]")).to_have_attribute("aria-valuenow", "100")


def open_receipt(page, sentence):
    line = page.locator(".job-lines, #submission-answer").filter(has_text=sentence)
    line.get_by_role("link", name="查看回执与问题").last.click()


def downloaded(page, link):
    """The workbook that a link gives, as the browser keeps it: its bytes and its name."""
    with page.expect_download() as download:
        link.click()
    return download.value.path().read_bytes(), download.value.suggested_filename
