"""The cockpit in a browser: bytes of the first load, console, seconds until it is drawn, seconds from page to page.

Beside the seconds on the wall stands the processor time of server and page in them: what a machine without other work would need at most.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, too

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import panning, wall
from benchmarks.city import fill
from benchmarks.measure import alone, children, leave, peak_mb, show, spread, verdict
from data.access.demo_accounts import DEMO_PASSWORD
from tests.browsers import SWITCHES, find_chromium

ROOT = Path(__file__).parents[1]
MEGABYTES, READY, STEP = 2.0, 3.0, 1.0
TICKS = os.sysconf("SC_CLK_TCK")
OBJECTS = 5000
TURN = 2  # seconds of the wall screen: many turns in few minutes
TOUR = ("/indicators", "/tasks", "/supervision", "/assessment", "/submissions", "/map", "/")
DRAWN = """!document.querySelector('.waiting') && !!document.querySelector('.page h1, .page h2')
    && [...document.querySelectorAll('.js-plotly-plot')].every(p => p.querySelector('.main-svg'))"""
LOADED = f"""() => new Promise(done => {{ const look = () => {DRAWN} && document.querySelector('.js-plotly-plot')
    ? requestAnimationFrame(() => done(performance.now())) : requestAnimationFrame(look); look(); }})"""
MOVED = f"""path => new Promise(done => {{ const begun = performance.now(), old = document.querySelector('#_pages_content').firstElementChild;
    document.querySelector(`nav a[href="${{path}}"]`).click();
    const look = () => document.querySelector('#_pages_content').firstElementChild !== old && {DRAWN}
        ? requestAnimationFrame(() => done(performance.now() - begun)) : requestAnimationFrame(look); look(); }})"""


@dataclass
class Visit:
    """One visit with an empty cache: seconds and, of them, seconds worked."""

    bytes: int = 0
    ready: tuple[float, float] = (0.0, 0.0)
    steps: dict[str, tuple[float, float]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)


def visit(browser: Browser, address: str, pid: int) -> Visit:
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1920, "height": 1080})
    form = context.request.get(f"{address}/login").text()
    csrf = re.search(r'name="csrf" value="([^"]+)"', form).group(1)
    context.request.post(f"{address}/login", form={"name": "office", "password": DEMO_PASSWORD, "csrf": csrf})
    page, found = context.new_page(), Visit()
    wire = _listen(page, found)
    before = worked(wire, pid)
    page.goto(address)
    found.ready = page.evaluate(LOADED) / 1000, worked(wire, pid) - before
    page.wait_for_load_state("networkidle")
    first_load = found.bytes
    for path in TOUR:
        before = worked(wire, pid)
        found.steps[path] = page.evaluate(MOVED, path) / 1000, worked(wire, pid) - before
        page.wait_for_load_state("networkidle")
    found.bytes = first_load
    context.close()
    return found


def worked(wire, pid: int) -> float:
    """Processor seconds so far: the page's own thread, and the server's processes."""
    page = next(m["value"] for m in wire.send("Performance.getMetrics")["metrics"] if m["name"] == "TaskDuration")
    stats = [Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split() for one in (pid, *children(pid))]
    return page + sum(int(stat[11]) + int(stat[12]) for stat in stats) / TICKS


def _listen(page: Page, found: Visit):
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Performance.enable", {"timeDomain": "threadTicks"})

    def add(event):
        found.bytes += int(event["encodedDataLength"])
    wire.on("Network.loadingFinished", add)
    page.on("console", lambda m: found.said.append(m.text[:200]) if m.type == "error" else None)
    page.on("pageerror", lambda e: found.said.append(str(e)[:200]))
    return wire


@contextmanager
def server(home: Path, **settings: str) -> Iterator[tuple[str, int]]:
    """gunicorn as `run` starts it; its address and process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = f"from app import serve; from data.settings import Settings; serve(Settings.from_env(), '127.0.0.1', {port})"
    started = subprocess.Popen([sys.executable, "-c", serving], cwd=ROOT, env={**os.environ, "CHENGJI_HOME": str(home), **settings})
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/healthz", started)
        yield address, started.pid
    finally:
        started.terminate()
        started.wait()


def _wait_for(address: str, started: subprocess.Popen) -> None:
    while started.poll() is None:
        try:
            urllib.request.urlopen(address).close()
            return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--home", type=Path, help="a home with a demo city instead of one made here")
    asked.add_argument("--pan", action="store_true", help="instead, how soon the map of --home is drawn after it was pulled")
    asked.add_argument("--wall", type=int, metavar="MINUTES", help="the wall screen of --home for so long instead, a turn every two seconds")
    given = asked.parse_args()
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("no Chromium on this machine")
    if given.pan:
        pulled(given.home or asked.error("--pan needs --home with a city"), chromium, given.rounds)
    if given.wall:
        hung(given.home or asked.error("--wall needs --home with a published month"), chromium, given.wall)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        home = given.home or alone(fill, Path(name) / "home", OBJECTS).home
        with server(home) as (address, pid), sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium, args=SWITCHES)
            visit(browser, address, pid)  # the server's first requests are not a user's
            visits = [visit(browser, address, pid) for _ in range(given.rounds)]
            peak = sum(peak_mb(one) for one in (pid, *children(pid)))
            browser.close()
    judge(visits, peak)


def pulled(home: Path, chromium: str, rounds: int) -> None:
    with server(home) as (address, _), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=SWITCHES)
        found = panning.pan(browser, address, rounds)
        browser.close()
    panning.judge(found)


def hung(home: Path, chromium: str, minutes: int) -> None:
    with server(home, CHENGJI_WALL_SECONDS=str(TURN)) as (address, _), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=SWITCHES)
        found = wall.hang(browser, address, minutes)
        browser.close()
    wall.judge(found, TURN)


def judge(visits: list[Visit], peak: int) -> None:
    megabytes = [v.bytes / 1e6 for v in visits]
    ready, steps = [v.ready for v in visits], {path: [v.steps[path] for v in visits] for path in TOUR}
    said = sorted({words for v in visits for words in v.said})
    show(("what", "median [least, most]", "of them worked", "limit"),
         [("first load, MB over the wire", spread(megabytes), "", MEGABYTES), _line("cockpit drawn, s", ready, READY),
          *(_line(f"to {path}, s", times, STEP) for path, times in steps.items())])
    drawn, slowest = _passed(ready), max(steps, key=lambda path: _passed(steps[path]))
    print(f"{len(visits)} visits with an empty cache; the server's processes held at most {peak} MB")
    leave(verdict("wire", median(megabytes) <= MEGABYTES, f"{median(megabytes):.2f} MB"),
          verdict("console", not said, "; ".join(said) or "silent"),
          verdict("ready", drawn <= READY, f"{drawn:.2f} s"),
          verdict("in-app navigation", _passed(steps[slowest]) <= STEP, f"slowest {_passed(steps[slowest]):.2f} s ({slowest})"))


def _passed(times: list[tuple[float, float]]) -> float:
    return median(seconds for seconds, _ in times)


def _line(what: str, times: list[tuple[float, float]], limit: float) -> tuple:
    passed, busy = zip(*times, strict=True)
    return what, spread(passed), spread(busy), limit


if __name__ == "__main__":
    main()
