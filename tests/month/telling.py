"""The whole month told once: what was shown, printed and verified on the way to its two publications."""

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from data.intake.container import Container
from data.store.tables import Submission
from tests.month import expected, story
from tests.month.filing import Filing, filing
from tests.month.story import MAY, Story


@dataclass
class Told:
    """The month from beginning to end, with what was shown on the way."""

    story: Story
    filing: Filing
    months: list[dict[str, Any]] = field(default_factory=list)  # what `month` answered, step by step
    seen: dict[str, Any] = field(default_factory=dict)
    papers: dict[str, Path] = field(default_factory=dict)
    verified: dict[str, Any] = field(default_factory=dict)
    corrections: list[Submission] = field(default_factory=list)


def tell(folder: Path, url: str, container: Container):
    found = story.begin(folder / "home", url, container)
    story.spring(found)
    told = Told(found, filing(found, folder / "乙通信"))
    try:
        _first_publication(told, folder)
        _correction(told)
        yield told
    finally:
        found.close()


def _first_publication(told: Told, folder: Path) -> None:
    found = told.story
    found.at(6, 12)
    told.months.append(found.move("close"))
    told.seen["closed"] = story.shown(found)
    told.verified["trial"] = found.verb("report", MAY, "-o", folder / "试算稿.xlsx", "--json").value
    told.months.append(found.move("comment"))
    found.at(6, 14)
    told.corrections = story.correct(found)
    told.seen["commented"] = story.shown(found)
    found.at(6, 16)
    told.months.append(found.move("publish"))
    told.seen["published"] = story.shown(found)
    told.seen["printed"] = {name: found.verb(*words, "--json").out for name, words in story.SHOWN.items()}
    told.papers["first"] = found.published_paper()
    told.verified["first"] = found.verb("report", "verify", told.papers["first"], "--json")
    told.papers["forged"] = _forged(told.papers["first"], folder / "改过.xlsx")
    told.verified["forged"] = found.verb("report", "verify", told.papers["forged"], "--json")


def _forged(original: Path, path: Path) -> Path:
    """A bulletin in which 东城区's total was made 99."""
    book = openpyxl.load_workbook(BytesIO(original.read_bytes()))
    cell, = (c for row in book["考评排名"].iter_rows() for c in row if c.value == expected.TOTALS["E"][0])
    cell.value = 99
    book.save(path)
    return path


def _correction(told: Told) -> None:
    found = told.story
    found.at(6, 19)
    told.months.append(found.move("reopen", "--reason", "东城区补报一根杆柱的识别代码"))
    found.at(6, 20)
    told.months += [found.move(step) for step in ("close", "comment", "publish")]
    told.seen["corrected"] = story.shown(found)
    told.papers["second"] = found.published_paper()
    told.verified["second"] = found.verb("report", "verify", told.papers["second"], "--json")
    told.verified["first again"] = found.verb("report", "verify", told.papers["first"], "--json")
    told.verified["as of"] = found.verb("measure", MAY, "--as-of", "2023-06-12", "--json").value
    told.verified["printed again"] = {name: found.verb(*words, "--as-of", "2023-06-16", "--json").out for name, words in story.SHOWN.items()}
