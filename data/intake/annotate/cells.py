"""Byte surgery on a sheet's XML: give cells another style, insert the ones that are missing, touch nothing else."""

import re
from collections.abc import Callable, Iterator

from data.intake.found import a1

ROW = re.compile(rb"<row\b[^>]*?(?:/>|>.*?</row>)", re.S)
CELL = re.compile(rb"<c\b[^>]*?(?:/>|>.*?</c>)", re.S)
NUMBER = re.compile(rb'\sr="(\d+)"')
REFERENCE = re.compile(rb'\sr="([A-Z]{1,3})(\d+)"')
STYLE = re.compile(rb'\ss="(\d+)"')

Restyle = Callable[[int, bool], int]  # (style of the cell, is it an error) → style to give it
Marks = dict[int, dict[int, bool]]    # row → column → is it an error


class CannotPatch(Exception):
    """The package is written in a way that bytes cannot safely be edited in."""


def mark_cells(xml: bytes, marks: Marks, restyle: Restyle) -> bytes:
    """The sheet XML with the marked cells restyled; rows and cells that are absent are inserted in order."""
    start, end = _data_span(xml)
    return xml[:start] + b"".join(_rows(xml[start:end], marks, restyle)) + xml[end:]


def _data_span(xml: bytes) -> tuple[int, int]:
    if b"<![CDATA[" in xml or b"<!--" in xml:
        raise CannotPatch
    opened = re.search(rb"<sheetData\s*>", xml)
    if opened is None:
        raise CannotPatch
    end = xml.find(b"</sheetData>", opened.end())
    if end < 0:
        raise CannotPatch
    return opened.end(), end


def _rows(data: bytes, marks: Marks, restyle: Restyle) -> Iterator[bytes]:
    waiting, at, row = sorted(marks), 0, 0
    for match in ROW.finditer(data):
        written = NUMBER.search(match[0][: match[0].find(b">") + 1])
        row = int(written[1]) if written else row + 1
        while waiting and waiting[0] < row:
            missing = waiting.pop(0)
            yield _new_row(missing, marks[missing], restyle)
        yield data[at:match.start()]
        at = match.end()
        if waiting and waiting[0] == row:
            yield _marked_row(match[0], row, marks[waiting.pop(0)], restyle)
        else:
            yield match[0]
    for missing in waiting:
        yield _new_row(missing, marks[missing], restyle)
    yield data[at:]


def _new_row(row: int, columns: dict[int, bool], restyle: Restyle) -> bytes:
    return b'<row r="%d">' % row + b"".join(_new_cell(row, c, columns[c], restyle) for c in sorted(columns)) + b"</row>"


def _new_cell(row: int, column: int, is_error: bool, restyle: Restyle) -> bytes:
    return b'<c r="%s" s="%d"/>' % (a1(column, row).encode(), restyle(0, is_error))


def _marked_row(xml: bytes, row: int, columns: dict[int, bool], restyle: Restyle) -> bytes:
    head = xml[: xml.find(b">") + 1]
    if head.endswith(b"/>"):
        return head[:-2] + b">" + b"".join(_new_cell(row, c, columns[c], restyle) for c in sorted(columns)) + b"</row>"
    body, waiting, at, column, out = xml[len(head):-len(b"</row>")], sorted(columns), 0, 0, [head]
    for match in CELL.finditer(body):
        written = REFERENCE.search(match[0][: match[0].find(b">") + 1])
        column = _number(written[1]) if written else column + 1
        while waiting and waiting[0] < column:
            missing = waiting.pop(0)
            out.append(_new_cell(row, missing, columns[missing], restyle))
        out.append(body[at:match.start()])
        at = match.end()
        if waiting and waiting[0] == column:
            out.append(_restyled(match[0], columns[waiting.pop(0)], restyle))
        else:
            out.append(match[0])
    out += [_new_cell(row, missing, columns[missing], restyle) for missing in waiting]
    return b"".join([*out, body[at:], b"</row>"])


def _restyled(cell: bytes, is_error: bool, restyle: Restyle) -> bytes:
    close = cell.find(b">")
    head, rest = cell[:close], cell[close:]
    slash = head.endswith(b"/")
    head = head[:-1] if slash else head
    written = STYLE.search(head)
    style = b' s="%d"' % restyle(int(written[1]) if written else 0, is_error)
    head = head[:written.start()] + style + head[written.end():] if written else head + style
    return head + (b"/" if slash else b"") + rest


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
