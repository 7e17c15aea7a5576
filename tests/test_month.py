"""A month by hand: three units' workbooks through inbox and worker to the published bulletin, against figures worked out on paper."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.databases import new_database
from tests.month import expected, story
from tests.month.expected import FIELDS, ITEMS
from tests.month.story import MAY, Filing, Story


@dataclass
class Told:
    """The month from beginning to end, with what was shown on the way."""

    story: Story
    filing: Filing
    seen: dict[str, Any] = field(default_factory=dict)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def told(request, tmp_path_factory):
    """Told once per database; the tests below only read."""
    folder = tmp_path_factory.mktemp("month")
    if request.param == "sqlite":
        yield from _tell(folder, f"sqlite:///{folder / 'chengji.sqlite'}")
        return
    with new_database(request.getfixturevalue("postgres_url")) as url:
        yield from _tell(folder, url)


def _tell(folder: Path, url: str):
    found = story.begin(folder / "home", url)
    story.spring(found)
    told = Told(found, story.filing(found, folder / "乙通信"))
    found.at(6, 12)
    told.seen["closed"] = found.move("close")
    told.seen["first"] = story.shown(found)
    yield told
    found.close()


def figures_of(seen):
    return {(f["indicator"], f["unit"], f["region"]): tuple(f[name] for name in FIELDS) for f in seen["figures"]}


def test_every_figure_is_the_one_worked_out(told):
    assert figures_of(told.seen["first"]) == expected.FIGURES


def test_every_light_is_the_one_worked_out(told):
    lights = {f["task"]: (f["unit"], f["light"], f["level"], f["since"]) for f in told.seen["first"]["lights"]}
    assert lights == expected.LIGHTS


def test_every_item_total_rank_and_grade_is_the_one_worked_out(told):
    scores = told.seen["first"]["scores"]
    assert {s["unit"]: tuple(i["earned"] for i in s["items"]) for s in scores} == expected.EARNED
    assert all(tuple(i["item"] for i in s["items"]) == ITEMS and tuple(i["points"] for i in s["items"]) == expected.POINTS for s in scores)
    assert {s["unit"]: (s["total"], s["rank"], s["grade"]) for s in scores} == expected.TOTALS
