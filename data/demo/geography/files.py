"""The shipped boundary files: written from the generated regions, read by whoever needs a place."""

import json
from pathlib import Path

import shapely

from data.demo.geography.plane import DECIMALS
from data.demo.geography.regions import CODE_LENGTHS, SEED, Boundary, build_regions
from data.demo.geography.statistics import Statistics, statistics

FOLDER = Path(__file__).parents[2] / "catalogue" / "boundaries"


def write_files(folder: Path = FOLDER, seed: int = SEED) -> list[Path]:
    """Everything about the city of this seed, the same bytes each time."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {f"{level}.geojson": collection(regions) for level, regions in build_regions(seed).items()}
    texts["statistics.json"] = statistics_text(statistics(seed))
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [folder / name for name in texts]


def collection(regions: tuple[Boundary, ...]) -> str:
    """One region a line, so that a change is seen where it is. No `crs` member: RFC 7946 dropped it."""
    lines = ",\n".join(_dumps(_feature(region)) for region in regions)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'


def _feature(region: Boundary) -> dict:
    ring = shapely.get_coordinates(shapely.normalize(region.outline)).round(DECIMALS)
    # RFC 7946 wants the outer ring counter-clockwise; normalize() leaves it clockwise.
    return {
        "type": "Feature",
        "properties": {
            "code": region.code,
            "name": region.name,
            "parent": region.parent,
            "area_km2": region.area_km2,
        },
        "geometry": {"type": "Polygon", "coordinates": [ring[::-1].tolist()]},
    }


def statistics_text(rows: Statistics) -> str:
    lines = ",\n".join(f'"{code}":{_dumps(row)}' for code, row in rows.items())
    return f"{{\n{lines}\n}}\n"


def _dumps(value: dict) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_boundaries(level: str, folder: Path = FOLDER) -> tuple[Boundary, ...]:
    if level not in CODE_LENGTHS:
        raise ValueError(f"{level!r} is not one of {', '.join(CODE_LENGTHS)}")
    features = json.loads((folder / f"{level}.geojson").read_text(encoding="utf-8"))["features"]
    return tuple(Boundary(**feature["properties"], outline=shapely.Polygon(*feature["geometry"]["coordinates"])) for feature in features)
