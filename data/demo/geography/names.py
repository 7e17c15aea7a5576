"""Invented names: none of them is the name of a real county, district, town or street."""

from collections.abc import Iterator

import numpy as np

# The syllables are chosen so that no pair of them names a real county, town or street: change them only after looking that up.
FIRST = "栖澄霞晴沐听揽鹭雁麓碧朗芷蔚棠榆澜漪岫霁蘅萱栩皎煦筠葭芸苇馨韵邀"
SECOND = "桥渡亭台湾泉坪岗屏堤陂汀圩塬渚苑畔埂榭坞垣"
ROAD_TAILS = ("大道", "路", "街", "东路", "西路", "南路", "北路", "一路", "二路", "巷")
ROADS_PER_COMMUNITY = 8


def invented_names(rng: np.random.Generator) -> Iterator[str]:
    """Two-character names in a drawn order, each once."""
    pairs = [first + second for first in FIRST for second in SECOND]
    yield from rng.permutation(np.array(pairs)).tolist()


def street_suffix(rng: np.random.Generator, is_urban: bool) -> str:
    return "街道" if is_urban else str(rng.choice(["街道", "镇", "乡"], p=[0.4, 0.45, 0.15]))


def community_suffix(rng: np.random.Generator, street_name: str) -> str:
    """A 街道 is made of 社区; a 镇 or 乡 of 行政村 and a few 社区."""
    if street_name.endswith("街道"):
        return "社区"
    return str(rng.choice(["村", "社区"], p=[0.75, 0.25]))


def road_names(rng: np.random.Generator) -> list[str]:
    """The roads of one community."""
    pairs = rng.choice(list(FIRST), ROADS_PER_COMMUNITY, replace=False), rng.choice(list(SECOND), ROADS_PER_COMMUNITY)
    tails = rng.choice(ROAD_TAILS, ROADS_PER_COMMUNITY)
    return [f"{first}{second}{tail}" for first, second, tail in zip(*pairs, tails, strict=True)]
