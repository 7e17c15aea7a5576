"""Invented names: none of them is the name of a real county or district."""

from collections.abc import Iterator

import numpy as np

FIRST = "望栖澄锦云桐枫荷兰竹梅杏霞晴沐听揽泊鹭鹤雁麓松柳翠碧朗芷蔚棠榆槐澜汀漪岫"
SECOND = "川湖桥溪岭浦洲渡亭台塘湾泉坪岗林屏堤陂汀圩塬渚"
# Pairs that some real county, district or city bears, and one that stammers.
TAKEN = frozenset(("云溪", "兰溪", "松岭", "松溪", "柳林", "榆林", "沐川", "竹溪", "翠屏", "荷塘", "锦屏", "霞浦", "鹤岗", "汀汀"))
ROAD_TAILS = ("大道", "路", "街", "东路", "西路", "南路", "北路", "一路", "二路", "巷")
ROADS_PER_COMMUNITY = 8


def invented_names(rng: np.random.Generator) -> Iterator[str]:
    """Two-character names in a drawn order, each once."""
    pairs = [first + second for first in FIRST for second in SECOND if first + second not in TAKEN]
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
