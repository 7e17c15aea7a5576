"""The wall screen for minutes on end: what the page keeps after each minute, garbage collected, against its first."""

import re
import time
from dataclasses import dataclass

from playwright.sync_api import Browser

from benchmarks.measure import leave, show, verdict
from data.access.demo_accounts import DEMO_PASSWORD

GROWTH = 1.10
WARM = 1  # minutes until the first of what is compared: by then every system has hung there


@dataclass(frozen=True)
class Kept:
    """What the page holds after a minute: megabytes of heap, nodes of the document, listeners."""

    minute: int
    heap: float
    nodes: int
    listeners: int
    turns: int


def hang(browser: Browser, address: str, minutes: int) -> list[Kept]:
    """Sign in as the screen and look once a minute."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1920, "height": 1080})
    csrf = re.search(r'name="csrf" value="([^"]+)"', context.request.get(f"{address}/login").text()).group(1)
    context.request.post(f"{address}/login", form={"name": "screen", "password": DEMO_PASSWORD, "csrf": csrf})
    page, turns = context.new_page(), []
    page.on("requestfinished", lambda sent: turns.append(1) if "_dash-update-component" in sent.url else None)
    page.goto(f"{address}/wallscreen")
    page.wait_for_selector(".wall-card")
    wire = context.new_cdp_session(page)
    wire.send("Performance.enable")
    found = []
    begun = time.monotonic()
    for minute in range(1, minutes + 1):
        page.wait_for_timeout(max(0.0, begun + 60 * minute - time.monotonic()) * 1000)
        wire.send("HeapProfiler.collectGarbage")
        told = {m["name"]: m["value"] for m in wire.send("Performance.getMetrics")["metrics"]}
        found.append(Kept(minute, told["JSHeapUsedSize"] / 1e6, int(told["Nodes"]), int(told["JSEventListeners"]), len(turns)))
    context.close()
    return found


def judge(found: list[Kept], seconds: int) -> None:
    """Prints a line a minute, and leaves with the verdict."""
    show(("minute", "heap, MB", "nodes", "listeners", "answers"), [(k.minute, f"{k.heap:.1f}", k.nodes, k.listeners, k.turns) for k in found])
    first, last = found[min(WARM, len(found)) - 1], found[-1]
    ratio = last.heap / first.heap
    leave(verdict("wall", ratio <= GROWTH, f"heap after {last.minute} minutes with a turn every {seconds} s: {ratio:.2f} times minute {first.minute}'s, "
                                           f"at most {GROWTH:.2f}"))
