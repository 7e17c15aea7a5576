"""北斗网格位置码 (GB/T 39409-2020): encode, decode, compare, and the grid pyramid the map counts in."""

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from data.codes.arc_units import UNITS_PER_DEGREE, Degree, as_decimal, floor_unit, floor_units

# Level 0 is the hemisphere letter alone; index = level.
LENGTHS = (1, 4, 6, 7, 9, 11, 12, 14, 16, 18, 20)
WIDTHS = (0, 44236800, 3686400, 1843200, 122880, 8192, 4096, 512, 64, 8, 1)
HEIGHTS = (0, 29491200, 3686400, 1228800, 122880, 8192, 4096, 512, 64, 8, 1)
# At these levels one digit says row × 2 + column; at the others column and row have a character each.
_Z_LEVELS = (3, 6)
_DIGITS = "0123456789ABCDE"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUV"

# The two-dimensional grid of the standard ends at 88°; the poles have another one.
POLE = 88
_WORDS = re.compile(
    r"[NS](?:(?:0[1-9]|[1-5][0-9]|60)[A-V](?:[0-9AB][0-7](?:[0-5](?:[0-9A-E][0-9]"
    r"(?:[0-9A-E]{2}(?:[0-3](?:[0-7]{2}){0,4})?)?)?)?)?)?"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One grid cell in degrees of CGCS2000; west and south are its lower edges on the globe."""

    level: int
    west: float
    south: float
    width: float
    height: float

    @property
    def east(self) -> float:
        return self.west + self.width

    @property
    def north(self) -> float:
        return self.south + self.height


def encode(lng: Degree, lat: Degree, level: int = 8) -> str:
    """The code of a point, exact from its decimal writing; ValueError beyond ±180° (exclusive) and ±88° (exclusive)."""
    _check_level(level)
    x, y = as_decimal(lng), as_decimal(lat)
    if x.copy_abs() >= 180 or y.copy_abs() >= POLE:
        raise ValueError(f"outside the grid: {lng}, {lat}")
    return _spell(_Point(x < 0, y < 0, floor_unit(x.copy_abs()), floor_unit(y.copy_abs())), level)


def encode_many(lng: np.ndarray, lat: np.ndarray, level: int = 8) -> np.ndarray:
    """encode() of every pair of floats; None where the pair is no place of the grid."""
    _check_level(level)
    x, y = np.asarray(lng, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    placed = (np.abs(x) < 180) & (np.abs(y) < POLE)
    codes = np.full(x.shape, None, dtype=object)
    if placed.any():
        codes[placed] = _spell_many(x[placed], y[placed], level)
    return codes


def decode(code: str) -> Cell:
    """The cell a valid code names; ValueError for any other text."""
    level = level_of(code)
    if level is None:
        raise ValueError(f"not a grid code: {code!r}")
    sign_y = -1 if code[0] == "S" else 1
    if level == 0:
        return Cell(0, -180.0, 0.0 if sign_y > 0 else -float(POLE), 360.0, float(POLE))
    column = int(code[1:3])
    sign_x = 1 if column > 30 else -1
    x = (column - 31 if sign_x > 0 else 30 - column) * WIDTHS[1]
    y = _LETTERS.index(code[3]) * HEIGHTS[1]
    for deeper in range(2, level + 1):
        across, up = _read(code[LENGTHS[deeper - 1] : LENGTHS[deeper]])
        x, y = x + across * WIDTHS[deeper], y + up * HEIGHTS[deeper]
    width, height = WIDTHS[level], HEIGHTS[level]
    west, south = (x if sign_x > 0 else -x - width), (y if sign_y > 0 else -y - height)
    return Cell(level, *(edge / UNITS_PER_DEGREE for edge in (west, south, width, height)))


def is_valid(code: str) -> bool:
    """Upper-case text of an allowed length in which every segment is within its split."""
    return isinstance(code, str) and _WORDS.fullmatch(code) is not None


def level_of(code: str) -> int | None:
    """0 (hemisphere) to 10, None when the code is not valid."""
    return LENGTHS.index(len(code)) if is_valid(code) else None


def common_level(a: str, b: str) -> int:
    """Deepest level at which two codes agree: 0 the hemisphere only, -1 not even that."""
    agreed = -1
    for level, (start, stop) in enumerate(pairwise((0, *LENGTHS))):
        if min(len(a), len(b)) < stop or a[start:stop] != b[start:stop]:
            break
        agreed = level
    return agreed


@dataclass(frozen=True, slots=True)
class _Point:
    """Distances from the equator and the prime meridian in units; the standard mirrors west and south about them."""

    is_west: bool
    is_south: bool
    x: int
    y: int


def _check_level(level: int) -> None:
    if not 0 <= level < len(LENGTHS):
        raise ValueError(f"grid levels are 0 to 10, not {level}")


def _spell(point: _Point, level: int) -> str:
    words = ["S" if point.is_south else "N"]
    (column, x), (row, y) = divmod(point.x, WIDTHS[1]), divmod(point.y, HEIGHTS[1])
    words.append(f"{30 - column if point.is_west else column + 31:02d}{_LETTERS[row]}")
    for deeper in range(2, level + 1):
        (across, x), (up, y) = divmod(x, WIDTHS[deeper]), divmod(y, HEIGHTS[deeper])
        words.append(_DIGITS[up * 2 + across] if deeper in _Z_LEVELS else _DIGITS[across] + _DIGITS[up])
    return "".join(words)[: LENGTHS[level]]


def _read(segment: str) -> tuple[int, int]:
    if len(segment) == 1:
        up, across = divmod(int(segment), 2)
        return across, up
    return _DIGITS.index(segment[0]), _DIGITS.index(segment[1])


def _spell_many(lng: np.ndarray, lat: np.ndarray, level: int) -> np.ndarray:
    """The same spelling, a column of characters at a time."""
    digits = np.frombuffer(_DIGITS.encode(), dtype=np.uint8)
    letters = np.frombuffer(_LETTERS.encode(), dtype=np.uint8)
    text = np.empty((lng.size, LENGTHS[max(level, 1)]), dtype=np.uint8)
    column, x = np.divmod(floor_units(np.abs(lng)), WIDTHS[1])
    row, y = np.divmod(floor_units(np.abs(lat)), HEIGHTS[1])
    text[:, 0] = np.where(lat < 0, ord("S"), ord("N"))
    tens, ones = np.divmod(np.where(lng < 0, 30 - column, column + 31), 10)
    text[:, 1], text[:, 2], text[:, 3] = digits[tens], digits[ones], letters[row]
    for deeper in range(2, level + 1):
        (across, x), (up, y) = np.divmod(x, WIDTHS[deeper]), np.divmod(y, HEIGHTS[deeper])
        place = LENGTHS[deeper - 1]
        if deeper in _Z_LEVELS:
            text[:, place] = digits[up * 2 + across]
        else:
            text[:, place], text[:, place + 1] = digits[across], digits[up]
    text = np.ascontiguousarray(text[:, : LENGTHS[level]])
    return text.view(f"S{LENGTHS[level]}").ravel().astype(f"U{LENGTHS[level]}").astype(object)


@dataclass(frozen=True, slots=True)
class Level:
    """One storey of the pyramid: cells of width × height units counted from 180° W, 90° S."""

    name: str
    beidou_level: int | None
    width: int
    height: int

    @property
    def arc(self) -> str:
        """30′, 4″."""
        return self.name.replace("m", "′").replace("s", "″")

    @property
    def columns(self) -> int:
        return 360 * UNITS_PER_DEGREE // self.width

    @property
    def rows(self) -> int:
        return 180 * UNITS_PER_DEGREE // self.height


# 5′ and 20″ stand between levels of the standard so that no step multiplies the cells by more than 25.
PYRAMID = (
    Level("30m", 2, WIDTHS[2], HEIGHTS[2]),
    Level("15m", 3, WIDTHS[3], HEIGHTS[3]),
    Level("5m", None, 5 * WIDTHS[4], 5 * HEIGHTS[4]),
    Level("1m", 4, WIDTHS[4], HEIGHTS[4]),
    Level("20s", None, 5 * WIDTHS[5], 5 * HEIGHTS[5]),
    Level("4s", 5, WIDTHS[5], HEIGHTS[5]),
)
_BY_NAME = {level.name: level for level in PYRAMID}


def cells(lng: np.ndarray, lat: np.ndarray, level_name: str) -> tuple[np.ndarray, np.ndarray]:
    """Column and row of each point's cell; -1, -1 for what is no place; 180° E and 90° N belong to the last cell."""
    level = _BY_NAME[level_name]
    x, y = np.asarray(lng, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    placed = (np.abs(x) <= 180) & (np.abs(y) <= 90)
    column = floor_units(np.where(placed, x, 0.0)) + 180 * UNITS_PER_DEGREE
    row = floor_units(np.where(placed, y, 0.0)) + 90 * UNITS_PER_DEGREE
    column = np.minimum(column // level.width, level.columns - 1)
    row = np.minimum(row // level.height, level.rows - 1)
    return np.where(placed, column, -1), np.where(placed, row, -1)


def cell_bounds(level_name: str, x: int, y: int) -> tuple[float, float, float, float]:
    """West, south, east, north of a cell in degrees."""
    level = _BY_NAME[level_name]
    west, south = x * level.width - 180 * UNITS_PER_DEGREE, y * level.height - 90 * UNITS_PER_DEGREE
    edges = (west, south, west + level.width, south + level.height)
    return tuple(edge / UNITS_PER_DEGREE for edge in edges)
