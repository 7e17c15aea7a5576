"""A small rule book and its cast: 交通局 leads the poles, 住建局 the platform, 专班 a task without figures."""

from datetime import datetime
from decimal import Decimal

import yaml

from data.calendar import shift, utc
from data.catalogue.book import load_texts
from data.store.rulebook import adopt
from data.store.tables import EntityHistory, Measurement, Submission
from tests.databases import furnish

NOW = datetime(2023, 7, 1, 9, 0)
JT, ZJ, ZB = "jt", "zj", "zb"
POLES, PLATFORM, EXPERTS = "T1-01", "T1-02", "T1-03"


def texts():
    """The files of the rule book as plain values; a test changes what it names and hands them to `book`."""
    return {
        "city.yaml": {"name": "示范市", "short_name": "示范", "code": "990100", "office": "示范市领导小组办公室", "longitude": ["0", "1"],
                      "latitude": ["0", "1"], "regions": [{"code": "990100", "name": "示范市"}]},
        "units.yaml": {"groups": [{"code": "dept", "name": "市直部门"}], "units": [
            {"code": JT, "group": "dept", "full_name": "示范市交通局", "short_name": "交通局", "owes": ["pole", "task_report"]},
            {"code": ZJ, "group": "dept", "full_name": "示范市住建局", "short_name": "住建局", "owes": ["task_report"]},
            {"code": ZB, "kind": "body", "full_name": "示范市工作专班", "short_name": "专班"}]},
        "plan.yaml": {"title": "工作方案",
                      "pillars": [{"code": "base", "name": "基础", "weight": "60"}, {"code": "safe", "name": "保障", "weight": "40"}],
                      "phases": [{"code": "P1", "name": "基础搭建", "due": "2023-06-30", "clause": "二（一）", "tasks": [
                          task(POLES, JT, "新建智慧杆柱1000个", "base", "3", indicators=["poles"], milestones=[
                              {"code": "M1", "name": "完成招标", "due": "2023-03-31"},
                              {"code": "M2", "name": "建成500个", "due": "2023-05-31"}]),
                          task(PLATFORM, ZJ, "建成赋码平台", "base", "1"),
                          task(EXPERTS, ZB, "组建专家委", "safe", "2")]}]},
        "indicators.yaml": [{"code": "poles", "name": "智慧杆柱", "unit": "根", "definition": "已投用的杆柱", "system": "智慧杆柱",
                             "numerator": {"aggregate": "count", "ledger": "pole"},
                             "start": {"on": "2023-01-01", "city": "0", "units": {JT: "0"}},
                             "points": [{"on": "2023-06-30", "milestone": "P1", "city": "1000", "units": {JT: "1000"}}]}],
        "supervision.yaml": {
            "ladder": [{"level": "remind"}, {"level": "supervise", "from_days": "1", "deduction": "0.5", "confirmed_by": "office"},
                       {"level": "circulate", "from_days": "8", "deduction": "1", "confirmed_by": "leader"},
                       {"level": "interview", "from_days": "15", "deduction": "2", "confirmed_by": "leader"}],
            "limits": {"due_days": {"urgent": "5", "normal": "15", "hard": "30", "minutes": "20"}},
            "holidays": [{"day": "2023-06-22", "working": "否", "name": "端午节", "source": "示范"},
                         {"day": "2023-06-23", "working": "否", "name": "端午节", "source": "示范"},
                         {"day": "2023-06-25", "working": "是", "name": "调休", "source": "示范"}]},
        "rubric.yaml": {"title": "考评办法", "blocks": [], "grades": []},
        "glossary.yaml": [],
        "ledgers/pole.yaml": ledger("pole", "智慧杆柱", "snapshot"),
        "ledgers/task_report.yaml": ledger("task_report", "任务月报", "period")}


def task(code, lead, name, pillar, weight, **more):
    dates = {"start": "2023-01-01", "due": "2023-06-30"}
    return {"code": code, "name": name, "pillar": pillar, "lead": lead, "weight": weight, **dates, **more}


def ledger(code, name, mode):
    return {"code": code, "name": name, "system": name, "mode": mode, "key": ["task"], "columns": [{"field": "task", "header": "任务"}]}


def book(values=None):
    return load_texts({name: yaml.safe_dump(value, allow_unicode=True) for name, value in (values or texts()).items()})


def adopted(store, values=None):
    with store.write() as session:
        adopt(session, book(values), "2023-01", "office", NOW)


def open_city(place, fill=adopted):
    """A store with all tables and the rule book adopted."""
    return furnish(place, fill)


def report(session, task, unit, period, at=NOW, **cells):
    """One accepted 任务月报 with one row (status, closing, done_on); a newer file of the same month replaces the older one."""
    said = {"status": "进行中", "closing": "50", "done_on": None, **cells}
    seq = session.query(Submission).count() + 1
    session.add(Submission(
        receipt=f"R{seq:04d}", seq=seq, unit=unit, ledger="task_report", period=period, sha256="0" * 64, file_name="a.xlsx", size=1,
        door="page", by="u", received_at=utc(at), outcome="accepted", rule_version=1, rows={}, layout={}, totals={}))
    older = session.query(EntityHistory).filter_by(unit=unit, ledger="task_report", key=task, period_from=period, closed_by=None)
    older.update({"closed_by": seq})
    session.add(EntityHistory(
        unit=unit, ledger="task_report", key=task, period_from=period, opened_by=seq, source=seq, period_to=shift(period, 1),
        status=said["status"], on_date=said["done_on"], code_ok=False, disputed=False, sheet="任务月报", row=2, hash=f"{seq:032d}",
        body={"task": task, "closing": said["closing"], "progress": "推进"}))
    session.flush()
    return seq


def counted(session, unit, period, value, planned=None):
    """A stored figure of the poles."""
    session.merge(Measurement(
        unit=unit, indicator="poles", region="", period=period, version=0, state="ok", numerator=Decimal(value), target=Decimal(1000),
        planned=None if planned is None else Decimal(planned), light="green", reason="", rule_version=1, submissions=[], computed_at=NOW))
    session.flush()
