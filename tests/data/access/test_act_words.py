"""The audit log speaks to its reader: no identifier, no empty word."""

import pytest

from data.access.acts import detail_words, subject_words


@pytest.mark.parametrize(("subject", "words"), [
    ("month:2023-11", "月份 2023-11"), ("order:85", "督办单 85"), ("user:office", "账号 office"), ("audit", "审计链"), ("unheard:1", "unheard 1")])
def test_a_subject_is_said_in_chinese(subject, words):
    assert subject_words(subject) == words


@pytest.mark.parametrize(("subject", "detail", "words"), [
    pytest.param("month:2023-11", {"state": "published", "pinned": 1291, "reason": ""}, "状态：已通报；截至报送序号：1291", id="a month"),
    pytest.param("order:85", {"number": None, "state": "closed"}, "状态：已办结", id="a draft's order"),
    pytest.param("month:2023-11", {"state": "closed"}, "状态：已截止", id="the same word of a month"),
    pytest.param("report:1", {"trial": True, "rows": 0}, "试算稿：是；行数：0", id="zero and no are something"),
    pytest.param("submission:7", {"findings": [1, 2], "source": "file"}, "问题：[1, 2]；来源：随文件的说明", id="where words come from"),
    pytest.param("x", {}, "", id="nothing")])
def test_facts_are_said_in_chinese_and_empty_ones_not_at_all(subject, detail, words):
    assert detail_words(subject, detail) == words
