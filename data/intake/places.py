"""Where the objects of a file are: CGCS2000 degrees and 北斗网格位置码 of every row."""

from dataclasses import dataclass, field

import numpy as np

from data.codes import beidou, coordinates
from data.errors import GovernanceError
from data.intake.found import Found
from data.intake.ledger_rows import LedgerRows
from data.intake.typed import wrong
from data.vocabulary import Quality

GRID_LEVEL = 8
# After a change of datum the digits beyond a centimetre are noise.
_PLACES = 7


@dataclass
class Places:
    """位置 — NaN where a row has no place; `moved` says where the stored place is not the written one."""

    lng: np.ndarray
    lat: np.ndarray
    grid: np.ndarray
    moved: np.ndarray
    findings: list[Found] = field(default_factory=list)

    @property
    def known(self) -> np.ndarray:
        return np.isfinite(self.lng) & np.isfinite(self.lat)


def locate(rows: LedgerRows) -> Places:
    """Pairs only: a longitude without a latitude is no place."""
    lng, lat = rows.column("lng").numbers.copy(), rows.column("lat").numbers.copy()
    single = np.isnan(lng) | np.isnan(lat)
    lng[single], lat[single] = np.nan, np.nan
    places = Places(lng, lat, np.full(len(rows), None, dtype=object), np.zeros(len(rows), dtype=bool))
    for crs in dict.fromkeys(systems := _systems(rows)):
        if crs not in (coordinates.CGCS2000, coordinates.WGS84):
            _convert(rows, places, crs, np.flatnonzero((systems == crs) & ~single))
    places.grid = beidou.encode_many(places.lng, places.lat, GRID_LEVEL)
    return places


def _systems(rows: LedgerRows) -> np.ndarray:
    """The coordinate system of each row: its own column, else the ledger's."""
    stated = rows.column("crs")
    return stated.spread([_name(value, rows.ledger.crs) for value in stated.values], rows.ledger.crs)


def _name(word: object, default: str) -> str:
    return default if not isinstance(word, str) else word.upper() if word.upper().startswith("EPSG:") else word.lower()


def _convert(rows: LedgerRows, places: Places, crs: str, chosen: np.ndarray) -> None:
    try:
        lng, lat = coordinates.to_cgcs2000(places.lng[chosen], places.lat[chosen], crs)
    except GovernanceError as unknown:
        places.findings += rows.found(wrong("crs_known", unknown.sentence, Quality.ACCURACY), "crs", chosen)
        lng = lat = np.full(chosen.size, np.nan)
    places.lng[chosen], places.lat[chosen] = np.round(lng, _PLACES), np.round(lat, _PLACES)
    places.moved[chosen] = True
