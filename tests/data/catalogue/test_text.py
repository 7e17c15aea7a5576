"""YAML as text only: nothing becomes a number, a truth value or a date; every problem has its line."""

import pytest

from data.catalogue.text import line_of, read_text
from data.errors import CatalogueError


def value(source):
    return read_text(source, "f.yaml")[0]


@pytest.mark.parametrize("written", [
    "010203", "否", "no", "yes", "on", "true", "null", "1e3", "0x10", "2023-06-30", "12:30:00", "1_000", ".inf"])
def test_every_scalar_stays_as_it_is_written(written):
    assert value(f"a: {written}") == {"a": written}


@pytest.mark.parametrize(("source", "wanted"), [("a:", None), ("a: ~", None), ("a: '~'", "~"), ("a: ''", ""), ('a: ""', "")])
def test_only_an_empty_place_or_a_bare_tilde_is_nothing(source, wanted):
    assert value(source) == {"a": wanted}


def test_keys_stay_text_too():
    assert value("010203: a\nno: b\non: c") == {"010203": "a", "no": "b", "on": "c"}


def test_lists_and_maps_nest():
    assert value("a: [1, {b: [2, 3]}]\nc:\n  - d") == {"a": ["1", {"b": ["2", "3"]}], "c": ["d"]}


def test_an_empty_text_is_nothing():
    assert value("# only a comment\n") is None


@pytest.mark.parametrize(("source", "line", "words"), [
    ("a: 1\nb: 2\na: 3", 3, "键“a”重复"),
    ("x:\n  a: 1\n  'a': 2", 3, "键“a”重复"),
    ("x: [{a: 1},\n {b: 1, b: 2}]", 2, "键“b”重复"),
    ("a: 1\n? [b]\n: 2", 2, "键必须是文字"),
    ("a: 1\nb: ]", 2, "不是有效的 YAML"),
    ("a: 1\n---\nb: 2", 2, "不是有效的 YAML"),
    ("a: 1\nb: %", 2, "不是有效的 YAML"),
    ("a: 1\nb: x\x07", 2, "控制字符"),
    ("a: 1\nb: &n [1]\nc: *n", 2, "不能用 * 引用"),
    ("a: &n [*n]", 1, "不能用 * 引用"),
])
def test_a_problem_names_file_and_line(source, line, words):
    with pytest.raises(CatalogueError, match="f.yaml") as refused:
        value(source)
    assert f"f.yaml 第 {line} 行：" in str(refused.value)
    assert words in str(refused.value)


def test_an_anchor_nobody_refers_to_changes_nothing():
    assert value("a: &n 1") == {"a": "1"}


def test_every_place_remembers_its_line():
    lines = read_text("a: 1\nb:\n  - x\n  - {c: 2}\n", "f.yaml")[1]
    assert [lines[("a",)], lines[("b", 0)], lines[("b", 1, "c")]] == [1, 3, 4]


@pytest.mark.parametrize(("path", "line"), [(("b", 1, "missing"), 4), (("b", 9), 3), (("z",), 1), ((), 1)])
def test_a_place_that_is_not_there_has_the_line_of_the_place_around_it(path, line):
    assert line_of(read_text("a: 1\nb:\n  - x\n  - {c: 2}\n", "f.yaml")[1], path) == line
