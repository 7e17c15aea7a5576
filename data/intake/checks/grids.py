"""A given 北斗网格位置码 is the one its coordinates have."""

from collections.abc import Iterator

import numpy as np

from data.codes import beidou
from data.intake.found import Found
from data.intake.ledger_rows import LedgerRows
from data.intake.places import Places
from data.intake.typed import doubtful, wrong
from data.vocabulary import Quality

_LAST_LEVELS = 2  # a difference in these may be rounding, in earlier ones it is another place


def grids_are_those_of_the_coordinates(rows: LedgerRows, places: Places) -> Iterator[Found]:
    if "grid" not in rows.columns:
        return
    given = rows.column("grid")
    asked = given.present & places.known
    levels = given.spread([beidou.level_of(code) if code else None for code in given.values], None)
    for level in sorted({one for one in levels[asked].tolist() if one is not None}):
        chosen = np.flatnonzero(asked & (levels == level))
        computed = beidou.encode_many(places.lng[chosen], places.lat[chosen], level)
        differing = np.flatnonzero((computed != given.objects[chosen]) & (computed != np.array(None)))
        for one in differing.tolist():
            yield from _difference(rows, int(chosen[one]), computed[one], level)


def _difference(rows: LedgerRows, place: int, computed: str, level: int) -> Iterator[Found]:
    common = beidou.common_level(rows.column("grid").objects[place], computed)
    if common >= level - _LAST_LEVELS:
        said = f"与坐标计算的网格码“{computed}”只在末位不同，系统按坐标计算的取用；请核实坐标精度"
        yield from rows.found(doubtful("grid_agrees", said, Quality.CONSISTENCY), "grid", [place])
        return
    said = f"与坐标不符：按本行经纬度计算应为“{computed}”，请核对坐标或网格码（也可留空，由系统计算）"
    yield from rows.found(wrong("grid_agrees", said, Quality.CONSISTENCY), "grid", [place])
