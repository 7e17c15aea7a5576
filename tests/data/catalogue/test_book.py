"""The rule book: read from a folder, typed, every problem with file and line, found again by word."""

import shutil

import pytest

from data.catalogue.base import Part
from data.catalogue.book import WRITTEN, load_folder, load_texts, read_folder
from data.errors import CatalogueError, NotFound
from data.settings import RULE_BOOK
from tests.data.catalogue.broken import changed, default_book


def refusal(file, old, new):
    with pytest.raises(CatalogueError) as refused:
        load_texts(changed(file, old, new))
    return str(refused.value)


def line_with(file, words):
    return next(n for n, line in enumerate(default_book().texts[file].splitlines(), start=1) if words in line)


@pytest.mark.parametrize(("file", "old", "new", "words"), [
    ("city.yaml", "banner: 演示数据", "baner: 演示数据", "多出的键"),
    ("units.yaml", "    short_name: 市数据局", "    short: 市数据局", "多出的键"),
    ("units.yaml", "kind: body, full_name: 示范市基础平台工作组", "kind: group, full_name: 示范市基础平台工作组",
     "“group”不在可用的词之内"),
    ("plan.yaml", "due: 2023-03-31}", "due: 2023年3月}", "应为形如 2023-06-30 的日期"),
    ("plan.yaml", "weight: 30}", "weight: 三十}", "应为数字"),
    ("ledgers/pole.yaml", "mode: snapshot", "mode: all", "“all”不在可用的词之内"),
    ("ledgers/pole.yaml", "placed: 是", "placed: 对", "请写 是 或 否"),
    ("ledgers/pole.yaml", "require: {present: built_on}", "require: {has: built_on}", "不认识的条件“has”"),
    ("ledgers/pole.yaml", "deadline: {day: 5,", "deadline: {day: 五,", "应为整数"),
    ("indicators.yaml", "aggregate: count,", "aggregate: number,", "“number”不在可用的词之内"),
    ("rubric.yaml", "shape: deduct_per", "shape: deduct", "“deduct”不在可用的词之内"),
    ("supervision.yaml", "working: 否", "working: 休", "请写 是 或 否"),
])
def test_a_wrong_entry_is_refused_with_its_line_and_what_is_wanted(file, old, new, words):
    said = refusal(file, old, new)
    assert words in said
    assert f"{file} 第 {line_with(file, old)} 行：" in said


def test_a_missing_entry_is_named_at_the_line_of_what_lacks_it():
    said = refusal("units.yaml", "    full_name: 示范市数据局\n", "")
    assert "full_name 缺少这一项" in said
    assert f"units.yaml 第 {line_with('units.yaml', 'code: U01')} 行：" in said


def test_all_wrong_entries_are_said_at_once():
    texts = changed("city.yaml", "banner:", "baner:") | {"rubric.yaml": changed("rubric.yaml", "points: 15", "points: 多")["rubric.yaml"]}
    with pytest.raises(CatalogueError) as refused:
        load_texts(texts)
    assert [line.split(" ")[0] for line in str(refused.value).splitlines()] == ["city.yaml", "rubric.yaml"]


def test_codes_with_leading_zeros_stay_text():
    assert [c.code for c in default_book().city.classes][0] == "010101"


def test_a_folder_is_read_whole_and_a_missing_file_is_named(tmp_path):
    folder = tmp_path / "book"
    shutil.copytree(RULE_BOOK, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "boundaries"))
    assert load_folder(folder).sha256 == default_book().sha256
    (folder / "rubric.yaml").unlink()
    with pytest.raises(CatalogueError, match="rubric.yaml"):
        read_folder(folder)


def test_a_folder_without_ledgers_is_refused(tmp_path):
    for name in default_book().texts:
        if not name.startswith("ledgers/"):
            (tmp_path / name).write_text(default_book().texts[name], "utf-8")
    with pytest.raises(CatalogueError, match="ledgers/"):
        read_folder(tmp_path)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    folder = tmp_path / "book"
    shutil.copytree(RULE_BOOK, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "boundaries"))
    (folder / "city.yaml").write_bytes("name: 示范市".encode("gb18030"))
    with pytest.raises(CatalogueError, match=r"city\.yaml：不是 UTF-8"):
        read_folder(folder)


def test_the_fingerprint_changes_with_every_text():
    assert load_texts(changed("city.yaml", "# 示范市", "#  示范市")).sha256 != default_book().sha256


@pytest.mark.parametrize("word", ["U02", "示范市住房和城乡建设局", "市住建局", "住建局", " 住建局 "])
def test_a_unit_is_found_by_code_name_and_alias(word):
    assert default_book().find_unit(word).code == "U02"


def test_a_word_nobody_is_called_by_finds_no_unit():
    assert default_book().find_unit("某局") is None


@pytest.mark.parametrize("ask", [lambda b: b.unit("U99"), lambda b: b.ledger("poles"), lambda b: b.indicator("G99")])
def test_what_is_not_in_the_book_is_not_found(ask):
    with pytest.raises(NotFound):
        ask(default_book())


def test_an_indicator_applies_to_the_units_it_names_else_to_those_that_owe_its_ledger():
    book = default_book()
    assert [u.code for u in book.applies_to(book.indicator("G02"))] == ["U03", "U04", "U34"]
    assert [u.code for u in book.applies_to(book.indicator("N01"))] == ["U31", "U32", "U33"]


def kinds(of):
    return [kind for below in of.__subclasses__() for kind in (below, *kinds(below))]


def test_what_a_pattern_asks_for_is_said_in_words():
    asked = {rule.pattern for kind in kinds(Part) for field in kind.model_fields.values() for rule in field.metadata if hasattr(rule, "pattern")}
    assert len(asked - {None}) > 5 and asked - {None} <= set(WRITTEN)


def test_a_code_that_is_none_is_told_what_to_be():
    with pytest.raises(CatalogueError, match=r"city\.yaml 第 \d+ 行：regions\[2\]\.code “99010”不能用，应为六位数字"):
        load_texts(changed("city.yaml", "- {code: 990102,", "- {code: 99010,"))
