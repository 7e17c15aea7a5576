"""Population, area and villages of the generated city, for use as denominators."""

import numpy as np

from data.demo.geography.levels import URBAN
from data.demo.geography.regions import CITY_CODE, SEED, Boundary, build_regions

CITY_POPULATION = 4_300_000
# People per grid cell: cells are already small where people live, the core is denser still.
URBAN_WEIGHT = 1.5

Statistics = dict[str, dict[str, float]]


def statistics(seed: int = SEED) -> Statistics:
    """Code → population, area_km2, villages, for the city, its districts and its streets."""
    regions = build_regions(seed)
    population = _population(np.random.default_rng(seed), regions["street"], regions["grid"])
    villages = [region.code for region in regions["community"] if region.name.endswith("村")]
    rows: Statistics = {}
    for region in (*regions["district"], *regions["street"]):
        people = sum(count for code, count in population.items() if code.startswith(region.code))
        rows[region.code] = _row(people, region.area_km2, sum(code.startswith(region.code) for code in villages))
    area = round(sum(district.area_km2 for district in regions["district"]), 4)
    return {CITY_CODE: _row(sum(population.values()), area, len(villages)), **rows}


def _row(population: int, area_km2: float, villages: int) -> dict[str, float]:
    return {"population": population, "area_km2": area_km2, "villages": villages}


def _population(rng: np.random.Generator, streets: tuple[Boundary, ...], grids: tuple[Boundary, ...]) -> dict[str, int]:
    cells = {street.code: 0 for street in streets}
    for grid in grids:
        cells[grid.code[:9]] += 1
    weights = [count * (URBAN_WEIGHT if code[:6] in URBAN else 1) for code, count in cells.items()]
    weights = np.array(weights) * rng.lognormal(0, 0.18, len(weights))
    people = np.round(CITY_POPULATION * weights / weights.sum()).astype(int)
    return dict(zip(cells, people.tolist(), strict=True))
