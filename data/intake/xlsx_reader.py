"""Read an xlsx (transitional or strict): scan each sheet, build its columns, and prove that no cell was lost."""

import re
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from zipfile import BadZipFile, ZipExtFile, ZipFile
from zlib import error as ZlibError

import numpy as np

from data.errors import UnreadableFile
from data.intake.cell_marks import SHARED, Marks, joined
from data.intake.grid import Sheet
from data.intake.limits import MAX_COLUMNS, MB
from data.intake.mark_columns import Meaning, columns_of, numbered
from data.intake.package import DAMAGED, Package, SheetPart, open_package, read_part, refuse_dtd
from data.intake.shared_strings import shared_strings
from data.intake.sheet_scan import scan_block
from data.intake.sheet_walk import Merge, Walked, walk

BLOCK = MB
SCANNERS, AHEAD = 2, 4  # threads that scan, and blocks that wait for them
MAX_ROW = 1_048_576
_MERGE = re.compile(rb'mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_ROW_TAG = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
_NUMBERED = re.compile(rb'\sr="(\d+)"')


def read_xlsx(archive: ZipFile) -> list[Sheet]:
    package = open_package(archive)
    strings = shared_strings(archive, package.strings_path)
    return [_sheet(package, part, strings) for part in package.sheets]


def _sheet(package: Package, part: SheetPart, strings: list[str]) -> Sheet:
    found = _fast_pass(package.archive, part.path) or _slow_pass(package.archive, part.path)
    marks = found.marks
    _check_reach(marks, len(strings), part)
    rows, place = numbered(marks.row)
    columns = columns_of(marks, place, rows.size, Meaning(strings, package.formats, package.is_1904))
    sheet = Sheet(part.name, rows, columns, part.is_hidden, frozenset(found.hidden_rows), found.merges)
    if sheet.cells != len(marks):
        raise UnreadableFile(f"工作表“{part.name}”中有 {len(marks) - sheet.cells} 个单元格重复出现，读出的内容不可靠；"
                             "请用 WPS 或 Excel 打开后另存为 .xlsx 重新报送")
    return sheet


def _fast_pass(archive: ZipFile, path: str) -> Walked | None:
    try:
        with archive.open(path) as stream:
            return _scan(stream)
    except (BadZipFile, ZlibError, EOFError, OSError, NotImplementedError) as damaged:
        raise UnreadableFile(DAMAGED.format(path)) from damaged


def _scan(stream: ZipExtFile) -> Walked | None:
    """None as soon as anything is not in the plain form; the end of the stream checks its CRC."""
    head = stream.read(BLOCK)
    start = head.find(b"<sheetData")
    if start < 0 or b"<!" in head[:start] or head[start + 10 : start + 12] == b"/>":
        return None
    marks, hidden, tail = list[Marks](), set[int](), list[bytes]()
    with closing(_scanned(_blocks(head[head.find(b">", start) + 1 :], stream, tail))) as blocks:
        for found, unseen in blocks:
            if found is None or unseen is None:
                return None
            marks.append(found)
            hidden |= unseen
    merges = _merges(tail[0]) if marks and tail else None
    return None if merges is None else Walked(joined(marks), hidden, merges)


def _blocks(rest: bytes, stream: ZipExtFile, tail: list[bytes]) -> Iterator[bytes]:
    """Whole rows, about BLOCK bytes at a time; what follows the last of them goes to `tail`, which stays empty where the rows never end."""
    while True:
        end = rest.find(b"</sheetData>")
        cut = end if end >= 0 else rest.rfind(b"<row")
        if cut > 0:
            yield rest[:cut]
        if end >= 0:
            tail.append(rest[end:] + stream.read())
            return
        more = stream.read(BLOCK)
        if not more:
            return
        rest = rest[max(cut, 0) :] + more


def _scanned(blocks: Iterator[bytes]) -> Iterator[tuple[Marks | None, set[int] | None]]:
    """Each block's cells and hidden rows, in order: while one is scanned the next is inflated, neither of which needs the interpreter."""
    pool, waiting = ThreadPoolExecutor(SCANNERS), deque[Future[tuple[Marks | None, set[int] | None]]]()
    try:
        for block in blocks:
            waiting.append(pool.submit(lambda rows: (scan_block(rows), _hidden_rows(rows)), block))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _hidden_rows(block: bytes) -> set[int] | None:
    """None where a hidden row does not say its number."""
    if b"hidden=" not in block:
        return set()
    numbers = [_NUMBERED.search(tag) for tag in _ROW_TAG.findall(block) if _HIDDEN.search(tag)]
    return {int(number[1]) for number in numbers if number} if all(numbers) else None


def _slow_pass(archive: ZipFile, path: str) -> Walked:
    content = read_part(archive, path)
    refuse_dtd(content)
    return walk(content, path)


def _check_reach(marks: Marks, strings: int, part: SheetPart) -> None:
    if not len(marks):
        return
    if int(marks.column.max()) > MAX_COLUMNS:
        raise UnreadableFile(f"工作表“{part.name}”在第 {int(marks.column.max())} 列还有内容，超过 {MAX_COLUMNS} 列的上限；请删去模板以外的列后重新报送")
    if int(marks.row.max()) > MAX_ROW or int(marks.row.min()) < 1:
        raise UnreadableFile(DAMAGED.format(f"工作表“{part.name}”的行号"))
    if not (finite := np.isfinite(marks.number)).all():
        raise UnreadableFile(DAMAGED.format(f"工作表“{part.name}”第 {int(marks.row[~finite][0])} 行的数超出范围"))
    shared = marks.number[marks.kind == SHARED]
    if shared.size and int(shared.max()) >= strings:
        raise UnreadableFile(DAMAGED.format(f"工作表“{part.name}”引用了不存在的文字"))


def _merges(tail: bytes) -> list[Merge] | None:
    """What follows the rows; None where a merged cell is written another way."""
    found = _MERGE.findall(tail)
    if len(found) != tail.count(b"mergeCell "):
        return None
    return [(int(top), _column(left), int(bottom), _column(right)) for left, top, right, bottom in found]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
