"""A large sheet read by two processes: the same cells in the same order as by one, whatever becomes of the other process."""

import os
import signal
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import numpy as np
import openpyxl
import pytest

from data.intake import xlsx_reader
from data.intake.cell_marks import NAMES, TEXT, Marks
from data.intake.sheet_share import Share, elsewhere
from tests.builders import a_package, sheet_xml

PATH, BLOCK = "xl/worksheets/sheet1.xml", 4000


def workbook(rows):
    """Every kind of cell, a hidden row, and enough rows for many blocks."""
    book = openpyxl.Workbook()
    for n in range(rows):
        book.active.append([f"灯{n}", n / 7, date(2023, 1, 1), n % 2 == 0, f"=A{n + 1}", None if n % 3 else "#N/A"])
    book.active.row_dimensions[rows - 1].hidden = True
    stream = BytesIO()
    book.save(stream)
    return ZipFile(stream)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    monkeypatch.setattr(xlsx_reader, "BLOCK", BLOCK)


def same(mine, theirs):
    assert all(np.array_equal(getattr(mine.marks, name), getattr(theirs.marks, name)) for name in NAMES)
    return (mine.marks.texts, mine.tail, mine.hidden_rows) == (theirs.marks.texts, theirs.tail, theirs.hidden_rows)


@pytest.mark.parametrize("rows", [1, 8, 40, 41, 500])
def test_two_processes_find_what_one_finds(rows):
    archive = workbook(rows)
    alone, by_two = (way(archive, PATH) for way in (xlsx_reader._alone, xlsx_reader._by_two))
    assert same(alone, by_two)
    assert len(alone.marks) == 5 * rows + (rows + 2) // 3


@pytest.mark.parametrize("size", [0, 10**9])
def test_only_a_large_sheet_is_shared(monkeypatch, size):
    asked = []
    monkeypatch.setattr(xlsx_reader, "SHARED_FROM", size)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(xlsx_reader, "elsewhere", lambda work: asked.append(work) or elsewhere(work))
    assert same(xlsx_reader._fast_pass(archive := workbook(60), PATH), xlsx_reader._alone(archive, PATH))
    assert len(asked) == (size == 0)


def odd_form(rows, odd):
    """A sheet in which one row is not in the plain form."""
    written = "".join(f'<row r="{n}"><c r="A{n}">{"<odd/>" if n == odd else ""}<v>{n}</v></c></row>' for n in range(1, rows + 1))
    return ZipFile(BytesIO(a_package(sheet_xml(written))))


@pytest.mark.parametrize("odd", [1, 90, 180, 270, 360, 450, 500])
def test_what_is_not_in_the_plain_form_is_told_whoever_meets_it(odd):
    assert xlsx_reader._by_two(odd_form(500, None), PATH) is not None
    assert xlsx_reader._by_two(odd_form(500, odd), PATH) is None


def test_a_process_that_dies_is_not_missed(monkeypatch):
    archive, mother, scan = workbook(200), os.getpid(), xlsx_reader.scan_block
    monkeypatch.setattr(xlsx_reader, "scan_block", lambda block: scan(block) if os.getpid() == mother else os.kill(os.getpid(), signal.SIGKILL))
    assert same(xlsx_reader._by_two(archive, PATH), xlsx_reader._alone(archive, PATH))


def fails():
    raise MemoryError


@pytest.mark.parametrize("work", [fails, lambda: os._exit(0), lambda: os.kill(os.getpid(), signal.SIGKILL)])
def test_the_silence_of_a_process_that_failed_is_noticed(work):
    with elsewhere(work) as answer, pytest.raises(ConnectionError):
        answer()


def test_no_process_is_left_behind_when_its_answer_is_not_wanted(monkeypatch):
    forked, fork = [], os.fork
    monkeypatch.setattr(os, "fork", lambda: forked.append(fork()) or forked[-1])
    with elsewhere(signal.pause):
        pass
    (process,) = forked
    with pytest.raises(ChildProcessError):
        os.waitpid(process, os.WNOHANG)


def test_what_travels_arrives_as_it_was_and_can_be_changed():
    marks = Marks(*(np.array([3, 4], dtype=kind) for kind in (np.int64, np.int32, np.int8, np.int32, np.float64)), ["甲", ""])
    marks.kind[:] = TEXT
    with elsewhere(lambda: Share([marks, marks], {7, 2})) as answer:
        found = answer()
    assert found.hidden == {2, 7} and [one.texts for one in found.blocks] == [["甲", ""]] * 2
    found.blocks[1].number += 1
    assert found.blocks[0].number.tolist() == [3.0, 4.0] and found.blocks[1].number.tolist() == [4.0, 5.0]
