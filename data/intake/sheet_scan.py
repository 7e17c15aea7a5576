"""A pass over blocks of sheet XML in the plain form that all spreadsheet programs write, a column of bytes at a time.

Whatever is not in the plain form gives None and is walked tag by tag instead (sheet_walk): never half understood.
"""

import re

import numpy as np

from data.intake.cell_marks import BOOL, ERROR, ISO_DATE, NUMBER, SHARED, TEXT, UNCALCULATED, Marks, empty
from data.intake.shared_strings import texts as clean_texts

_T = re.compile(rb'\st="([a-zA-Z]+)"')
_S = re.compile(rb'\ss="(\d{1,6})"')
_WORDS = {b"s": SHARED, b"n": NUMBER, b"b": BOOL, b"e": ERROR, b"str": TEXT, b"inlineStr": TEXT, b"d": ISO_DATE}
_BY_LETTER = np.full(256, -1, dtype=np.int8)
for _word, _kind in _WORDS.items():
    if len(_word) == 1:
        _BY_LETTER[_word[0]] = _kind
_MAX_TAG, _MAX_NUMBER = 200, 40
_SPACE, _QUOTE, _SLASH, _GREATER = 32, 34, 47, 62
_TAGS = {"c": b" >/", "v": b">", "f": b" >/", "t": b" >"}


def _any_of(characters: bytes) -> np.ndarray:
    """A table that says of each byte whether it is one of the characters."""
    table = np.zeros(256, dtype=bool)
    table[list(characters)] = True
    return table


_AFTER = {name: _any_of(after) for name, after in _TAGS.items()}
_NUMERIC = _any_of(b"\x000123456789+-.eE")


class _Tags:
    """Positions of the tags of a block and of those that matter; `plain` says whether the block is in the plain form."""

    def __init__(self, block: bytes) -> None:
        self.buf = buf = np.frombuffer(block + b"\0" * 16, dtype=np.uint8)
        self.lt, self.gt = np.flatnonzero(buf == 60), np.flatnonzero(buf == _GREATER)
        self.plain = self.lt.size == self.gt.size and bool((self.lt < self.gt).all()) and bool((self.lt[1:] > self.gt[:-1]).all())
        if self.plain:
            self._sort()

    def _sort(self) -> None:
        buf = self.buf
        first, second = buf[self.lt + 1], buf[self.lt + 2]
        known = first == _SLASH
        places = {}
        for name, after in _AFTER.items():
            own = (first == ord(name)) & after[second]
            known |= own
            places[name] = np.flatnonzero(own)
        known |= (first == ord("r")) & (second == ord("o"))
        inline = (first == ord("i")) & (second == ord("s"))
        known |= inline
        self.inline = np.flatnonzero(inline)
        # <v/> is an empty value.
        known |= (first == ord("v")) & (second == _SLASH)
        self.plain = bool(known.all())
        self.cell_ends = int(((first == _SLASH) & (second == ord("c"))).sum())
        self.cells, self.values, self.formulas, self.pieces = places["c"], places["v"], places["f"], places["t"]

    def owners(self, tags: np.ndarray) -> np.ndarray:
        return np.searchsorted(self.cells, tags) - 1

    def content(self, tags: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Start and end of what follows each tag up to the next tag."""
        return self.gt[tags] + 1, self.lt[np.minimum(tags + 1, self.lt.size - 1)]


def scan_block(block: bytes) -> Marks | None:
    """The cells of whole rows of sheet XML; None when they are not in the plain form."""
    tags = _Tags(block)
    # The closing tags are counted by another way than the opening ones: no value may be overlooked.
    if not tags.plain or block.count(b"</v>") != tags.values.size or (tags.pieces.size and block.count(b"</t>") != tags.pieces.size):
        return None
    if not tags.cells.size:
        return empty() if not tags.values.size else None
    heads = _Heads(tags, block)
    if not heads.plain or tags.cell_ends != tags.cells.size - int(heads.closed.sum()):
        return None
    owner, piece_owner = tags.owners(tags.values), tags.owners(tags.pieces)
    if not _one_each(owner, heads.closed) or not _one_each(piece_owner, heads.closed) or tags.inline.size != tags.pieces.size:
        return None
    return _marks(tags, heads, owner, piece_owner, block)


class _Heads:
    """The attributes of every cell tag: row, column, style, kind."""

    def __init__(self, tags: _Tags, block: bytes) -> None:
        self.buf, start, end = tags.buf, tags.lt[tags.cells], tags.gt[tags.cells]
        self.closed = self.buf[end - 1] == _SLASH
        end = end - self.closed
        self.plain = self._reference(start)
        if self.plain:
            self._style_and_kind(start, end, block)

    def _reference(self, start: np.ndarray) -> bool:
        buf = self.buf
        if not ((buf[start + 3] == ord("r")) & (buf[start + 4] == ord("=")) & (buf[start + 5] == _QUOTE)).all():
            return False
        place = start + 6
        self.column, place = _digits(buf, place, 65, 26, 4)
        self.row, self.after = _digits(buf, place, 48, 10, 8)
        return bool(((buf[self.after] == _QUOTE) & (self.column > 0) & (self.row > 0)).all())

    def _style_and_kind(self, start: np.ndarray, end: np.ndarray, block: bytes) -> None:
        buf, after = self.buf, self.after
        styled = (end - after > 5) & (buf[after + 1] == _SPACE) & (buf[after + 2] == ord("s")) & (buf[after + 3] == ord("="))
        self.style, stop = _digits(buf, np.where(styled, after + 5, after), 48, 10, 6)
        self.style[~styled] = 0
        rest = end - stop - 1
        letter = np.minimum(stop + 5, buf.size - 1)
        typed = (buf[stop + 1] == _SPACE) & (buf[stop + 2] == ord("t")) & (buf[stop + 3] == ord("="))
        self.kind = np.full(start.size, NUMBER, dtype=np.int8)
        one, three, nine = typed & (rest == 6), typed & (rest == 8), typed & (rest == 14)
        self.kind[one] = _BY_LETTER[buf[letter[one]]]
        self.kind[three] = np.where(buf[letter[three] + 2] == ord("r"), TEXT, -1)
        self.kind[nine] = np.where(buf[letter[nine] + 8] == ord("r"), TEXT, -1)
        odd = np.flatnonzero(((rest != 0) & ~one & ~three & ~nine) | (self.kind < 0))
        for place in odd.tolist():
            self.plain = self.plain and self._by_hand(place, block[start[place] : end[place] + 1])

    def _by_hand(self, place: int, tag: bytes) -> bool:
        kind, style = _T.search(tag), _S.search(tag)
        self.kind[place] = _WORDS.get(kind[1] if kind else b"n", -1)
        self.style[place] = int(style[1]) if style else 0
        return len(tag) < _MAX_TAG and self.kind[place] >= 0


def _digits(buf: np.ndarray, place: np.ndarray, zero: int, base: int, most: int) -> tuple[np.ndarray, np.ndarray]:
    """Numbers written in digits (base 10) or letters (base 26, A = 1) from each place on, and the places after them."""
    value, alive = np.zeros(place.size, dtype=np.int32), np.ones(place.size, dtype=bool)
    one = 1 if base == 26 else 0
    for _ in range(most):
        digit = buf[place].astype(np.int32) - zero
        alive &= (digit >= 0) & (digit < base)
        if not alive.any():
            break
        value = np.where(alive, value * base + digit + one, value)
        place = place + alive
    return value, place


def _one_each(owner: np.ndarray, closed: np.ndarray) -> bool:
    """Each value belongs to one open cell, and no cell has two."""
    return not owner.size or (bool(owner[0] >= 0) and bool((owner[1:] > owner[:-1]).all()) and not closed[owner].any())


def _marks(tags: _Tags, heads: _Heads, owner: np.ndarray, piece_owner: np.ndarray, block: bytes) -> Marks | None:
    start, end = tags.content(tags.values)
    has = end > start
    owner, start, end = owner[has], start[has], end[has]
    kind = heads.kind.copy()
    state = np.zeros(kind.size, dtype=np.int8)  # 0 empty, 1 holds something
    state[owner] = 1
    number = np.zeros(kind.size, dtype=np.float64)
    texts: list[str] = []
    if not _numbers(tags.buf, kind, number, (owner, start, end)):
        return None
    wordy = (kind[owner] == TEXT) | (kind[owner] == ERROR) | (kind[owner] == ISO_DATE)
    _take_texts(block, number, texts, (owner[wordy], start[wordy], end[wordy]))
    start, end = tags.content(tags.pieces)
    has = end > start
    state[piece_owner[has]] = 1
    kind[piece_owner] = TEXT
    _take_texts(block, number, texts, (piece_owner[has], start[has], end[has]))
    formulas = tags.owners(tags.formulas)
    # A text formula whose result is "" is an empty cell; any other formula without a value was never calculated.
    waiting = formulas[(state[formulas] == 0) & (kind[formulas] != TEXT)]
    state[waiting], kind[waiting] = 1, UNCALCULATED
    keep = state == 1
    return Marks(heads.row[keep], heads.column[keep], kind[keep], heads.style[keep], number[keep], texts)


def _numbers(buf: np.ndarray, kind: np.ndarray, number: np.ndarray, where: tuple[np.ndarray, np.ndarray, np.ndarray]) -> bool:
    owner, start, end = where
    whole = (kind[owner] == SHARED) | (kind[owner] == BOOL)
    rest = kind[owner] == NUMBER
    if whole.any():
        value, stop = _digits(buf, start[whole], 48, 10, 9)
        if not (stop == end[whole]).all():
            return False
        number[owner[whole]] = value
    if rest.any():
        start, length = start[rest], (end - start)[rest]
        width = int(length.max())
        if width > _MAX_NUMBER:
            return False
        reach = np.arange(width)
        digits = np.where(reach < length[:, None], buf[np.minimum(start[:, None] + reach, buf.size - 1)], 0).astype(np.uint8)
        # Digits, sign, point and exponent only: no spaces, no underscores, no words.
        if not _NUMERIC[digits].all():
            return False
        try:
            number[owner[rest]] = np.ascontiguousarray(digits).view(f"S{width}").ravel().astype(np.float64)
        except ValueError:
            return False
    return True


def _take_texts(block: bytes, number: np.ndarray, texts: list[str], where: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    owner, start, end = where
    if owner.size:
        number[owner] = np.arange(len(texts), len(texts) + owner.size)
        texts += clean_texts([block[a:b] for a, b in zip(start.tolist(), end.tolist(), strict=True)])
