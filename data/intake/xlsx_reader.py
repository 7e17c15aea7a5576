"""Read an xlsx (transitional or strict): scan each sheet, build its columns, and prove that no cell was lost."""

import re
from dataclasses import dataclass, field
from zipfile import BadZipFile, ZipExtFile, ZipFile
from zlib import error as ZlibError

from data.errors import UnreadableFile
from data.intake.cell_marks import SHARED, Marks, joined
from data.intake.grid import Sheet
from data.intake.limits import MAX_COLUMNS, MB
from data.intake.mark_columns import Meaning, columns_of, numbered
from data.intake.package import DAMAGED, Package, SheetPart, open_package, read_part, refuse_dtd
from data.intake.shared_strings import shared_strings
from data.intake.sheet_scan import scan_block
from data.intake.sheet_walk import walk

BLOCK = MB
MAX_ROW = 1_048_576
_MERGE = re.compile(rb'mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_ROW_TAG = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
_NUMBERED = re.compile(rb'\sr="(\d+)"')


@dataclass
class _Pass:
    """What one pass over a sheet's XML found."""

    marks: Marks
    tail: bytes = b""
    hidden_rows: set[int] = field(default_factory=set)


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
    sheet = Sheet(part.name, rows, columns, part.is_hidden, frozenset(found.hidden_rows), _merges(found.tail))
    if sheet.cells != len(marks):
        raise UnreadableFile(f"工作表“{part.name}”中有 {len(marks) - sheet.cells} 个单元格重复出现，读出的内容不可靠；"
                             "请用 WPS 或 Excel 打开后另存为 .xlsx 重新报送")
    return sheet


def _fast_pass(archive: ZipFile, path: str) -> _Pass | None:
    try:
        with archive.open(path) as stream:
            return _scan(stream)
    except (BadZipFile, ZlibError, EOFError, OSError, NotImplementedError) as damaged:
        raise UnreadableFile(DAMAGED.format(path)) from damaged


def _scan(stream: ZipExtFile) -> _Pass | None:
    """None as soon as anything is not in the plain form; the end of the stream checks its CRC."""
    head = stream.read(BLOCK)
    start = head.find(b"<sheetData")
    if start < 0 or b"<!" in head[:start] or head[start + 10 : start + 12] == b"/>":
        return None
    rest, blocks, hidden = head[head.find(b">", start) + 1 :], [], set[int]()
    while True:
        end = rest.find(b"</sheetData>")
        cut = end if end >= 0 else rest.rfind(b"<row")
        if cut > 0:
            marks = scan_block(rest[:cut])
            if marks is None:
                return None
            blocks.append(marks)
            hidden |= _hidden_rows(rest[:cut])
        if end >= 0:
            return _Pass(joined(blocks), rest[end:] + stream.read(), hidden) if blocks else None
        more = stream.read(BLOCK)
        if not more:
            return None
        rest = rest[max(cut, 0) :] + more


def _hidden_rows(block: bytes) -> set[int]:
    if b"hidden=" not in block:
        return set()
    tags = (tag for tag in _ROW_TAG.findall(block) if _HIDDEN.search(tag))
    return {int(number[1]) for tag in tags if (number := _NUMBERED.search(tag))}


def _slow_pass(archive: ZipFile, path: str) -> _Pass:
    content = read_part(archive, path)
    refuse_dtd(content)
    return _Pass(walk(content, path), content[content.rfind(b"sheetData>") :], _hidden_rows(content))


def _check_reach(marks: Marks, strings: int, part: SheetPart) -> None:
    if not len(marks):
        return
    if int(marks.column.max()) > MAX_COLUMNS:
        raise UnreadableFile(f"工作表“{part.name}”在第 {int(marks.column.max())} 列还有内容，超过 {MAX_COLUMNS} 列的上限；请删去模板以外的列后重新报送")
    if int(marks.row.max()) > MAX_ROW or int(marks.row.min()) < 1:
        raise UnreadableFile(DAMAGED.format(f"工作表“{part.name}”的行号"))
    shared = marks.number[marks.kind == SHARED]
    if shared.size and int(shared.max()) >= strings:
        raise UnreadableFile(DAMAGED.format(f"工作表“{part.name}”引用了不存在的文字"))


def _merges(tail: bytes) -> list[tuple[int, int, int, int]]:
    return [(int(top), _column(left), int(bottom), _column(right)) for left, top, right, bottom in _MERGE.findall(tail)]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
