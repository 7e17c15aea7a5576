"""What the matrix of submissions and the lines of its jobs look like."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from components import submissions
from data.intake.due import STATE_LABELS, Expected
from data.intake.views import MatrixRow
from data.vocabulary import JobState
from tests.components.test_desk_parts import said


def a_cell(state, **more):
    facts = {
        "unit": "E",
        "ledger": "pole",
        "period": "2023-06",
        "due": date(2023, 7, 5),
        "state": state,
        "on_time": None,
        "late_days": 0,
        "rejections": 0,
        "submission": None,
        "receipt": None,
        "received_at": None,
    }
    return Expected(**{**facts, **more})


def test_every_state_of_the_matrix_has_a_sign_and_a_word():
    assert set(submissions.STATES) == set(STATE_LABELS)
    for state, (_, sign) in submissions.STATES.items():
        assert f"{sign} {STATE_LABELS[state]}" in said(submissions.matrix_cell(a_cell(state)))


def test_a_cell_tells_lateness_and_opens_its_file():
    shown = said(submissions.matrix_cell(a_cell("late", late_days=2, rejections=1, submission=9)))
    assert "截止7月5日，迟 2 个工作日，退回 1 次" in shown and "/submissions/9" in shown


def test_only_ledgers_somebody_owes_are_columns_and_others_are_marked_so():
    rows = [MatrixRow("E", "东区", "区", [a_cell("missing")]), MatrixRow("T", "通信", "企业", [])]
    shown = said(submissions.matrix_table(rows, {"pole": "智慧杆柱", "station": "5G站点"}, (), None))
    assert "智慧杆柱" in shown and "5G站点" not in shown and "不需报送" in shown
    assert "本月没有应报台账" in said(submissions.matrix_table([], {}, (), None))


def test_what_most_units_owe_stands_first_and_what_as_many_owe_in_the_order_of_the_rule_book():
    rows = [MatrixRow("E", "东区", "区", [a_cell("missing", ledger="cim"), a_cell("missing")]),
            MatrixRow("T", "通信", "企业", [a_cell("missing"), a_cell("missing", ledger="station")])]
    shown = said(submissions.matrix_table(rows, {"cim": "CIM", "station": "5G站点", "pole": "智慧杆柱"}, (), None))
    assert '"单位、智慧杆柱、CIM、5G站点"' in shown


@pytest.mark.parametrize(("locked", "marks"), [((), 0), ({("T", "pole")}, 0), ({("E", "pole")}, 1)])
def test_a_locked_cell_bears_a_mark_with_a_word_and_the_legend_says_what_it_means(locked, marks):
    shown = said(submissions.matrix_table([MatrixRow("E", "东区", "区", [a_cell("overdue")])], {"pole": "智慧杆柱"}, locked, None))
    assert (shown.count("lock-mark"), shown.count("lock-legend"), shown.count("已过锁定期限")) == (2 * marks, marks, marks)
    assert shown.count('"锁"') == 2 * marks


@dataclass
class AJob:
    state: str
    note: str = ""
    result: dict | None = None
    payload: dict = field(default_factory=lambda: {"file_name": "杆柱.xlsx"})
    id: int = 7
    done_steps: int = 2
    all_steps: int = 6


@pytest.mark.parametrize(
    ("job", "colour", "words"),
    [
        (AJob(JobState.QUEUED), "blue", "排队中（2/6）"),
        (AJob(JobState.RUNNING, "正在校验"), "blue", "正在校验（2/6）"),
        (AJob(JobState.FAILED, "空文件"), "red", "空文件"),
        (AJob(JobState.DONE, result={"outcome": "accepted", "sentence": "已接收", "submission": 1}), "green", "已接收"),
        (AJob(JobState.DONE, result={"outcome": "rejected", "sentence": "已退回", "submission": 1}), "red", "已退回"),
        (AJob(JobState.DONE, result={"outcome": "unchanged", "sentence": "一致", "submission": 1}), "gray", "一致"),
    ],
)
def test_what_becomes_of_a_file_is_told_by_word_and_colour(job, colour, words):
    shown = said(submissions.job_lines([job]))
    assert f'"color": "{colour}"' in shown and words in shown and "杆柱.xlsx" in shown
