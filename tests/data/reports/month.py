"""A month small enough to check by hand: three units in two groups, two indicators, four tasks, one order."""

from datetime import date, datetime

import yaml

from data.access.scope import Actor
from data.assessment.months import compute
from data.catalogue.book import load_texts
from data.indicators.measure import measure_unit
from data.store import rulebook
from data.store.tables import Finding, Submission
from data.supervision import orders
from data.supervision.orders import Draft, Remark
from data.vocabulary import Level, Role
from tests.data.indicators.hand_in import a_row, hand_in, poles
from tests.data.plan import city
from tests.databases import furnish

JUNE = "2023-06"
NOW = datetime(2023, 7, 10, 9, 30)
CLOSED = datetime(2023, 7, 7, 18, 0)
OFFICE = Actor("office1", Role.OFFICE)
ROADS = Actor("jt1", Role.UNIT, "jt")
EVIL = '=HYPERLINK("http://example.invalid","督办")'


def texts():
    """POLES of 交通局 and 东湖区 against 10 and 4, COVER of 住建局 against 80 percent; three rubric items of 60, 30 and 10 points."""
    found = city.texts()
    found["units.yaml"] = {"groups": [{"code": "dept", "name": "市直部门"}, {"code": "district", "name": "区"}], "units": [
        {"code": "jt", "group": "dept", "full_name": "示范市交通局", "short_name": "交通局", "owes": ["pole", "task_report"]},
        {"code": "zj", "group": "dept", "full_name": "示范市住建局", "short_name": "住建局", "owes": ["scene", "task_report"]},
        {"code": "dh", "group": "district", "full_name": "示范市东湖区", "short_name": "东湖区", "owes": ["pole"]},
        {"code": "zb", "kind": "body", "full_name": "示范市工作专班", "short_name": "专班"}]}
    found["indicators.yaml"] = [
        {"code": "poles", "name": "智慧杆柱", "unit": "根", "definition": "已投用的杆柱", "system": "智慧杆柱", "start": {"on": "2023-01-01", "all": "0"},
         "numerator": {"aggregate": "count", "ledger": "pole"},
         "points": [{"on": "2023-06-30", "milestone": "P1", "city": "14", "units": {"jt": "10", "dh": "4"}}]},
        {"code": "cover", "name": "重点场所通达率", "unit": "%", "definition": "通达÷全部", "system": "重点场所", "scale": "100",
         "start": {"on": "2023-01-01", "all": "0"},
         "numerator": {"aggregate": "count", "ledger": "scene", "where": {"eq": ["status", "已通达"]}},
         "denominator": {"aggregate": "count", "ledger": "scene"},
         "points": [{"on": "2023-06-30", "milestone": "P1", "all": "80"}]}]
    found["rubric.yaml"] = {
        "title": "考评办法", "grades": [{"grade": "excellent", "at_least": "90"}, {"grade": "good", "at_least": "80"},
                                    {"grade": "pass", "at_least": "60"}, {"grade": "fail", "at_least": "0"}],
        "blocks": [{"code": "A", "name": "任务", "items": [
            {"code": "R1", "name": "指标序时", "points": "60", "shape": "proportional", "input": "indicators_against_schedule",
             "settings": {"each_at_most": "1"}, "rule": "按比例"},
            {"code": "R2", "name": "及时", "points": "30", "shape": "deduct_per", "input": "timeliness",
             "settings": {"per_working_day": "1", "not_sent_leaves": "0"}, "rule": "逾期扣分"},
            {"code": "R3", "name": "例会", "points": "10", "shape": "manual", "input": "none", "settings": {"reason": "尚未纳入"}, "rule": "人工"}]}]}
    found["ledgers/scene.yaml"] = city.ledger("scene", "重点场所", "snapshot")
    return found


def book():
    return load_texts({name: yaml.safe_dump(value, allow_unicode=True) for name, value in texts().items()})


def open_month(place):
    """June with its files, findings, an issued order, figures, lights and scores: computed, not yet closed."""
    return furnish(place, computed)


def computed(store):
    with store.write() as session:
        rulebook.adopt(session, book(), "2023-01", "office", city.NOW)
        _files(session)
        _order(session)
        compute(session, JUNE, NOW)


def _files(session):
    """交通局 8 of 10 poles, 东湖区 4 of 4, 住建局 3 of 4 places reached; 东湖区 was rejected once; nobody is late."""
    accept(session, "jt", "pole", poles(*"12345678"))
    reject(session, "dh", "pole")
    accept(session, "dh", "pole", poles(*"1234"))
    accept(session, "zj", "scene", [a_row(str(n), status="已通达" if n < 3 else "未通达") for n in range(4)])
    city.report(session, city.PLATFORM, "zj", JUNE, closing="100", status="已完成", done_on=date(2023, 6, 20))
    city.report(session, city.POLES, "jt", JUNE, closing="80")


def accept(session, unit, ledger, rows, period=JUNE):
    hand_in(session, unit, ledger, period, rows)
    measure_unit(session, rulebook.book_for(session, period), unit, ledger, period, 1, NOW)


def reject(session, unit, ledger, at=city.NOW):
    entry = Submission(receipt=f"X-{unit}", seq=None, unit=unit, ledger=ledger, period=JUNE, sha256="1" * 64, file_name="坏.xlsx", size=1, door="page",
                       by="u", received_at=at, outcome="rejected", rule_version=1, rows={}, layout={}, totals={})
    session.add(entry)
    session.flush()
    wrong = (("error", "accuracy", "杆号"), ("error", "accuracy", "杆号"), ("warning", "completeness", "名称"))
    for number, (severity, quality, header) in enumerate(wrong, 1):
        session.add(Finding(submission=entry.id, number=number, severity=severity, quality=quality, rule="range", sheet="台账", cell=f"B{number}",
                            row=number, header=header, value="1", message="=请核对", explanation=None))
    session.flush()
    return entry


def _order(session):
    """Issued on 8 June to 交通局 and acknowledged; answered only in July."""
    day, moment = date(2023, 6, 8), datetime(2023, 6, 8, 9, 0)
    found = orders.draft_order(session, Draft(city.POLES, "jt", Level.SUPERVISE, EVIL, "+请按期完成", date(2023, 6, 1)), OFFICE, day, moment).id
    orders.issue_order(session, found, OFFICE, day, moment)
    orders.acknowledge(session, found, ROADS, date(2023, 6, 9), datetime(2023, 6, 9, 9, 0))
    orders.answer(session, found, ROADS, date(2023, 7, 3), datetime(2023, 7, 3, 9, 0), Remark("已开工"))
