"""The map in a browser over very many objects: seconds from letting go of it until what came into sight is drawn, at three zooms."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from benchmarks.city import PERIODS
from benchmarks.measure import leave, show, spread, verdict
from components import ids
from data.access.demo_accounts import DEMO_PASSWORD
from data.catalogue.book import load_folder
from data.settings import RULE_BOOK

LIMIT = 1.5
ZOOMS = (0, 13, 17)  # the whole city, a quarter, a street: at least
STEPS = 8            # into a cell at most so often on the way there
PULL = 240           # pixels
# Drawn: the answer is there, the layers were changed after it, and two frames passed without a change.
WATCH = """() => {
    const seen = window.panning = {begun: 0, answered: 0, changed: 0, zoom: 0, things: 0}, plain = window.fetch;
    window.fetch = async (address, ...more) => {
        const answer = await plain(address, ...more);
        if (String(address).startsWith('/geo/objects')) {
            seen.zoom = Number(new URL(address, location.href).searchParams.get('zoom'));
            seen.things = (await answer.clone().json()).features.length;
            seen.answered = performance.now();
        }
        return answer;
    };
    const watch = () => new MutationObserver(() => { seen.changed = performance.now(); })
        .observe(document.querySelector('.map-frame .leaflet-map-pane'), {childList: true, subtree: true});
    document.addEventListener('mouseup', () => { seen.begun = performance.now(); }, true);
    const look = () => document.querySelector('.map-frame .leaflet-map-pane') ? watch() : requestAnimationFrame(look);
    document.addEventListener('DOMContentLoaded', look);
}"""
DRAWN = """() => new Promise(done => {
    const seen = window.panning;
    const look = () => {
        const last = seen.changed;
        if (!(seen.answered > seen.begun && last > seen.answered)) { return requestAnimationFrame(look); }
        requestAnimationFrame(() => requestAnimationFrame(() => seen.changed === last ? done([(last - seen.begun) / 1000, seen.zoom, seen.things]) : look()));
    };
    look();
})"""
FULLEST = """() => {
    const inside = document.querySelector('.map-frame').getBoundingClientRect();
    const worth = mark => parseFloat(mark.textContent) * (mark.textContent.endsWith('万') ? 10000 : 1);
    const shown = [...document.querySelectorAll('.map-count-place')].map(mark => [worth(mark), mark.getBoundingClientRect()])
        .map(([n, box]) => [n, box.x + box.width / 2, box.y + box.height / 2])
        .filter(([, x, y]) => x > inside.left + 60 && x < inside.right - 60 && y > inside.top + 40 && y < inside.bottom - 40);
    return shown.sort((one, other) => other[0] - one[0])[0] || null;
}"""


@dataclass
class Pulled:
    """The map at one zoom: seconds of each pull, and the most things drawn."""

    zoom: int = 0
    seconds: list[float] = field(default_factory=list)
    things: int = 0


def pan(browser: Browser, address: str, rounds: int) -> list[Pulled]:
    """Sign in as the office, open the map, step in where most things stand, and pull it to and fro at each zoom."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1920, "height": 1080})
    csrf = re.search(r'name="csrf" value="([^"]+)"', context.request.get(f"{address}/login").text()).group(1)
    context.request.post(f"{address}/login", form={"name": "office", "password": DEMO_PASSWORD, "csrf": csrf})
    page = context.new_page()
    page.add_init_script(f"({WATCH})()")
    page.goto(f"{address}/map?period={PERIODS[-1]}")
    page.evaluate(DRAWN)
    page.locator(f"#{ids.Citymap.CHOICES} label", has_text=load_folder(RULE_BOOK).ledger("coding").name).click()  # the fullest layer is not on at first
    _, zoom, _ = page.evaluate(DRAWN)
    found = []
    for wanted in ZOOMS:
        for _ in range(STEPS):
            if zoom >= wanted:
                break
            zoom = _step_in(page)
        found.append(_pulled(page, rounds))
    context.close()
    return found


def _step_in(page: Page) -> int:
    _, x, y = page.evaluate(FULLEST)
    page.mouse.click(x, y)
    page.wait_for_timeout(1000)  # the view flies there, asking for nothing on the way
    return page.evaluate(DRAWN)[1]


def _pulled(page: Page, rounds: int) -> Pulled:
    box, found = page.locator(".map-frame").bounding_box(), Pulled()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for number in range(-1, rounds):  # the first is not counted
        way = PULL if number % 2 else -PULL
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + way, y, steps=8)
        page.wait_for_timeout(200)  # held still: nothing glides on
        page.mouse.up()
        seconds, found.zoom, things = page.evaluate(DRAWN)
        if number >= 0:
            found.seconds.append(seconds)
            found.things = max(found.things, things)
    return found


def judge(found: list[Pulled]) -> None:
    """Prints a line a zoom, and leaves with the verdict."""
    show(("zoom", "most things drawn", "seconds until drawn", "limit"), [(one.zoom, one.things, spread(one.seconds), LIMIT) for one in found])
    slowest = max(second for one in found for second in one.seconds)
    leave(verdict("pan", slowest <= LIMIT, f"slowest of {sum(len(one.seconds) for one in found)} drawn {slowest:.2f} s after it was let go, "
                                           f"at most {LIMIT:g}"))
