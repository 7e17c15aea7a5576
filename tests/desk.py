"""The desks of one small city, July 2023: what its people see, hand in, answer and decide through the wire and in the browser."""

from dataclasses import dataclass

import orjson
import pytest

from data.calendar import at
from data.settings import Settings
from data.store.engine import Store
from data.store.marks import set_mark
from data.store.rulebook import adopt
from tests.catalogue_builder import POLE, small_catalogue
from tests.data.indicators.hand_in import day
from tests.databases import furnish
from tests.web import Person, demo_people, outputs_of, sign_in

JUNE, TODAY = "2023-06", "2023-07-03"
NOW = at(day(TODAY), 9)
PLAN = """
title: 测试方案
pillars: [{code: A, name: 杆柱支柱, weight: 1}]
phases:
  - code: M1
    name: 第一阶段
    due: 2023-06-30
    clause: 一
    tasks:
      - {code: T1, name: 建杆, pillar: A, lead: E, assist: [W], start: 2023-01-01, due: 2023-06-30, weight: 1, indicators: [P1]}
  - code: M2
    name: 第二阶段
    due: 2023-12-31
    clause: 二
    tasks:
      - {code: T2, name: 再建杆, pillar: A, lead: E, start: 2023-07-01, due: 2023-12-31, weight: 1}
      - {code: T3, name: 联网, pillar: A, lead: T, start: 2023-07-01, due: 2023-12-31, weight: 1}
"""
SUPERVISION = """
ladder:
  - {level: remind}
  - {level: supervise, from_days: 1, deduction: 0.5, confirmed_by: office}
  - {level: circulate, from_days: 8, deduction: 1, confirmed_by: leader}
limits: {due_days: {urgent: 5, normal: 15}}
"""
RUBRIC = """
title: 测试细则
minimum_applicable: 5
blocks:
  - code: C
    name: 数据报送
    items:
      - code: R07
        name: 及时
        points: 8
        shape: deduct_per
        input: timeliness
        settings: {per_working_day: 1, not_sent_leaves: 0}
        rule: 每逾期一个工作日扣 1 分
      - {code: R05, name: 地址, points: 5, shape: proportional, input: none, settings: {reason: 暂无取数来源}, rule: 按比例计分}
grades:
  - {grade: excellent, at_least: 90}
  - {grade: fail, at_least: 0}
"""
TALL = """rules:
  - id: tall_is_asked
    field: height_m
    when: {present: height_m}
    require: {between: [height_m, 3, 15]}
    severity: warning
    quality: accuracy
    message: 高度不在 3 至 15 米之间，请核实
"""


# A pole carries so much and no more.
BOUNDED = POLE.replace("{field: mounts, header: 挂载数, type: integer}", "{field: mounts, header: 挂载数, type: integer, minimum: 0, maximum: 20}")


def desk_book():
    return small_catalogue(ledgers={"pole": BOUNDED + TALL}, plan=PLAN, supervision=SUPERVISION, rubric=RUBRIC)


def nothing_handed_in(store: Store) -> None:
    """Rule book, accounts and the business day; no file has come in yet."""
    with store.write() as session:
        adopt(session, desk_book(), "2023-01", "test", NOW)
        set_mark(session, "home", "demo")
        set_mark(session, "today", TODAY)
        demo_people(session, NOW)


@dataclass
class Desk:
    """The application over this city, and who sits at it: unit1 is E, unit2 is T."""

    app: object
    store: Store
    settings: Settings

    def enter(self, name: str) -> "Seat":
        who, answer = sign_in(self.app, name)
        assert answer.status_code == 303, answer.text
        return Seat(self, who)


@dataclass
class Seat:
    """One person who fires callbacks by the name of their function."""

    desk: Desk
    person: Person

    def fire(self, function: str, changed: str = "", **values):
        """`values`: id__property; of pattern ids type__property with (id, value) pairs. Answers status and text."""
        output, entry = _entry(self.desk.app, function)
        given = {name.replace("__", "."): value for name, value in values.items()}
        body = {
            "output": output,
            "outputs": _outputs(output, given),
            "changedPropIds": [changed] if changed else [],
            "inputs": [_filled(part, given) for part in entry["inputs"]],
            "state": [_filled(part, given) for part in entry["state"]],
        }
        answer = self.person.post("/_dash-update-component", json=body)
        return Answer(answer.status_code, answer.text if answer.status_code != 200 else orjson.dumps(answer.get_json()).decode())

    def open(self, address: str) -> str:
        """What the router draws for an address."""
        body = {
            "output": ".._pages_content.children..._pages_store.data..",
            "changedPropIds": ["_pages_location.pathname"],
            "state": [],
            "outputs": [{"id": "_pages_content", "property": "children"}, {"id": "_pages_store", "property": "data"}],
            "inputs": [{"id": "_pages_location", "property": "pathname", "value": address}, {"id": "_pages_location", "property": "search", "value": ""}],
        }
        return orjson.dumps(self.person.post("/_dash-update-component", json=body).get_json()).decode()


@dataclass(frozen=True)
class Answer:
    status: int
    text: str

    @property
    def is_refused(self) -> bool:
        return "shell-notice" in self.text

    def __contains__(self, words: str) -> bool:
        return words in self.text


def _entry(app, function: str):
    found = [
        (output, entry)
        for output, entry in app.callback_map.items()
        if "callback" in entry and f"{entry['callback'].__module__.removeprefix('callbacks.')}.{entry['callback'].__name__}" == function
    ]
    assert len(found) == 1, (function, [output for output, _ in found])
    return found[0]


def _is_pattern(identity) -> bool:
    return isinstance(identity, str) and identity.startswith("{")


def _key(part) -> str:
    name = orjson.loads(part["id"])["type"] if _is_pattern(part["id"]) else part["id"]
    return f"{name.replace('-', '_')}.{part['property']}"


def _filled(part, given):
    value = given.get(_key(part))
    if _is_pattern(part["id"]):
        return [{"id": identity, "property": part["property"], "value": one} for identity, one in value or []]
    return {**part, "value": value}


def _outputs(output: str, given):
    """As the renderer sends them: pattern outputs are lists of the ids that are drawn (`drawn`: type → ids)."""
    parts = outputs_of(output)
    drawn = given.get("drawn", {})
    several = [
        [{"id": i, "property": p["property"]} for i in drawn.get(orjson.loads(p["id"])["type"], [])] if _is_pattern(p["id"]) else p
        for p in (parts if isinstance(parts, list) else [parts])
    ]
    return several if isinstance(parts, list) else several[0]


@pytest.fixture
def desk_settings(home, application_place) -> Settings:
    home.mkdir(parents=True, exist_ok=True)
    return Settings(home=home, database_url=application_place, still_seconds=0)


@pytest.fixture
def desk_store(desk_settings):
    opened = furnish(desk_settings.database_url, nothing_handed_in)
    yield opened
    opened.close()


@pytest.fixture
def desk(web_once, desk_settings, desk_store) -> Desk:
    """The one application of the run, over this database."""
    from callbacks.context import KEY, Context

    web_once.server.config[KEY] = Context(desk_store, desk_settings)
    return Desk(web_once, desk_store, desk_settings)
