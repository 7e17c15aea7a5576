"""The verbs of the rule book: check, copy, show, load."""

import shutil

import openpyxl

from data.catalogue.book import load_folder
from data.settings import RULE_BOOK


def test_the_shipped_rule_book_is_right_and_prints(cli, tmp_path):
    assert cli.json("catalogue", "check")["problems"] == []
    assert cli("catalogue", "show", "-o", tmp_path / "办法.xlsx").exit_code == 0
    assert cli("catalogue", "ledgers", "-o", tmp_path / "台账.md").exit_code == 0
    assert cli("catalogue", "ledgers").output == (tmp_path / "台账.md").read_text("utf-8")
    assert len(openpyxl.load_workbook(tmp_path / "办法.xlsx", read_only=False).sheetnames) > 1
    assert cli("catalogue", "show").exit_code == 2


def test_a_copy_holds_the_rule_book_and_nothing_of_the_program(cli, tmp_path):
    folder = tmp_path / "办法"
    assert cli("catalogue", "copy", "-o", folder).exit_code == 0
    assert load_folder(folder).sha256 == load_folder(RULE_BOOK).sha256 and cli.json("catalogue", "check", folder)["problems"] == []
    assert not [path for path in folder.rglob("*") if path.suffix == ".py" or path.name == "__pycache__"]
    again = cli("catalogue", "copy", "-o", folder)
    assert again.exit_code == 1 and "已经有内容" in again.stderr


def test_a_changed_rule_book_is_a_new_version_from_its_month(cli, tmp_path):
    folder = tmp_path / "办法"
    shutil.copytree(RULE_BOOK, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    rubric = folder / "rubric.yaml"
    rubric.write_text(rubric.read_text("utf-8").replace("title: 示范市", "title: 新示范市", 1), "utf-8")
    assert cli.json("catalogue", "load", folder, "--from", "2023-07") == {"rule_version": 2, "effective_from": "2023-07"}
    rubric.write_text("title: [", "utf-8")
    done = cli("catalogue", "load", folder)
    assert done.exit_code == 1 and "rubric.yaml" in done.stderr
