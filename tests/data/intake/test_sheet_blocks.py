"""A large sheet is scanned block by block, several at once."""

import pytest

from data.intake import xlsx_reader
from data.intake.reader import read
from data.intake.sheet_walk import walk
from tests.builders import a_package, sheet_xml


def test_of_a_sheet_of_many_blocks_every_row_is_read(monkeypatch):
    monkeypatch.setattr(xlsx_reader, "BLOCK", 300)
    rows = "".join(f'<row r="{n}"{hidden if n % 7 == 0 else ""}><c r="A{n}"><v>{n}</v></c></row>' for hidden in [' hidden="1"'] for n in range(1, 200))
    [sheet] = read(a_package(sheet_xml(rows)))[1]
    assert [sheet.columns[1].values[code] for code in sheet.columns[1].codes] == list(range(1, 200))
    assert sheet.hidden_rows == set(range(7, 200, 7))


@pytest.mark.parametrize("place", [0, 100, 198])
def test_a_block_that_is_not_plain_sends_the_whole_sheet_to_the_slow_walk(monkeypatch, place):
    monkeypatch.setattr(xlsx_reader, "BLOCK", 300)
    rows = [f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 200)]
    rows[place] = f"<!-- x -->{rows[place]}"
    walked = []
    monkeypatch.setattr(xlsx_reader, "walk", lambda *given: walked.append(given) or walk(*given))
    [sheet] = read(a_package(sheet_xml("".join(rows))))[1]
    assert len(walked) == 1 and sheet.cells == 199
