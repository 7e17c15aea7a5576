"""200 mutated workbooks through the contained child: each ends as it was, told, or differing where the file differs."""

import time
from collections import Counter
from dataclasses import dataclass
from datetime import date

import pytest

from data.intake.parsed import Hints, Parsed
from tests.builders import a_workbook
from tests.reliability import city
from tests.reliability.mutants import fate, mutant

MANY, SLOWEST = 200, 90  # seconds: the wall limit of a small file and the start of a child
HEADER = (*city.HEADER, "建成日期")
ROWS = [[f"A{n}", f"{n}号杆", "990101", "在建", "新建", 8 + n / 4, 100.2 + n / 100, 30.2 + n / 100, date(2023, 6, n)] for n in range(1, 21)]


@dataclass(frozen=True)
class Good:
    """A workbook and what the house reads of it."""

    content: bytes
    parsed: Parsed


def read(container, path, book, content) -> Good:
    path.write_bytes(content)
    return Good(content, container.parse(path, Hints(None, None, "台账"), book))


def through(container, folder, good: Good, seeds: range) -> tuple[Counter, dict]:
    """How the mutants ended, and which of them not as they may."""
    book, ends, wrong = city.book(), Counter(), {}
    for seed in seeds:
        way, content = mutant(good.content, seed)
        begun = time.monotonic()
        found = fate(container, folder / "mutant", book, good, content)
        ends[found.end] += 1
        if found.wrong or time.monotonic() - begun > SLOWEST:
            wrong[seed, way] = found
    return ends, wrong


def a_good_workbook():
    return a_workbook(ROWS, HEADER, title="2023年6月智慧杆柱台账", sheet="台账")


@pytest.mark.timeout(600)
def test_mutated_workbooks_are_the_same_refused_or_differ_where_they_are_written_otherwise(container, tmp_path):
    good = read(container, tmp_path / "good", city.book(), a_good_workbook())
    assert good.parsed.rows_read == len(ROWS) and good.parsed.findings == []
    ends, wrong = through(container, tmp_path, good, range(MANY))
    assert wrong == {} and ends.total() == MANY
    assert min(ends["equal"], ends["unreadable"], ends["rejected"], ends["different"]) >= 3, ends
    assert read(container, tmp_path / "good", city.book(), good.content).parsed.content_sha == good.parsed.content_sha
