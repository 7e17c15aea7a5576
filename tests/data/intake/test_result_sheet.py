"""The 校验结果 sheet: known by its columns, read line by line, and what cannot be read is said."""

from io import BytesIO

import openpyxl
import pytest

from data.intake.annotate import annotated_copy
from data.intake.found import Found
from data.intake.reader import read
from data.intake.result_sheet import HEADERS, MOST_LINES, MOST_WORDS, NAME, read_words, set_apart, subject_of
from data.vocabulary import Quality, Severity
from tests.builders import a_workbook
from tests.data.intake.small_book import parsed, said

ROWS = [["L1", "一号灯"], ["L2", "二号灯"]]


def doubt(rule="r1", key="L1", cell="B2", header="名称", value="一号灯"):
    return Found(Severity.WARNING, Quality.ACCURACY, rule, "台账", cell, 2, header, value, key, "请核实")


def a_copy(findings, words, rows=ROWS):
    """A marked copy, its words typed in (line → what stands in the 说明 column) and saved by another program."""
    book = openpyxl.load_workbook(BytesIO(annotated_copy(a_workbook(rows, ["灯号", "名称"], sheet="台账"), findings)))
    for line, value in words.items():
        book[NAME].cell(line + 1, 9).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def words_of(content):
    return read_words(set_apart(read(content)[1])[0])


def test_words_are_read_with_rule_object_and_subject():
    written, findings = words_of(a_copy([doubt(), doubt(key=None, cell=None, header=None, value=None)], {1: " 现场已核 ", 2: "参考资料"}))
    assert [(w.rule, w.object_key, w.subject, w.words, w.cell) for w in written] == [
        ("r1", "L1", "", "现场已核", "I2"), ("r1", "", subject_of("台账", None, None), "参考资料", "I3")]
    assert findings == []


def test_the_sheet_is_no_ledger_sheet_and_asks_for_no_explanation():
    result = parsed(a_copy([doubt()], {}), ledger="lamp")
    assert (result.rows_read, said(result), result.words) == (2, [], [])


@pytest.mark.parametrize("name", ["校验结果", "校验结果(2)", "校验结果 (3)", " 校验结果"])
def test_it_is_known_under_the_names_that_programs_give_it(name):
    content = a_workbook(ROWS, ["灯号", "名称"], sheet="台账", more_sheets={name: [list(HEADERS), [""] * 8 + ["甲", "r1", "L1"]]})
    results, others = set_apart(read(content)[1])
    assert ([s.name for s in results], [s.name for s in others]) == ([name], ["台账"])


@pytest.mark.parametrize(("name", "headers"), [("校验结果", HEADERS[:9]), ("台账二", HEADERS), ("校验结果", ("灯号", "名称"))],
                         ids=["columns gone", "another name", "a ledger"])
def test_what_only_resembles_it_is_a_sheet_like_any_other(name, headers):
    content = a_workbook(ROWS, ["灯号", "名称"], sheet="台账", more_sheets={name: [list(headers), ["x"] * len(headers)]})
    assert set_apart(read(content)[1])[0] == []


def test_columns_may_be_moved_and_rows_put_above_them():
    order = [10, 8, 9, 3, 5, 6]
    line = ["", "", "", "台账", "B2", "名称", "值", "话", "已核", "r1", "L1"]
    content = a_workbook(ROWS, ["灯号", "名称"], sheet="台账", more_sheets={
        NAME: [["请逐条说明"], [HEADERS[n] for n in order], [line[n] for n in order]]})
    assert [(w.rule, w.object_key, w.words, w.cell) for w in words_of(content)[0]] == [("r1", "L1", "已核", "B3")]


@pytest.mark.parametrize(("value", "word"), [
    (123, "只有数字"), (True, "只有数字"), ("=1/0", "公式"), ("字" * (MOST_WORDS + 1), f"超过 {MOST_WORDS} 字")])
def test_what_is_no_explanation_is_said_and_not_taken(value, word):
    written, (told,) = words_of(a_copy([doubt()], {1: value}))
    assert written == [] and (told.severity, told.rule, told.cell) == (Severity.INFO, "words_read", "I2")
    assert word in told.message and "第 2 行" in told.message


def test_the_longest_words_allowed_are_taken_and_blank_ones_are_none():
    assert len(words_of(a_copy([doubt()], {1: "字" * MOST_WORDS}))[0][0].words) == MOST_WORDS
    assert words_of(a_copy([doubt()], {1: "  "})) == ([], [])


def test_a_line_without_its_rule_is_told():
    content = a_workbook(ROWS, ["灯号", "名称"], sheet="台账", more_sheets={NAME: [list(HEADERS), [""] * 8 + ["甲", "", "L1"]]})
    written, (told,) = words_of(content)
    assert written == [] and "“规则”是空的" in told.message


def lines(*those):
    return [list(HEADERS), *([""] * 8 + [words, rule, key] for words, rule, key in those)]


def test_two_lines_on_one_object_are_joined_and_the_same_words_are_kept_once():
    content = a_workbook(ROWS, ["灯号", "名称"], sheet="台账", more_sheets={NAME: lines(("甲", "r1", "L1"), ("乙", "r1", "L1"), ("甲", "r1", "L1"))})
    assert [w.words for w in words_of(content)[0]] == ["甲；乙"]


def test_the_newer_of_two_sheets_speaks():
    content = a_workbook(ROWS, ["灯号", "名称"], sheet="台账", more_sheets={
        NAME: lines(("旧", "r1", "L1"), ("另一条", "r1", "L2")), f"{NAME}(2)": lines(("新", "r1", "L1"))})
    assert {w.object_key: w.words for w in words_of(content)[0]} == {"L1": "新", "L2": "另一条"}


def test_a_flood_of_lines_ends_at_the_limit_with_one_finding():
    content = a_workbook(ROWS, ["灯号", "名称"], sheet="台账", more_sheets={NAME: lines(*(("甲", "r1", f"L{n}") for n in range(MOST_LINES + 3)))})
    written, (told,) = words_of(content)
    assert len(written) == MOST_LINES and f"第 {MOST_LINES + 2}、{MOST_LINES + 3}、{MOST_LINES + 4} 行" in told.message


def test_ten_thousand_wrong_lines_are_one_finding():
    written, (told,) = words_of(a_workbook(ROWS, ["灯号", "名称"], sheet="台账", more_sheets={NAME: lines(*((n, "r1", f"L{n}") for n in range(10_000)))}))
    assert written == [] and "等 10000 行" in told.message
