"""Filters in the user's words."""

import pytest

from data.catalogue.filters import parse_filter
from data.indicators.wording import conjuncts, phrase
from tests.catalogue_builder import small_catalogue


@pytest.mark.parametrize(("written", "words"), [
    ({"eq": ["kind", "新建"]}, "“建设方式”为“新建”"),
    ({"ne": ["status", "在建"]}, "“状态”不为“在建”"),
    ({"in": ["status", "在建", "已建成"]}, "“状态”为“在建”、“已建成”之一"),
    ({"between": ["height_m", "3", "30"]}, "“高度”在“3”与“30”之间"),
    ({"before": ["built_on", "$period_end"]}, "“建成日期”早于或小于本月最后一天"),
    ({"after": ["mounts", "$height_m"]}, "“挂载数”晚于或大于“高度”"),
    ({"eq": ["code_ok", "true"]}, "“统一识别代码合规”为是"),
    ({"linked": ["station_no", "station"]}, "“基站编号”在台账 station 中有对应的对象"),
    ({"not": {"present": "name"}}, "并非（“名称”已填写）"),
    ({"any": [{"present": "name"}, {"present": "code"}]}, "“名称”已填写或“统一识别代码”已填写"),
])
def test_a_filter_is_said_with_the_headers_of_its_ledger(written, words):
    assert phrase(parse_filter(written), small_catalogue().ledger("pole")) == words


def test_parts_that_must_all_hold_are_told_apart():
    nested = parse_filter({"all": [{"present": "code"}, {"all": [{"present": "name"}, {"present": "region"}]}]})
    assert [part.field for part in conjuncts(nested)] == ["code", "name", "region"]
