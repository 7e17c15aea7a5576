"""Problems of supervision.yaml and rubric.yaml."""

import pytest

from data.assessment.inputs import GATHER
from data.catalogue.check_rules import INPUTS
from tests.data.catalogue.broken import problems


@pytest.mark.parametrize(("old", "new", "said"), [
    ("yellow_gap: -10", "yellow_gap: -30", "supervision.yaml：lights 应满足 red_gap < yellow_gap ≤ 0"),
    ("yellow_gap: -10", "yellow_gap: 1", "supervision.yaml：lights 应满足 red_gap < yellow_gap ≤ 0"),
    ("level: circulate", "level: supervise", "supervision.yaml：ladder 级别 supervise 重复"),
    ("level: remind", "level: none", "supervision.yaml：ladder 不写 none"),
    ("from_days: 8", "from_days: 1", "supervision.yaml：ladder 的 circulate 应比 supervise 级别更高、逾期更久、扣分不更少"),
    ("deduction: 1,", "deduction: 0.4,", "supervision.yaml：ladder 的 circulate 应比 supervise 级别更高、逾期更久、扣分不更少"),
    ("hard: 30, ", "", "supervision.yaml：due_days 缺少 hard"),
    ("hard: 30, ", "hard: 30, slow: 60, ", "supervision.yaml：due_days 的 slow 不是办理时限"),
    ("day: 2022-01-29", "day: 2022-01-30", "supervision.yaml：节假日 2022-01-30 重复"),
    ("{day: 2022-01-03, working: 否", "{day: 2022-01-03, working: 是",
     "supervision.yaml：节假日 2022-01-03 与周一至周五上班相同，不必列出"),
])
def test_a_problem_of_the_supervision_rules_is_found(old, new, said):
    assert said in problems("supervision.yaml", old, new)


@pytest.mark.parametrize(("old", "new", "said"), [
    ("points: 15", "points: 14.5", "rubric.yaml：考评项分值合计为 99.5，应为 100"),
    ("code: B\n", "code: A\n", "rubric.yaml：板块 A 重复"),
    ("code: R02", "code: R01", "rubric.yaml：考评项 R01 重复"),
    ("code: V1", "code: R01", "rubric.yaml：考评项 R01 重复"),
    ("input: lights", "input: lamps", "rubric.yaml：考评项 R10 的取数 lamps 不存在"),
    ("settings: {reason: 标准地址台账尚未开始报送，暂无取数来源}", "settings: {}",
     "rubric.yaml：考评项 R05 没有取数（none），须在 settings.reason 写明原因"),
    ("settings: {late_counts: 0.5}", "settings: {}", "rubric.yaml：考评项 R01 的 settings 缺少数字 late_counts"),
    ("full_from: 99", "full_from: 九十九", "rubric.yaml：考评项 R04 的 settings 缺少数字 full_from"),
    ("bonus_cap: 5", "bonus_cap: 4", "rubric.yaml：加分项 R13 的分值大于加分上限"),
    ("grade: good", "grade: excellent", "rubric.yaml：等次 excellent 重复"),
    ("at_least: 80", "at_least: 90", "rubric.yaml：等次应由高到低排列，最低一档为 0"),
    ("at_least: 0}", "at_least: 1}", "rubric.yaml：等次应由高到低排列，最低一档为 0"),
])
def test_a_problem_of_the_rubric_is_found(old, new, said):
    found = problems("rubric.yaml", old, new)
    assert any(problem.startswith(said) for problem in found), found


def test_every_input_a_rubric_may_name_is_one_that_gathers():
    assert set(INPUTS) == set(GATHER)
