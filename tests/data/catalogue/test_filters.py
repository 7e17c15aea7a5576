"""The small filter language: what may be written, and how refusals are worded."""

import pytest

from data.catalogue.filters import parse_filter


@pytest.mark.parametrize("written", [
    {"eq": ["status", "已投用"]},
    {"ne": ["kind", "行政村"]},
    {"in": ["status", "已建成", "已投用"]},
    {"between": ["height_m", "3", "30"]},
    {"present": "code"},
    {"before": ["built_on", "$period_end"]},
    {"after": ["built_on", "2023-06-30"]},
    {"linked": ["pole_no", "pole"]},
    {"not": {"present": "code"}},
    {"all": [{"present": "code"}, {"any": [{"eq": ["a", "1"]}, {"not": {"eq": ["b", "2"]}}]}]},
])
def test_a_filter_is_written_back_as_it_was_read(written):
    assert parse_filter(written).written() == written


def test_fields_are_found_at_every_depth_with_fields_named_by_a_dollar():
    written = {"all": [{"present": "a"}, {"not": {"after": ["b", "$c"]}}, {"before": ["d", "$period_end"]}]}
    assert sorted(parse_filter(written).fields()) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(("written", "words"), [
    ("present", "只有一个键"),
    ({}, "只有一个键"),
    ({"present": "a", "eq": ["a", "b"]}, "只有一个键"),
    ({"equals": ["a", "b"]}, "不认识的条件“equals”"),
    ({"eq": "a"}, "写法"),
    ({"eq": ["a"]}, "需要2个参数，写了 1 个"),
    ({"eq": ["a", "b", "c"]}, "需要2个参数，写了 3 个"),
    ({"in": ["a"]}, "至少 2"),
    ({"between": ["a", "1"]}, "需要3个参数"),
    ({"eq": ["a", ""]}, "写法"),
    ({"all": []}, "列表"),
    ({"any": {"present": "a"}}, "列表"),
    ({"not": ["a"]}, "只有一个键"),
])
def test_what_is_no_filter_is_refused_in_chinese(written, words):
    with pytest.raises(ValueError, match=words):
        parse_filter(written)


def test_equal_filters_are_equal_and_hash_alike():
    one, other = ({"eq": ["a", "1"]}, {"eq": ["a", "1"]})
    assert parse_filter(one) == parse_filter(other) and hash(parse_filter(one)) == hash(parse_filter(other))
    assert parse_filter(one) != parse_filter({"eq": ["a", "2"]})
