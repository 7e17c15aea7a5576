"""The small city with a ledger of money: the east builds with two sources and is behind, the company pays too early."""

from data.access.scope import Actor
from data.store import rulebook
from data.store.tables import TaskLight
from data.vocabulary import Role
from tests.catalogue_builder import small_catalogue
from tests.city import JUNE, PLAN
from tests.city import fill as fill_city
from tests.data.indicators.conftest import NOW
from tests.data.indicators.hand_in import a_row, day, hand_in

FUND = """
code: fund
name: 建设资金
system: 资金保障
mode: period
key: [project_no, fund_source]
kind_field: fund_source
columns:
  - {field: project_no, header: 项目编号, type: code, code: free, required: 是}
  - {field: name, header: 项目名称}
  - {field: task, header: 任务编号, type: code, code: task}
  - {field: fund_source, header: 资金来源, type: choice, choices: [财政资金, 专项债券], required: 是}
  - {field: planned, header: 计划投资, type: number, required: 是}
  - {field: due, header: 按进度应到位, type: number}
  - {field: arrived, header: 累计到位, type: number, required: 是}
  - {field: paid, header: 累计支付, type: number, required: 是}
  - {field: progress, header: 形象进度, type: percent}
  - {field: status, header: 状态, type: choice, choices: [在建, 完工]}
  - {field: problems, header: 存在问题}
rules:
  - {id: paid_early, field: paid, check: paid_within_progress, reads: [project_no, progress, paid, planned], margin: 20, severity: warning, message: 支付超前}
"""
LEADER, EAST, COMPANY, READER = (Actor("leader", Role.LEADER), Actor("east", Role.UNIT, "E"), Actor("company", Role.UNIT, "T"),
                                 Actor("reader", Role.EVALUATOR))
TODAY = day("2023-07-10")


def share(number, source, **amounts):
    """A row of the ledger; amounts in 万元 as the cells have them."""
    return a_row(f"{number}|{source}", region=None, status="在建", kind=source, name=f"{number}工程", project_no=number, fund_source=source, **amounts)


def adopt(store):
    with store.write() as session:
        rulebook.adopt(session, small_catalogue(ledgers={"fund": FUND}, plan=PLAN), "2023-01", "test", NOW)


def fill(session):
    """East: 500.5 + 300 planned, 400 + 200 due, 350.25 + 250 arrived, 200 + 100 paid, built 60 and 55. Company: 1000, 800 arrived and paid, built 40."""
    hand_in(session, "E", "fund", JUNE, [
        share("A1", "财政资金", task="T1", planned=500.5, due=400, arrived=350.25, paid=200, progress=60, problems="等待拨付"),
        share("A1", "专项债券", task="T1", planned=300, due=200, arrived=250, paid=100, progress=55)])
    hand_in(session, "T", "fund", JUNE, [share("B1", "财政资金", planned=1000, arrived=800, paid=800, progress=40)])


def light(session, task, colour, on="2023-06-30"):
    session.add(TaskLight(task=task, unit="E", day=day(on), light=colour, level="none", since=day(on), reason="r", clears_when="c", next_step="n",
                          rule_version=1, computed_at=NOW))
    session.flush()


def with_money(store):
    """The city of the pages, with the same money in June."""
    fill_city(store)
    with store.write() as session:
        rulebook.adopt(session, small_catalogue(ledgers={"fund": FUND}, plan=PLAN), "2023-05", "test", NOW)
        fill(session)
