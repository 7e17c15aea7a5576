"""Server time of every page at ten thousand and at ten million objects. Ceiling: the second at most one and a half times the first.

Application and database are one process here, so its processor time is the server's work; other work on the machine does not count.
"""

import argparse
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, too

from sqlalchemy import select

from app import create_app
from benchmarks.city import PERIODS, fill
from benchmarks.measure import alone, leave, peak_mb, show, verdict
from benchmarks.opening import Opening, objects_in
from callbacks.context import KEY, Context
from components import ids
from data.settings import Settings
from data.store.engine import Store
from data.store.rulebook import newest_book
from data.store.tables import Entity, Order, Submission
from tests.web import sign_in

CEILING = 1.5
WHO = {"/audit": "auditadmin", "/admin": "sysadmin"}


def pages(store: Store) -> dict[str, str]:
    """Name → address, the details those of things that exist."""
    with store.read() as session:
        book = newest_book(session)
        district = next(u for u in book.members if "coding" in u.owes and u.regions)
        submission = session.scalar(select(Submission.id).where(Submission.unit == district.code, Submission.ledger == "coding").limit(1))
        order = session.scalar(select(Order.id).limit(1))
        row = session.execute(select(Entity.unit, Entity.key).where(Entity.unit == district.code, Entity.ledger == "coding").limit(1)).first()
    found = {"总览": "/", "建设进度": "/indicators", "指标详情": "/indicators/C02", "单位": f"/units/{district.code}", "一张图": "/map",
             "一张图：筛选": "/map", "一张图：查找": "/map", "任务": "/tasks", "任务详情": f"/tasks/{book.plan.tasks[0].code}",
             "督办": "/supervision", "督办单": f"/supervision/{order}", "考评": "/assessment",
             "得分详情": f"/assessment/{district.code}", "报送": "/submissions", "报送详情": f"/submissions/{submission}",
             "台账": "/ledgers", "台账行": row_path(row), "数据质量": "/quality", "报表": "/reports", "审计": "/audit",
             "系统": "/admin", "系统进度": "/systems/编码赋码", "资金": "/funds", "冲突": "/conflicts", "地下空间": "/underground", "大屏": "/wallscreen"}
    found |= {"台账：编码": "/ledgers?ledger=coding", "台账：类别": "/ledgers?" + urlencode({"ledger": "coding", "own_category": "房屋"}),
              "台账：单位、状态": "/ledgers?" + urlencode({"ledger": "coding", "unit": district.code, "status": "已赋码"}),
              "台账：开头几位": "/ledgers?" + urlencode({"ledger": "coding", "q": row.key[:16]}), "冲突：杆柱": "/conflicts?ledger=pole"}
    return {name: path for name, path in found.items() if not path.endswith("None")}


def row_path(row) -> str:
    """A coded object of the district, opened up."""
    return f"/ledgers/coding?{urlencode({'unit': row.unit, 'key': row.key})}"


def boxes(store: Store) -> tuple[str, ...]:
    """What the map fetches by itself: the districts, and the objects of the whole city, a quarter and a street."""
    whole, quarter, street = _boxes(store)
    return ("/geo/districts?" + f"period={PERIODS[-1]}&indicator=C02", objects_in(whole, 9), objects_in(quarter, 13), objects_in(street, 17))


def narrowed(store: Store) -> tuple[str, ...]:
    """What it fetches when filters are set: one unit, a status, other colours."""
    whole, quarter, _ = _boxes(store)
    with store.read() as session:
        unit = next(u for u in newest_book(session).members if "coding" in u.owes and u.regions).code
    return (objects_in(whole, 9, unit=unit), objects_in(quarter, 13, only="coding/status/已赋码"), objects_in(quarter, 13, by="status"),
            objects_in(quarter, 13, by="unit"))


def _boxes(store: Store) -> tuple[str, str, str]:
    with store.read() as session:
        city = newest_book(session).city
    west, east, south, north = map(float, (*city.longitude, *city.latitude))
    x, y = (west + east) / 2, (south + north) / 2
    return (f"{west},{south},{east},{north}", f"{x - .05},{y - .04},{x + .05},{y + .04}", f"{x - .005},{y - .004},{x + .005},{y + .004}")


@dataclass
class Seen:
    """One page in both homes, round by round."""

    fired: int = 0
    passed: tuple[list[float], list[float]] = field(default_factory=lambda: ([], []))
    worked: tuple[list[float], list[float]] = field(default_factory=lambda: ([], []))

    @property
    def ratio(self) -> float:
        return median(self.worked[1]) / median(self.worked[0])

    def line(self, name: str) -> tuple:
        return (name, self.fired, *(f"{1000 * median(times):.0f}" for times in (*self.passed, *self.worked)), f"{self.ratio:.2f}")


def measure(homes: list[Settings], rounds: int) -> dict[str, Seen]:
    """The homes take turns under one application."""
    stores = [Store.open(home.database_url) for home in homes]
    app = create_app(homes[0], stores[0])
    people, found = [], {}
    for home, store in zip(homes, stores, strict=True):
        app.server.config[KEY] = Context(store, home)
        people.append({name: sign_in(app, name)[0] for name in ("office", *WHO.values())})
    for number in range(-1, rounds):  # the first round only warms
        for name, path in pages(stores[0]).items():
            seen = found.setdefault(name, Seen())
            for place, (home, store) in enumerate(zip(homes, stores, strict=True)):
                app.server.config[KEY] = Context(store, home)
                person = people[place][WHO.get(path, "office")]
                opened = _opened(Opening(app, person, PERIODS[-1]), store, name)
                seen.fired = len(opened.fired) - 1
                if number >= 0:
                    seen.passed[place].append(opened.seconds)
                    seen.worked[place].append(opened.worked)
    for store in stores:
        store.close()
    return found


def _opened(opening: Opening, store: Store, name: str) -> Opening:
    """The page; of the map also what it fetches, or the answer to a search for a code, a name and a road."""
    found = pages(store)
    opening.open(found[name], {"一张图": boxes, "一张图：筛选": narrowed}.get(name, lambda _: ())(store))
    if name == "一张图：查找":
        for words in (found["台账：开头几位"].rsplit("=", 1)[1], "智慧", "路1"):
            opening.say(f"{ids.Citymap.FOUND}.children", {(ids.Citymap.SEARCH, "value"): words})
    return opening


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--objects", type=int, nargs=2, default=(10_000, 10_000_000))
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--homes", type=Path, help="keep the two cities here, and use them again")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        homes = [_home(given.homes or Path(name), n) for n in given.objects]
        found = measure(homes, given.rounds)
    sizes = [f"{n:,}" for n in given.objects]
    show(("page", "callbacks", *(f"ms at {n}" for n in sizes), *(f"of them worked at {n}" for n in sizes), "ratio"),
         [seen.line(name) for name, seen in found.items()])
    small, large = (sum(median(seen.worked[place]) for seen in found.values()) for place in (0, 1))
    worst = max(found, key=lambda name: found[name].ratio)
    print(f"all pages together {large / small:.2f}; {given.rounds} rounds, medians; peak {peak_mb()} MB")
    leave(verdict("pages", found[worst].ratio <= CEILING, f"worst {found[worst].ratio:.2f} ({worst}), ceiling {CEILING}"))


def _home(folder: Path, objects: int) -> Settings:
    home = folder / f"city-{objects}"
    if home.exists():
        return Settings(home=home, database_url=f"sqlite:///{home / 'chengji.db'}")
    folder.mkdir(exist_ok=True)
    begun = perf_counter()
    settings = alone(fill, home, objects)
    print(f"{objects:,} objects stored and measured in {perf_counter() - begun:.0f} s", flush=True)
    return settings


if __name__ == "__main__":
    main()
