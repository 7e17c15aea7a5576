"""template LEDGER UNIT PERIOD -o FILE: one workbook or the zip of all, whole or not at all."""

from zipfile import ZipFile

import openpyxl
import pytest

from data.catalogue.book import load_folder
from data.settings import RULE_BOOK

JUNE = "2023-06"
BOOK = load_folder(RULE_BOOK)
UNIT = next(unit for unit in BOOK.members if "pole" in unit.owes)


def test_a_template_is_written_and_told(cli, tmp_path):
    path = tmp_path / "杆柱.xlsx"
    told = cli.json("template", "pole", UNIT.short_name, JUNE, "-o", path)
    assert {name: told[name] for name in ("ledger", "unit", "period", "file", "rows", "prefilled_from")} == {
        "ledger": "pole", "unit": UNIT.code, "period": JUNE, "file": str(path), "rows": 0, "prefilled_from": None}
    assert openpyxl.load_workbook(path)["_chengji"]["B2"].value == told["version"]


def test_an_empty_template_handed_in_says_what_is_missing(cli, tmp_path):
    path = tmp_path / "杆柱.xlsx"
    cli("template", "pole", UNIT.code, JUNE, "-o", path)
    done = cli("import", path, "--unit", UNIT.code)
    assert (done.exit_code, "表头下面没有数据行" in done.output) == (1, True)


def test_all_that_a_unit_owes_is_a_zip(cli, tmp_path):
    told = cli.json("template", "all", UNIT.code, JUNE, "-o", tmp_path / "全部.zip")
    with ZipFile(tmp_path / "全部.zip") as found:
        assert found.namelist() == [one["name"] for one in told] and [one["ledger"] for one in told] == UNIT.owes


@pytest.mark.parametrize(("words", "said"), [
    (("poem", UNIT.code, JUNE), "没有代码为"), (("pole", "没有的单位", JUNE), "没有名为"), (("pole", UNIT.code, "6月"), "不是月份"),
    (("pole", "U01", JUNE), "没有要求")])
def test_a_refusal_leaves_an_older_file_as_it_is(cli, tmp_path, words, said):
    path = tmp_path / "杆柱.xlsx"
    path.write_bytes(b"older")
    done = cli("template", *words, "-o", path)
    assert (done.exit_code, said in done.stderr) == (1, True)
    assert path.read_bytes() == b"older" and list(tmp_path.glob(".template-*")) == []


def test_without_a_file_to_write_it_is_misuse(cli):
    assert cli("template", "pole", UNIT.code, JUNE).exit_code == 2
