"""What the README promises of itself: a reason for every dependency, every setting by its name."""

import re
from pathlib import Path

import pytest

from data.settings import SETTINGS
from data.vocabulary import Role

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
REQUIRED = [re.split(r"[\[=]", line)[0] for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines() if "==" in line]


@pytest.mark.parametrize("name", REQUIRED)
def test_every_dependency_has_its_reason(name):
    assert re.search(rf"^\| (?:[\w-]+, )*{re.escape(name)}(?:, [\w-]+)* \| \S", README, re.MULTILINE)


def test_no_reason_is_given_for_what_is_not_required():
    table = README.split("| package | because |")[1].split("\n\n")[0]
    named = [name for row in re.findall(r"^\| ([\w, -]+) \|", table, re.MULTILINE) for name in row.split(", ")]
    assert sorted(named, key=str.lower) == sorted(REQUIRED, key=str.lower)


def test_the_operators_are_told_every_role():
    told = re.findall(r"^\| `(\w+)` \| (\S+?)(?:（.*）)? \|", (ROOT / "docs" / "operators.md").read_text("utf-8"), re.MULTILINE)
    assert told == [(str(role), role.label) for role in Role]


def test_every_screenshot_it_shows_is_there():
    for text in (README, (ROOT / "README.zh-CN.md").read_text("utf-8")):
        shown = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text)
        assert len(shown) >= 2 and all((ROOT / path).is_file() for path in shown)


def test_the_settings_it_names_exist():
    assert set(re.findall(r"^\| `(CHENGJI_\w+)`", README, re.MULTILINE)) == {f"CHENGJI_{name.upper()}" for name in (setting.name for setting in SETTINGS)}
