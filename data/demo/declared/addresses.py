"""Sketch of the standard addresses of one district: a tree from the district down to single rooms."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from data.demo import places
from data.demo.declared.thing import Sketch, Thing
from data.demo.geography.regions import CITY_NAME
from data.demo.objects import generator, regions_of

STREETS, COMMUNITIES, ROADS, HOUSES = 2, 2, 2, 2  # children of each; a room in the first house of each road
WITHOUT_REGION = "990103"  # whose addresses a unit of the whole city keeps

NAMED_FROM = date(2022, 3, 1)
HOUSE, FIRST_HOUSE = "010101", 2_000_000  # class code, and where the running numbers of coded houses begin

Node = dict[str, Any]


@lru_cache(maxsize=20)
def tree(seed: int, unit: str, region: str) -> tuple[Node, ...]:
    """Parents before children."""
    name = places.boundaries("district")[region].name
    found: list[Node] = [_node(region, None, "区县", CITY_NAME + name, name)]
    for street in _below("street", region, STREETS):
        text = f"{CITY_NAME}{name}{street.name}"
        found.append(_node(street.code, region, "乡镇街道", text, street.name, part_town=street.name))
        for community in _below("community", street.code, COMMUNITIES):
            found.append(_node(community.code, street.code, "社区村", text + community.name, community.name, part_community=community.name))
            for n, road in enumerate(places.roads_of(community.code)[:ROADS], 1):
                found += _road(community.code, f"{community.code}{n:02d}", road, road.removeprefix(text + community.name))
    lng, lat = _points(seed, unit, found)
    return tuple({**node, "region": region, "lng": x, "lat": y} for node, x, y in zip(found, lng, lat, strict=True))


def _node(code: str, parent: str | None, level: str, address: str, name: str, **parts: str) -> Node:
    return {"address_code": code, "parent_code": parent, "level": level, "address": address, "name": name, **parts}


def _below(level: str, parent: str, most: int) -> list[Any]:
    return [b for b in places.boundaries(level).values() if b.code.startswith(parent)][:most]


def _road(community: str, code: str, address: str, name: str) -> list[Node]:
    found = [_node(code, community, "街路巷院落", address, name, part_road=name)]
    for n in range(1, HOUSES + 1):
        house, number = f"{code}{n:03d}", f"{n * 8}号"
        found.append(_node(house, code, "建筑物", address + number, number, part_building=number, door_plate=number))
    room = f"{found[1]['address']}1单元301室"
    return [*found, _node(f"{found[1]['address_code']}0301", str(found[1]["address_code"]), "户室", room, "1单元301室", part_room="1单元301室")]


def _points(seed: int, unit: str, nodes: list[Node]) -> tuple[list[float], list[float]]:
    """Each inside its community; what is larger stands in the first one below it."""
    rng, lng, lat = generator(seed, "address", unit), [], []
    for node in nodes:
        community = next(n["address_code"] for n in nodes if len(n["address_code"]) == 12 and n["address_code"].startswith(node["address_code"][:12]))
        x, y = places.random_points(rng, community, 1, "community")
        lng.append(float(x[0]))
        lat.append(float(y[0]))
    return lng, lat


def _region(x: Thing) -> str:
    return x.unit.regions[0] if x.unit.regions else WITHOUT_REGION if WITHOUT_REGION in regions_of(x.unit) else regions_of(x.unit)[0]


def _node_of(x: Thing) -> Node:
    return tree(x.world.seed, x.table.unit, _region(x))[x.number - 1]


def _is_governed(x: Thing) -> bool:
    return x.share("governed") < 0.3 + 0.6 * x.lapsed


def _is_mapped(x: Thing) -> bool:
    return _is_governed(x) and x.share("mapped") < 0.8


def _entity_code(x: Thing) -> str | None:
    """Of the house that stands there, once the address is governed and somebody has coded it."""
    node = _node_of(x)
    is_coded = node["level"] in ("建筑物", "户室") and _is_governed(x) and x.share("coded") < 0.75
    return f"{node['region']}{HOUSE}{x.table.unit[1:]}{FIRST_HOUSE + x.number:07d}" if is_coded else None


NAMED = ("address_code", "parent_code", "level", "address", "name", "part_town", "part_community", "part_road", "part_building", "part_room", "door_plate")
SIZE = 1 + STREETS * (1 + COMMUNITIES * (1 + ROADS * (2 + HOUSES)))
ADDRESS = Sketch(SIZE, "{n}", ("现用",), {
    **{name: (lambda field: lambda x: _node_of(x).get(field))(name) for name in NAMED},
    "region": lambda x: _node_of(x)["region"], "lng": lambda x: _node_of(x)["lng"] if _is_mapped(x) else None,
    "lat": lambda x: _node_of(x)["lat"] if _is_mapped(x) else None, "governed": lambda x: "是" if _is_governed(x) else "否",
    "mapped": lambda x: "是" if _is_mapped(x) else "否", "entity_code": _entity_code,
    "named_on": lambda x: x.reached[0]}, days=lambda x: (NAMED_FROM + timedelta(days=x.number),),
    place=_node_of)
