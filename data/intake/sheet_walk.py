"""A pass over any well-formed sheet XML, tag by tag: prefixes, comments, rich text, any encoding. Slow and exact."""

import re
from dataclasses import dataclass
from xml.parsers import expat

import numpy as np

from data.errors import UnreadableFile
from data.intake.cell_marks import BOOL, ERROR, ISO_DATE, NUMBER, SHARED, TEXT, TYPES, UNCALCULATED, Marks, packed
from data.intake.package import DAMAGED, no_dtd
from data.intake.shared_strings import unescaped

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_KINDS = {"s": SHARED, "n": NUMBER, "b": BOOL, "e": ERROR, "str": TEXT, "inlineStr": TEXT, "d": ISO_DATE}
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_TRUE = {"1", "true"}
_BOOLS = {"true": 1.0, "false": 0.0, "1": 1.0, "0": 0.0}


Merge = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass
class Walked:
    """走查结果 — all of a sheet that a reader asks for."""

    marks: Marks
    hidden_rows: set[int]
    merges: list[Merge]


class _Walk:
    def __init__(self) -> None:
        self.entries: list[tuple[int, int, int, int, float]] = []
        self.texts: list[str] = []
        self.values = 0  # <v> and <is> with content, for the cross-check
        self.row = self.column = self.style = 0
        self.kind, self.formula, self.phonetic = NUMBER, False, False
        self.pieces: list[str] | None = None
        self.value = self.inline = ""  # what stands in <v>, and in <is>
        self.is_inline = False
        self.hidden_rows, self.merges = set[int](), list[Merge]()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rsplit(":", 1)[-1]
        if tag == "row":
            self._row(attributes)
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag == "c":
            self._cell(attributes)
        elif tag in {"v", "t"} and not self.phonetic:
            self.pieces = []
        elif tag == "f":
            self.formula = True
        elif tag == "rPh":
            self.phonetic = True

    def data(self, text: str) -> None:
        if self.pieces is not None:
            self.pieces.append(text)

    def end(self, name: str) -> None:
        tag = name.rsplit(":", 1)[-1]
        if tag in {"v", "t"} and self.pieces is not None:
            self.value += "".join(self.pieces) if tag == "v" else ""
            self.inline += "".join(self.pieces) if tag == "t" else ""
            self.pieces = None
        elif tag == "rPh":
            self.phonetic = False
        elif tag == "c":
            self._close()

    def _row(self, attributes: dict[str, str]) -> None:
        self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        if attributes.get("hidden") in _TRUE:
            self.hidden_rows.add(self.row)

    def _merge(self, reference: str) -> None:
        """A range of one cell merges nothing."""
        ends = [_REFERENCE.fullmatch(one) for one in reference.replace("$", "").split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:  # noqa: PLR2004
            self.merges.append((int(ends[0][2]), _number(ends[0][1]), int(ends[1][2]), _number(ends[1][1])))

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            match = _REFERENCE.fullmatch(reference)
            if not match:
                raise UnreadableFile(DAMAGED.format(f"单元格地址“{reference[:20]}”"))
            self.column, self.row = _number(match[1]), int(match[2])
        kind = _KINDS.get(attributes.get("t", "n"))
        if kind is None:
            raise UnreadableFile(DAMAGED.format(f"单元格类型“{attributes['t'][:20]}”"))
        self.kind, self.style, self.formula, self.is_inline = kind, int(attributes.get("s") or 0), False, attributes.get("t") == "inlineStr"
        self.value = self.inline = ""

    def _close(self) -> None:
        # Some programs write a text of a cell twice; the type says which of the two counts.
        has = self.inline or self.value if self.is_inline else self.value or self.inline
        if not has:
            if self.formula and self.kind != TEXT:
                self.entries.append((self.row, self.column, UNCALCULATED, self.style, 0.0))
            return
        if self.kind in (TEXT, ERROR, ISO_DATE):
            value = float(len(self.texts))
            self.texts.append(unescaped(has))
        else:
            value = self._figure(has)
        self.entries.append((self.row, self.column, self.kind, self.style, value))

    def _figure(self, text: str) -> float:
        text = text.strip()
        if self.kind == BOOL and text in _BOOLS:
            return _BOOLS[text]
        if self.kind == SHARED and text.isascii() and text.isdigit():
            return float(text)
        if self.kind == NUMBER and _NUMBER.fullmatch(text):
            return float(text)
        raise UnreadableFile(DAMAGED.format(f"第 {self.row} 行的单元格内容“{text[:20]}”"))


def walk(content: bytes, path: str) -> Walked:
    """All cells of a sheet that hold anything, its hidden rows and its merged cells."""
    state = _Walk()
    parser = expat.ParserCreate()
    parser.buffer_text, parser.StartDoctypeDeclHandler = True, no_dtd
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = state.start, state.end, state.data
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as broken:
        raise UnreadableFile(DAMAGED.format(path)) from broken
    columns = list(zip(*state.entries, strict=True)) or [[]] * 5
    marks = Marks(*(np.array(column, dtype=kind) for column, kind in zip(columns, TYPES, strict=True)), packed(state.texts))
    return Walked(marks, state.hidden_rows, state.merges)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
