"""资金: the page through the wire — the account, its parts, the plot and the projects of who asks."""

import pytest

from components import ids
from tests.city import JUNE
from tests.data.supervision.fund_city import with_money
from tests.web import sign_in, texts

place = ids.Funds
ACCOUNT = f"..{place.STRIP}.children...{place.HEAD}.children...{place.QUADRANT}.children.."
PARTS = f"..{place.SOURCES}.children...{place.STAGES}.children...{place.UNITS}.children...{place.PROJECTS}.children.."


@pytest.fixture
def city_fill():
    return with_money


@pytest.fixture
def ask(city):
    def asked(who, output, period=JUNE):
        caller, _ = sign_in(city, who)
        answer = caller.call(city, output, shell_period__value=period)
        assert answer.status_code == 200, answer.text
        return texts(answer)
    return asked


def test_the_account_tells_sums_shares_and_what_is_short(ask):
    said = ask("leader", ACCOUNT)
    assert all(words in said for words in ("1,800.50", "600.00", "1 行没有填", "1,400.25", "占计划 77.8%", "不少于应到位", "1,100.00",
                                             "占到位 78.6%，占计划 61.1%"))
    assert "比应到位少 150.00 万元" not in said


def test_the_account_begins_with_a_sentence_that_names_the_conditions_not_met(ask):
    said = ask("leader", ACCOUNT)
    assert all(words in said for words in ("已到位 1,400.25 万元（占计划 77.8%）", "已支付 1,100.00 万元；共 2 个项目，", "分段条件未满足（", "支付 1 个"))


def test_a_unit_is_told_its_own_account(ask):
    """The east: 600 due, 600.25 there. The company alone says nothing of what is due."""
    assert "800.50" in ask("unit1", ACCOUNT) and "1,800.50" not in ask("unit1", ACCOUNT)


def test_the_plot_has_a_dot_for_each_project_and_the_line_of_the_rule(ask):
    said = ask("leader", ACCOUNT)
    assert all(words in said for words in ("支付超前 20 个百分点", "有条件未满足", "通信 · B1工程", "东区 · A1工程"))


def test_the_parts_and_projects_are_listed_with_their_doors(ask):
    said = ask("leader", PARTS)
    assert all(words in said for words in ("财政资金", "专项债券", "第一阶段", "未对应任务", "✘支付", "✔到位", "等待拨付"))
    assert "/ledgers/fund?period=2023-06&unit=E&key=A1%7C" in said and "/tasks/T1?period=2023-06" in said
    assert "B1工程" not in ask("unit1", PARTS)


def test_an_empty_month_says_what_would_fill_it(ask):
    assert "本月没有资金数据" in ask("leader", ACCOUNT, "2023-05") and "本月没有资金数据" in ask("leader", PARTS, "2023-05")


def test_a_book_without_the_ledger_says_so(ask):
    assert "办法中没有建设资金台账" in ask("leader", ACCOUNT, "2023-04") and "办法中没有建设资金台账" in ask("leader", PARTS, "2023-04")
