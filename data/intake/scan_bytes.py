"""Cells of sheet XML byte by byte, compiled to machine code: the plain form that all spreadsheet programs write, and nothing else.

Every function takes the bytes, closed by zeros, and the place it begins at; it returns the place behind what it read, or NOT_PLAIN.
ECMA-376-1 §18.3.1 (row, c, f, v, is).
"""

# ruff: noqa: ANN001, ANN201, ANN202, SIM109, SIM110  the compiler finds the types, and loops are what it compiles best
import numpy as np
from numba import types

from data.intake import xml_bytes as xml
from data.intake.cell_marks import BOOL, ERROR, ISO_DATE, NUMBER, SHARED, TEXT, UNCALCULATED
from data.intake.compiled import inner, kept
from data.intake.xml_bytes import NOT_PLAIN, starts, word

ROW, COLUMN, STYLE, KIND, IS_CLOSED, HOLDS, START, END = range(8)  # what is known of one cell
_HOLDS_NOTHING, _HOLDS_FORMULA, _HOLDS_VALUE = range(3)
_R, _S, _T = b"rst"
_MAX_EXACT, _MAX_TENS, _MAX_WIDTH = 1 << 53, 22, 40
_TENS = np.array([float(f"1e{n}") for n in range(_MAX_TENS + 1)])
_ROW_START, _ROW_END, _CELL, _CELL_END = word(b"<row"), word(b"</row>"), word(b"<c"), word(b"</c>")
_FORMULA, _FORMULA_END, _VALUE, _VALUE_END, _NO_VALUE = word(b"<f"), word(b"</f>"), word(b"<v>"), word(b"</v>"), word(b"<v/>")
_INLINE, _INLINE_END, _PIECE, _PIECE_END, _NO_PIECE = word(b"<is><t"), word(b"</is>"), word(b"<t"), word(b"</t>"), word(b"<is><t/>")
_KEEP_BLANKS = word(b' xml:space="preserve"')
_STR, _INLINE_STR = word(b'str"'), word(b'inlineStr"')


@inner
def _address(b, p, cell):
    """A1 as row and column; the closing quote stands behind."""
    column, start = 0, p
    while 65 <= b[p] <= 90 and p - start < 3:
        column, p = column * 26 + b[p] - 64, p + 1
    end, row = xml.digits(b, p, 7)
    cell[COLUMN], cell[ROW] = column, row
    return end + 1 if column and row and b[p] != 48 and b[end] == xml.QUOTE else NOT_PLAIN


@inner
def _kind(b, p, cell):
    if b[p + 1] == xml.QUOTE:
        kind = -1
        for letter, one in ((ord("s"), SHARED), (ord("n"), NUMBER), (ord("b"), BOOL), (ord("e"), ERROR), (ord("d"), ISO_DATE)):
            if b[p] == letter:
                kind = one
        cell[KIND] = kind
        return p + 2 if kind >= 0 else NOT_PLAIN
    cell[KIND] = TEXT
    return xml.past(b, p, _STR) if starts(b, p, _STR) else xml.past(b, p, _INLINE_STR)


@inner
def _style(b, p, cell):
    end, cell[STYLE] = xml.digits(b, p, 6)
    return end + 1 if end > p and b[end] == xml.QUOTE else NOT_PLAIN


@inner
def _cell_head(b, p, cell):
    """Address, style and kind of a cell; each at most once, the address in any case."""
    tag, seen, cell[STYLE], cell[KIND], cell[HOLDS], cell[END] = p, 0, 0, NUMBER, _HOLDS_NOTHING, 0
    while True:
        p = xml.next_attribute(b, p)
        if p < 0 or b[p] == xml.MORE or b[p] == xml.SLASH:
            break
        name, is_short = b[p], b[p + 1] == xml.EQUALS and b[p + 2] == xml.QUOTE
        bit = 1 if name == _R else 2 if name == _S else 4 if name == _T else 0
        if not is_short or not bit:
            p = xml.attribute(b, p, tag)
        elif seen & bit:
            return NOT_PLAIN
        else:
            seen |= bit
            p = _address(b, p + 3, cell) if bit == 1 else _style(b, p + 3, cell) if bit == 2 else _kind(b, p + 3, cell)
        if p < 0:
            return NOT_PLAIN
    cell[IS_CLOSED] = p >= 0 and b[p] == xml.SLASH
    return p + 1 + cell[IS_CLOSED] if p >= 0 and seen & 1 and b[p + cell[IS_CLOSED]] == xml.MORE else NOT_PLAIN


@inner
def _decimal(b, p):
    """Digits with at most one point: the place behind them, their value without the point, the tens to divide by, whether all is exact."""
    mantissa, tens, digits, is_behind, is_exact = 0, 0, 0, False, True
    while 48 <= b[p] <= 57 or (b[p] == xml.DOT and not is_behind):
        if b[p] == xml.DOT:
            is_behind = True
        else:
            digits += 1
            tens -= is_behind
            if mantissa > _MAX_EXACT // 10 - 1:
                is_exact = False
            else:
                mantissa = mantissa * 10 + b[p] - 48
        p += 1
    return (p if digits else NOT_PLAIN), mantissa, tens, is_exact


@inner
def _figure(b, p, cell, number):
    """A number: at once where 53 bits and one power of ten are exact; else START and END say where it is to be read."""
    start, sign = p, -1.0 if b[p] == xml.MINUS else 1.0
    end, mantissa, tens, is_exact = _decimal(b, p + 1 if b[p] == xml.MINUS or b[p] == xml.PLUS else p)
    if end >= 0 and b[end] | 32 == 101:  # e
        is_less, begin = b[end + 1] == xml.MINUS, end + 2 if b[end + 1] == xml.MINUS or b[end + 1] == xml.PLUS else end + 1
        end, power = xml.digits(b, begin, 4)
        tens += -power if is_less else power
        end = NOT_PLAIN if end == begin else end
    if end < 0 or end - start > _MAX_WIDTH:
        return NOT_PLAIN
    cell[HOLDS], number[0] = _HOLDS_VALUE, 0.0
    if not is_exact or abs(tens) > _MAX_TENS:
        cell[START], cell[END] = start, end
    else:
        number[0] = sign * mantissa * _TENS[tens] if tens >= 0 else sign * mantissa / _TENS[-tens]
    return end


@inner
def _content(b, p, cell, number):
    """What stands between <v> and </v>."""
    if b[p] == xml.LESS:
        return p
    kind = cell[KIND]
    if kind == NUMBER:
        return _figure(b, p, cell, number)
    if kind == SHARED or kind == BOOL:
        end, value = xml.digits(b, p, 9)
        cell[HOLDS], number[0] = _HOLDS_VALUE, value
        return end if end > p and (kind == SHARED or value < 2) else NOT_PLAIN
    end = xml.text(b, p)
    cell[HOLDS], cell[START], cell[END] = _HOLDS_VALUE, p, end
    return end


@inner
def _formula(b, p):
    behind = xml.rest_of_tag(b, p)
    if behind < 0:
        return -behind
    end = xml.text(b, behind) if behind else NOT_PLAIN
    return xml.past(b, end, _FORMULA_END) if end >= 0 else NOT_PLAIN


@inner
def _inline(b, p, cell):
    """One text of one piece; pieces with formats of their own are not plain."""
    if cell[KIND] != TEXT:
        return NOT_PLAIN
    if starts(b, p, _NO_PIECE):
        return xml.past(b, p + _NO_PIECE.size, _INLINE_END)
    p += _INLINE.size
    start = p + _KEEP_BLANKS.size if starts(b, p, _KEEP_BLANKS) else p
    end = xml.text(b, start + 1) if b[start] == xml.MORE else NOT_PLAIN
    if end < 0 or not starts(b, end, _PIECE_END):
        return NOT_PLAIN
    if end > start + 1:
        cell[HOLDS], cell[START], cell[END] = _HOLDS_VALUE, start + 1, end
    return xml.past(b, end + _PIECE_END.size, _INLINE_END)


@inner
def _body(b, p, cell, number, tally):
    """A formula, then a value or a text, then the end of the cell."""
    if starts(b, p, _FORMULA):
        p, cell[HOLDS] = _formula(b, p + _FORMULA.size), _HOLDS_FORMULA
    if p >= 0 and starts(b, p, _VALUE):
        tally[0] += 1
        p = _content(b, p + _VALUE.size, cell, number)
        p = xml.past(b, p, _VALUE_END) if p >= 0 else NOT_PLAIN
    elif p >= 0 and starts(b, p, _NO_VALUE):
        p += _NO_VALUE.size
    elif p >= 0 and starts(b, p, _INLINE):
        p = _inline(b, p, cell)
    return xml.past(b, p, _CELL_END) if p >= 0 else NOT_PLAIN


@inner
def _cell(b, p, cell, number, tally):
    p = _cell_head(b, p, cell)
    if p < 0 or cell[IS_CLOSED]:
        return p
    p = _body(b, p, cell, number, tally)
    # A text formula whose result is "" is an empty cell; any other formula without a value was never calculated.
    if cell[HOLDS] == _HOLDS_FORMULA:
        cell[HOLDS] = _HOLDS_NOTHING if cell[KIND] == TEXT else _HOLDS_VALUE
        cell[KIND], number[0] = UNCALCULATED, 0.0
    return p


@inner
def _row_head(b, p):
    """As xml.rest_of_tag; the number, which stands first, is one."""
    first = xml.next_attribute(b, p)
    if first >= 0 and b[first] == _R and b[first + 1] == xml.EQUALS:
        end, _ = xml.digits(b, first + 3, 7)
        if b[first + 2] != xml.QUOTE or end == first + 3 or b[end] != xml.QUOTE:
            return 0
        p = end + 1
    return xml.rest_of_tag(b, p)


@inner
def _take_text(b, cell, number, tally, texts):
    taken, ends = texts
    at, n = ends[tally[2]], cell[END] - cell[START]
    for k in range(n):
        taken[at + k] = b[cell[START] + k]
    number[0], cell[END] = tally[2], 0
    tally[2] += 1
    ends[tally[2]] = at + n


@kept(types.int64(types.Array(types.uint8, 1, "C", readonly=True), types.int64[:, ::1], types.float64[::1], types.int64[::1],
                  types.Tuple((types.uint8[::1], types.int32[::1]))))
def scan(b, cells, numbers, tally, texts):
    """How many cells of whole rows hold something, or NOT_PLAIN; their addresses, styles, kinds and texts in `cells`, figures in `numbers`.

    `tally`: the values seen are counted at 0, the texts at 2; at 1 stands the length of the bytes. `texts`: one behind the other, and where each
    ends; START and END are kept only for numbers that are to be read elsewhere.
    """
    found, p, is_in_row = 0, 0, False
    cell, number = np.zeros(8, dtype=np.int64), np.zeros(1)
    while True:
        p = xml.blanks(b, p)
        if b[p] == 0:
            return found if not is_in_row and tally[1] == p else NOT_PLAIN
        if is_in_row and starts(b, p, _CELL):
            p = _cell(b, p + _CELL.size, cell, number, tally)
            if p < 0:
                return NOT_PLAIN
            if cell[HOLDS] == _HOLDS_VALUE:
                if cell[END] and cell[KIND] != NUMBER:
                    _take_text(b, cell, number, tally, texts)
                cells[found], numbers[found] = cell, number[0]
                found += 1
        elif is_in_row and starts(b, p, _ROW_END):
            is_in_row, p = False, p + _ROW_END.size
        elif not is_in_row and starts(b, p, _ROW_START):
            p = _row_head(b, p + _ROW_START.size)
            if p == 0:
                return NOT_PLAIN
            is_in_row, p = p > 0, abs(p)
        else:
            return NOT_PLAIN
