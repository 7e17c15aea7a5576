"""Count the filled cells of an xls or et by walking the BIFF records of its workbook stream."""

import struct
from collections.abc import Iterator

from data.intake.biff import BEGIN, END, SHEET, STREAMS, records
from data.intake.ole import read_stream
from data.intake.package import PERCENT, PERCENT_FORMATS, format_kind
from data.intake.second.counted import Counted, error_text

_STRINGS, _CONTINUE = 0x00FC, 0x003C
_ONE = {0x0203, 0x027E, 0x0205}  # number, short number, truth value or error
_TRUTH_OR_ERROR, _IS_ERROR = 0x0205, 2
_MANY, _SHARED_TEXT, _RESULT_TEXT = 0x00BD, 0x00FD, 0x0207
_NUMBERS, _FORMAT, _LOOK = {0x0203, 0x027E}, 0x041E, 0x00E0  # a cell's look names a number format
_LABELS = {0x0204, 0x00D6}
_FORMULAS = {0x0006, 0x0206, 0x0406}


def count(content: bytes) -> list[Counted]:
    stream = read_stream(content, STREAMS)
    starts, texts, looks, formats = [], list[bytes](), list[int](), dict[int, str]()
    last = 0
    for kind, data in records(stream, 0):
        if kind == SHEET and data[5] & 0x0F == 0:
            starts.append(struct.unpack_from("<I", data)[0])
        elif kind == _STRINGS or (kind == _CONTINUE and last == _STRINGS):
            texts.append(data)
        elif kind == _LOOK:
            looks.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == _FORMAT:
            formats[struct.unpack_from("<H", data)[0]] = _code(data)
        elif kind == END:
            break
        last = last if kind == _CONTINUE else kind
    is_text = _texts(texts) if texts else []
    percents = {number for number, code in formats.items() if format_kind(code) == PERCENT} | PERCENT_FORMATS - formats.keys()
    return [_sheet(stream, start, is_text, {place for place, number in enumerate(looks) if number in percents}) for start in starts]


def _code(data: bytes) -> str:
    """The words of a number format: in wide or narrow characters, in books before 1997 behind a single byte that counts them."""
    wide = len(data) > 5 and data[4] & 1 and len(data) == 5 + 2 * struct.unpack_from("<H", data, 2)[0]  # noqa: PLR2004
    return data[5:].decode("utf-16-le", "replace") if wide else data[3:].decode("latin-1")


def _sheet(stream: bytes, start: int, is_text: list[bool], percents: set[int]) -> Counted:
    """Cells of the sheet itself: charts inside it bring numbers of their own, one level deeper."""
    found, depth = Counted(), 0
    for kind, data in records(stream, start):
        depth += (kind == BEGIN) - (kind == END)
        if depth == 0:
            return found
        if depth == 1:
            found.cells += _cells(kind, data, is_text)
            found.percents |= {place for place, look in _figures(kind, data) if look in percents}
            if (code := _error(kind, data)) is not None:
                row, column = struct.unpack_from("<HH", data)
                found.errors[row + 1, column + 1] = error_text(code)
    raise ValueError("a sheet without an end")


def _cells(kind: int, data: bytes, is_text: list[bool]) -> int:
    if kind in _ONE:
        return 1
    if kind == _MANY:
        return (len(data) - 6) // 6
    if kind == _SHARED_TEXT:
        return is_text[struct.unpack_from("<I", data, 6)[0]]
    if kind in _LABELS:
        return struct.unpack_from("<H", data, 6)[0] > 0
    if kind == _RESULT_TEXT:  # of the formula before it
        return struct.unpack_from("<H", data)[0] > 0
    if kind in _FORMULAS:
        return not (data[12:14] == b"\xff\xff" and data[6] in (0, 3))  # text follows in its own record, or is empty
    return 0


def _figures(kind: int, data: bytes) -> Iterator[tuple[tuple[int, int], int]]:
    """(row, column) and look of each cell of a record that holds numbers."""
    if kind in _NUMBERS or kind in _FORMULAS:
        row, column, look = struct.unpack_from("<HHH", data)
        yield (row + 1, column + 1), look
    elif kind == _MANY:
        row, first = struct.unpack_from("<HH", data)
        for n, place in enumerate(range(4, len(data) - 2, 6)):
            yield (row + 1, first + n + 1), struct.unpack_from("<H", data, place)[0]


def _error(kind: int, data: bytes) -> int | None:
    """The code of an error value, typed in or the result of a formula."""
    if kind == _TRUTH_OR_ERROR and data[7]:
        return data[6]
    return data[8] if kind in _FORMULAS and data[12:14] == b"\xff\xff" and data[6] == _IS_ERROR else None


class _Text:
    """The shared strings, which run on over several records."""

    def __init__(self, parts: list[bytes]) -> None:
        self.parts, self.part, self.place = parts, 0, 8

    @property
    def is_at_end(self) -> bool:
        return self.part == len(self.parts) - 1 and self.place >= len(self.parts[self.part])

    def number(self, form: str) -> int:
        if self.place >= len(self.parts[self.part]):
            self.part, self.place = self.part + 1, 0
        value = struct.unpack_from(form, self.parts[self.part], self.place)[0]
        self.place += struct.calcsize(form)
        return value

    def skip(self, size: int) -> None:
        while size > (rest := len(self.parts[self.part]) - self.place):
            size -= rest
            self.part, self.place = self.part + 1, 0
        self.place += size

    def characters(self, length: int, width: int) -> None:
        """Where the characters run on in the next record, that begins by saying anew how wide they are."""
        while length * width > (rest := len(self.parts[self.part]) - self.place):
            length -= rest // width
            self.part, self.place = self.part + 1, 1
            width = 1 + (self.parts[self.part][0] & 1)
        self.place += length * width


def _texts(parts: list[bytes]) -> list[bool]:
    """Of each shared string, whether it says anything. How many there are is read, not believed: some programs tell it wrong."""
    text, found = _Text(parts), list[bool]()
    while not text.is_at_end:
        try:
            found.append(_says_anything(text))
        except (IndexError, struct.error):
            if len(found) < struct.unpack_from("<I", parts[0], 4)[0]:
                raise
            break  # behind the last one told of stood something else
    return found


def _says_anything(text: _Text) -> bool:
    """Passes over one string with its formatting and phonetics."""
    length, flags = text.number("<H"), text.number("<B")
    runs = text.number("<H") if flags & 8 else 0
    more = text.number("<I") if flags & 4 else 0
    text.characters(length, 1 + (flags & 1))
    text.skip(4 * runs + more)
    return length > 0
