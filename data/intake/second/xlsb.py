"""Count the filled cells of an xlsb by walking its records."""

import struct
from collections.abc import Iterator
from zipfile import ZipFile

from data.intake.package import PERCENT, PERCENT_FORMATS, format_kind, read_part, relations
from data.intake.second.counted import Counted, error_text

_SHEET, _TEXT_ITEM, _ROW = 156, 19, 0
_ERRORS, _LAST_ROW = {3, 11}, 1 << 20
_ALWAYS = {2, 3, 4, 5, 9, 10, 11}  # number, error, truth value; the same as results of formulas
_OWN_TEXT = {6: 8, 8: 8, 62: 9}    # record → where the length of its text stands
_SHARED_TEXT = 7
_FIGURES = {2, 5, 9}
_FORMAT, _LOOK, _LOOKS_BEGIN, _LOOKS_END = 44, 47, 617, 618
_LENGTH = struct.Struct("<I")


def count(archive: ZipFile) -> list[Counted]:
    names = {name.lower(): name for name in archive.namelist()}
    book = names["xl/workbook.bin"]
    links = relations(archive, names, book)
    strings = next((names[target.lower()] for kind, target in links.values() if kind.endswith("/sharedStrings")), None)
    is_text = [_LENGTH.unpack_from(data, 1)[0] > 0 for kind, data in _records(read_part(archive, strings)) if kind == _TEXT_ITEM] if strings else []
    sheets = (links[_text(data, 8)] for kind, data in _records(read_part(archive, book)) if kind == _SHEET)
    styles = next((names.get(target.lower()) for kind, target in links.values() if kind.endswith("/styles")), None)
    percents = _percents(read_part(archive, styles)) if styles else set[int]()
    return [_sheet(read_part(archive, names[target.lower()]), is_text, percents) for kind, target in sheets if kind.endswith("/worksheet")]


def _percents(styles: bytes) -> set[int]:
    """Numbers of the cell looks that show percent."""
    formats, looks, is_cells = dict[int, str](), list[int](), False
    for kind, data in _records(styles):
        is_cells = kind == _LOOKS_BEGIN or (is_cells and kind != _LOOKS_END)
        if kind == _FORMAT:
            formats[struct.unpack_from("<H", data)[0]] = _text(data, 2)
        elif kind == _LOOK and is_cells:
            looks.append(struct.unpack_from("<H", data, 2)[0])
    shown = {number for number, code in formats.items() if format_kind(code) == PERCENT} | PERCENT_FORMATS - formats.keys()
    return {place for place, number in enumerate(looks) if number in shown}


def _sheet(content: bytes, is_text: list[bool], percents: set[int]) -> Counted:
    found, row = Counted(), 0
    for kind, data in _records(content):
        if kind == _ROW:
            row = _LENGTH.unpack_from(data)[0] + 1
            if row > _LAST_ROW:
                raise ValueError("a row beyond the last")
        elif kind in _ERRORS:
            found.errors[row, _LENGTH.unpack_from(data)[0] + 1] = error_text(data[8])
        elif kind in _FIGURES and int.from_bytes(data[4:7], "little") in percents:
            found.percents.add((row, _LENGTH.unpack_from(data)[0] + 1))
        if kind in _ALWAYS:
            found.cells += 1
        elif kind == _SHARED_TEXT:
            found.cells += is_text[_LENGTH.unpack_from(data, 8)[0]]
        elif kind in _OWN_TEXT:
            found.cells += _LENGTH.unpack_from(data, _OWN_TEXT[kind])[0] > 0
    return found


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of each record; numbers are written in one or two bytes, lengths in one to four."""
    place, end = 0, len(content)
    while place < end:
        kind, place = content[place], place + 1
        if kind & 0x80:
            kind, place = (kind & 0x7F) | (content[place] << 7), place + 1
        size = shift = 0
        while True:
            part, place = content[place], place + 1
            size |= (part & 0x7F) << shift
            shift += 7
            if not part & 0x80 or shift == 28:
                break
        if place + size > end:
            raise ValueError("a record beyond the end")
        yield kind, content[place : place + size]
        place += size


def _text(data: bytes, place: int) -> str:
    length = _LENGTH.unpack_from(data, place)[0]
    return data[place + 4 : place + 4 + 2 * length].decode("utf-16-le")
