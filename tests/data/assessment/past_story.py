"""A month told in acts, and what was printed after each of them: files, a conflict, declarations, 代报, returns, orders, publications, another rule book."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import func, select

from data.access.scope import Actor
from data.assessment.months import close_month, comment_month, publish_month, reopen_month, state_of
from data.assessment.scoring import score
from data.assessment.stored import stored_scores
from data.assessment.views import month_facts
from data.calendar import SHANGHAI, days_through, local, utc
from data.indicators.figures import all_figures
from data.indicators.measure import measure, measure_unit
from data.intake.accept import VALUES, Writing, difference, open_until, standing_rows, write_versions
from data.intake.claims import let_go, measure_again, pass_on
from data.intake.confirm import confirm
from data.intake.declare import Statement, declare
from data.intake.due import matrix
from data.intake.withdraw import withdraw
from data.store import rulebook
from data.store.marks import ACCEPTANCES, next_number
from data.store.tables import Extension, Order, Submission
from data.store.versions import rows_at
from data.supervision import extensions, orders
from data.supervision.escalation import escalate
from data.supervision.extensions import Request
from data.supervision.light_facts import before, facts_of
from data.supervision.lights import lights
from data.supervision.orders import Remark
from data.vocabulary import Declaration, Door, MonthState, Outcome, Role
from tests.catalogue_builder import INDICATORS, UNITS, small_catalogue
from tests.databases import furnish
from tests.desk import BOUNDED, PLAN, RUBRIC, SUPERVISION

JUNE, LAST = "2023-06", date(2023, 6, 30)
OFFICE, EAST, WEST, PHONE = Actor("office", Role.OFFICE), *(Actor(f"u{unit}", Role.UNIT, unit) for unit in "EWT")
SCORED = RUBRIC.replace("input: none, settings: {reason: 暂无取数来源}", "input: indicators_against_schedule, settings: {each_at_most: 1}").replace(
    "rule: 按比例计分}\n", "rule: 按比例计分}\n      - {code: R09, name: 亮灯, points: 5, shape: deduct_per, input: lights, rule: 按级别扣}\n"
    "      - {code: R10, name: 督办, points: 5, shape: proportional, input: orders_closed_on_time, rule: 按期办结}\n", 1)
OWES = UNITS.replace("owes: [pole, baseline, indicator_report]", "owes: [pole]").replace("owes: [station, indicator_report]", "owes: [station]")


def book(**files):
    return small_catalogue(ledgers={"pole": BOUNDED}, **{"plan": PLAN, "supervision": SUPERVISION, "rubric": SCORED, "units": OWES, **files})


def adopted(store):
    with store.write() as session:
        rulebook.adopt(session, book(), "2023-01", "test", at("2023-06-01 08:00"))


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@dataclass
class Past:
    """The store, the moment of the act at hand, and what was printed: moment → name → bytes."""

    store: object
    folder: object
    now: datetime = at("2023-06-01 08:00")
    printed: dict[datetime, dict[str, bytes]] = field(default_factory=dict)
    shown: dict[datetime, Any] = field(default_factory=dict)
    files: dict[str, Submission] = field(default_factory=dict)  # name → its entry

    def act(self, moment, *acts):
        """What somebody does at a moment, and then what the command line says of the month."""
        self.now = at(moment)
        with self.store.write() as session:
            for one in acts:
                one(session)
        with self.store.write() as session:
            self.printed[self.now] = said(session, self.now)
        with self.store.read() as session:
            self.shown[self.now] = shown(session, self.now)

    # Acts

    def file(self, name, unit, ledger="pole", on_behalf=False, **codes):
        def act(session):
            self.files[name] = hand_in(session, self.now, unit, ledger, on_behalf, codes)
        return act

    def back(self, name):
        return lambda session: withdraw(session, OFFICE, self.files[name].id, "错报", self.now)

    def step(self, move, **more):
        return lambda session: move(session, JUNE, OFFICE, self.now, **more)

    def zero(self, actor):
        statement = Statement(Declaration.ZERO, actor.unit, "station", JUNE, "王某", "科长")
        return lambda session: declare(session, self.folder, actor, statement, Door.PAGE, self.now)

    def on_order(self, act, actor, *remark):
        return lambda session: act(session, 1, actor, self.now.date(), self.now, *remark)

    def ask(self, session):
        extensions.ask_extension(session, Request("T2", date(2024, 2, 1), "设备"), EAST, self.now.date(), self.now)

    def grant(self, session):
        extensions.decide_extension(session, session.scalar(select(func.max(Extension.id))), OFFICE, self.now.date(), self.now, True)

    def climb(self, session):
        escalate(session, self.now.date(), self.now)


def hand_in(session, now, unit, ledger, on_behalf, codes):
    """A unit's whole ledger of June, told by the code of each row; what the intake does with it. A code that another unit has is disputed."""
    seq, rules = next_number(session, ACCEPTANCES), rulebook.book_for(session, JUNE)
    entry = Submission(receipt=f"R{seq:03d}", seq=seq, unit=unit, ledger=ledger, period=JUNE, sha256=f"{seq:064d}", file_name=f"{seq}.xlsx", size=1,
                       door="page", by="t", on_behalf=on_behalf, received_at=utc(now), on_time_at=utc(now), outcome=Outcome.ACCEPTED, rule_version=1,
                       rows={"accepted": len(codes)}, layout={}, totals={})
    session.add(entry)
    session.flush()
    old = standing_rows(session, unit, ledger, JUNE)
    changes = difference(old.hashes, {key: f"{code}" for key, code in codes.items()})
    v = rows_at(ledger, JUNE)
    taken = set(session.scalars(select(v.c.code).where(v.c.unit != unit)))
    opened = {key: a_row(key, codes[key], seq, codes[key] in taken) for key in (*changes.added, *changes.changed)}
    writing = Writing(session, unit, rules.ledger(ledger), JUNE, open_until(session, unit, rules.ledger(ledger), JUNE), seq)
    passed_on = pass_on(writing, let_go(write_versions(writing, old, changes, opened).values(), opened.values()))
    if state_of(session, JUNE) == MonthState.OPEN:
        measure_unit(session, rules, unit, ledger, JUNE, rulebook.version_for(session, JUNE), now)
    measure_again(session, passed_on, ledger, now)
    session.flush()
    return entry


def a_row(key, code, seq, disputed):
    body = orjson.dumps({"pole_no": key, "gnodeb": key, "site_code": code}).decode()
    row = {"key": key, "code": code, "class_code": None, "region": "990101", "name": key, "kind": "新建", "status": "已建成", "lng": None, "lat": None,
            "grid": None, "on_date": None, "code_ok": True, "disputed": disputed, "sheet": "台账", "row": 2, "source": seq, "hash": f"{code}", "body": body}
    return tuple(row[name] for name in VALUES)


def said(session, now):
    """What the command line prints of June at a moment, and the matrix, the rows and the orders that the pages show; each as bytes."""
    day = min(LAST, local(utc(now)).date())
    v = rows_at("pole", JUNE)
    rows = session.execute(select(v.c.unit, v.c.key, v.c.code, v.c.disputed, v.c.opened_by).order_by(v.c.unit, v.c.key)).all()
    cells = matrix(session, rulebook.book_for(session, JUNE), JUNE, local(utc(now)).date())
    found = {"figures": [f.as_json() for f in measure(session, JUNE, now)], "lights": [f.as_json() for f in lights(session, day, now)],
             "scores": [s.as_json() for s in score(session, JUNE, now)], "rows": [list(row) for row in rows],
             "matrix": [[c.unit, c.ledger, c.state, c.receipt, c.late_days] for c in cells]}
    return {name: orjson.dumps(value) for name, value in found.items()}


def shown(session, now):
    """What pages and papers read of June at a moment: stored figures, lights of every day, runs, scores, orders and how the month stands."""
    day = min(LAST, local(utc(now)).date())
    facts = [f.as_json() for day in days_through(date(2023, 6, 20), day) for f in facts_of(session, day)]
    return {"figures": [f.as_json() for f in all_figures(session, JUNE)], "lights": facts, "before": before(session, day),
            "scores": [s.as_json() for s in stored_scores(session, JUNE)] if state_of(session, JUNE) != MonthState.OPEN else [],
            "orders": [(o.number, o.state, o.issued_on, o.acknowledged_on, o.answered_on, o.closed_on, o.returned_times)
                       for o in session.scalars(select(Order).order_by(Order.id))],
            "month": replace(month_facts(session, JUNE), snapshot_sha=None)}


def tell(place, folder):
    """June, from its first file to its second publication, and what came after that."""
    past = Past(furnish(place, adopted), folder)
    told = past.act
    told("2023-06-20 09:00", past.file("east", "E", a="c1", b="c2"), past.climb)
    told("2023-06-21 09:00", past.file("west", "W", x="c1", y="c9"))  # c1 is disputed
    told("2023-06-28 09:00", past.climb)
    told("2023-07-01 09:00", past.climb, past.zero(PHONE))
    told("2023-07-03 09:00", past.climb, past.on_order(orders.issue_order, OFFICE))
    told("2023-07-04 09:00", past.file("corrected", "E", b="c2", d="c4"))  # c1 passes to W
    told("2023-07-05 09:00", past.back("corrected"), past.on_order(orders.acknowledge, EAST))
    told("2023-07-06 09:00", past.file("for west", "W", on_behalf=True, x="c1", y="c9", z="c8"))
    told("2023-07-07 09:00", lambda session: confirm(session, WEST, past.files["for west"].id, past.now))
    told("2023-07-10 09:00", past.climb, past.ask)
    told("2023-07-11 09:00", past.step(close_month))
    told("2023-07-12 09:00", past.file("late", "E", a="c1", b="c2", e="c5"), past.on_order(orders.answer, EAST, Remark("已办")))
    told("2023-07-13 09:00", past.step(comment_month), past.climb)
    told("2023-07-14 09:00", past.step(publish_month))
    told("2023-07-17 09:00", past.file("later", "W", x="c1"), past.on_order(orders.close_order, OFFICE), past.grant)
    told("2023-07-18 09:00", lambda session: rulebook.adopt(session, book(indicators=INDICATORS.replace("E: 4", "E: 2")), "2023-01", "o", past.now), past.climb)
    told("2023-07-19 09:00", past.step(reopen_month, reason="更正"))
    told("2023-07-20 09:00", past.back("late"), past.climb)
    told("2023-07-21 09:00", past.step(close_month))
    told("2023-07-24 09:00", past.step(publish_month))
    told("2023-07-25 09:00", past.file("last", "E", a="c1", f="c6"), past.climb)
    return past


def change_everything(past):
    """What must not show through: every live fact is written again."""
    past.now = at("2023-08-02 09:00")
    with past.store.write() as session:
        past.step(reopen_month, reason="再更正")(session)
        past.file("again", "W", q="c7")(session)
        past.back("again")(session)
        past.climb(session)
        past.step(close_month)(session)
