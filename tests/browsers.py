"""The browser of the tests: the machine's own Chromium, driven by Playwright."""

import os
import shutil
from contextlib import contextmanager

import pytest

from tests.left_out import leave_out

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Containers have neither a sandbox for root nor a large /dev/shm.
SWITCHES = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=zh-CN"]


def find_chromium():
    """Path of a Chromium, or None: the one named by CHROMIUM, else the first on the path."""
    names = (os.environ.get("CHROMIUM"), *NAMES)
    return next((path for name in names if name and (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium():
    """Path of a Chromium; tests that ask are left out where there is none."""
    return find_chromium() or leave_out("浏览器测试：本机没有 Chromium")


@pytest.fixture(scope="session")
def browser(chromium):
    """One running browser for the whole run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield running
        running.close()


@contextmanager
def new_page(browser):
    """A new page in a context of its own: no cookies, Chinese, the office's time zone."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1366, "height": 768})
    context.set_default_timeout(15_000)
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.fixture
def page(browser):
    """A new page for one test; a file of reading tests may share one through `new_page`."""
    with new_page(browser) as opened:
        yield opened
