"""`python -m tests.capture [folder]`: every page as each role sees it, in three sizes, checked for overflow, console, foreign requests and English.

CAPTURE_ADDRESS names a running server with a demo city (make run: http://127.0.0.1:8050), CAPTURE_PAGES and CAPTURE_SIZES (tasks,task / 390) narrow the run.
"""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

import pages
from data.access.demo_accounts import DEMO_PASSWORD, NAMES
from data.access.roles import PERMISSIONS
from data.vocabulary import Role
from tests.browsers import SWITCHES, find_chromium

ROLES = {**NAMES, "unit1": Role.UNIT}
WHO = ("office", "unit1", "sysadmin", "auditadmin")  # the administrators' own pages are drawn for them alone
SIZES = ((1920, 1080, "light"), (1366, 768, "dark"), (390, 844, "light"))
LISTED_ON = {
    "/indicators/": "/indicators",
    "/systems/": "/indicators",
    "/units/": "/submissions",
    "/tasks/": "/tasks",
    "/supervision/": "/supervision",
    "/assessment/": "/assessment",
    "/submissions/": "/submissions",
    "/ledgers/": "/ledgers",
}
DRAWN = "() => !document.querySelector('.waiting') && [...document.querySelectorAll('.js-plotly-plot')].every(p => p.querySelector('.main-svg'))"
SETTLES = f"""() => new Promise(done => {{
    const drawn = {DRAWN}, end = performance.now() + 15000;
    const look = () => drawn() ? requestAnimationFrame(() => done(true)) : performance.now() > end ? done(false) : requestAnimationFrame(look);
    look();
}})"""
PATIENCE_MS = 30_000
DRIVER = ("GL Driver Message", "willReadFrequently")  # what a browser without a graphics card says of the speed of a plot in space
# Words of the trade, of files and of accounts; hashes and file names stand in elements of their own.
LATIN = re.compile(r"[A-Za-z]{4,}")
KNOWN = {"xlsx", "xlsb", "docx", "jpeg", "office", "leader", "system", "unit", "evaluator", "screen", "sysadmin", "secadmin", "auditadmin", "cgcs"}
OWN_WORDS = "style, .sha, .file-name, code, .leaflet-control-attribution"
VISIBLE = f"""() => {{ const copy = (document.querySelector('.page') || document.body).cloneNode(true);
    copy.querySelectorAll('{OWN_WORDS}').forEach(e => e.remove()); return copy.innerText; }}"""


@dataclass(frozen=True)
class Shot:
    """One picture and what was wrong with it."""

    name: str
    problems: list[str]


@dataclass(frozen=True)
class Sitting:
    """One account at one screen."""

    address: str
    folder: Path
    account: str
    size: tuple[int, int, str]

    @property
    def own_pages(self) -> list[pages.Page]:
        """What this account may open; the administrators leave out what the office shows already."""
        wanted = [name for name in os.environ.get("CAPTURE_PAGES", "").split(",") if name]
        office = PERMISSIONS[Role.OFFICE] if self.account.endswith("admin") else frozenset()
        return [
            p
            for p in pages.PAGES
            if p.permission in PERMISSIONS[ROLES[self.account]] - office and p.module != "not_found_404" and (not wanted or p.module in wanted)
        ]


def capture(address: str, folder: Path) -> list[Shot]:
    """Pictures of everybody's pages in every size; problems beside each."""
    folder.mkdir(parents=True, exist_ok=True)
    widths = [int(width) for width in os.environ.get("CAPTURE_SIZES", "").split(",") if width]
    found: list[Shot] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=SWITCHES)
        for size in SIZES:
            if not widths or size[0] in widths:
                for account in WHO:
                    found += _captured(browser, Sitting(address, folder, account, size))
        browser.close()
    return found


def _captured(browser: Browser, sitting: Sitting) -> Iterator[Shot]:
    width, height, scheme = sitting.size
    if not sitting.own_pages:
        return
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai", color_scheme=scheme)
    context.add_init_script(f"localStorage.setItem('mantine-color-scheme-value', '{scheme}')")
    context.set_default_timeout(PATIENCE_MS)
    page, problems = context.new_page(), []
    page.on("console", lambda m: problems.append(f"console {m.type}: {m.text[:200]}")
            if m.type in ("error", "warning") and not any(words in m.text for words in DRIVER) else None)
    page.on("pageerror", lambda e: problems.append(f"error: {str(e)[:200]}"))
    page.on("response", lambda r: problems.append(f"answer {r.status}: {r.url}") if r.status >= 400 else None)
    page.on("request", lambda r: problems.append(f"foreign request: {r.url}") if not r.url.startswith((sitting.address, "data:", "blob:")) else None)
    sign_in(page, sitting.address, sitting.account)
    for one in sitting.own_pages:
        path = _path(page, sitting.address, one)
        problems.clear()
        yield _shot(page, sitting, one, path, problems) if path else Shot(f"{width}-{sitting.account}-{one.module}", ["nothing listed to open"])
    context.close()


def _shot(page: Page, sitting: Sitting, one: pages.Page, path: str, problems: list[str]) -> Shot:
    name = f"{sitting.size[0]}-{sitting.account}-{one.module}"
    page.goto(sitting.address + path)
    still = _waits(page)
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    english = sorted({word for word in LATIN.findall(page.evaluate(VISIBLE) or "") if word.lower() not in KNOWN})
    page.screenshot(path=sitting.folder / f"{name}.png", full_page=True, timeout=90_000)
    said = [
        ("still waiting for a panel", still),
        (f"overflows by {over} px", over > 0),
        (f"English: {', '.join(english)}", english),
        ("a notice is shown", page.locator(".shell-notice > *, #session-notice").count()),
    ]
    return Shot(name, [*problems, *(words for words, is_so in said if is_so)])


def _waits(page: Page) -> bool:
    """Draws until nothing waits any more; a panel that never fills is a problem, not an end."""
    try:
        page.wait_for_load_state("networkidle")
        page.locator(".page-title, .page h2").first.wait_for(state="attached")
    except PlaywrightTimeout:
        return True
    page.evaluate("() => document.fonts.ready.then(() => true)")
    return not page.evaluate(SETTLES)


def _path(page: Page, address: str, one: pages.Page) -> str | None:
    """The page's own address; of a page about one thing the first that its list links to."""
    if one.template is None:
        return one.path
    prefix = one.template.split("<")[0]
    page.goto(address + LISTED_ON[prefix])
    _waits(page)
    links = page.locator(f".page a[href^='{prefix}']").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return next(iter(links), None)


def sign_in(page: Page, address: str, account: str) -> None:
    page.goto(f"{address}/login")
    page.fill("input[autocomplete=username]", account)
    page.fill("input[autocomplete=current-password]", DEMO_PASSWORD)
    page.press("input[autocomplete=current-password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)


def main() -> int:
    address = os.environ.get("CAPTURE_ADDRESS", "http://127.0.0.1:8050")
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "shots")
    shots = capture(address, folder)
    for shot in shots:
        print(shot.name, "ok" if not shot.problems else "; ".join(shot.problems))
    print(f"{len(shots)} pictures in {folder}, {sum(bool(s.problems) for s in shots)} with problems")
    return 1 if any(s.problems for s in shots) else 0


if __name__ == "__main__":
    sys.exit(main())
