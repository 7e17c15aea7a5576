"""The places an address names lie in each other, and in the region of the row: read along the city's own tree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.codes.address import Address, AddressTree
from data.intake.found import Found
from data.intake.ledger_rows import LedgerRows
from data.intake.typed import TypedColumn, doubtful
from data.vocabulary import Quality

ADDRESS, REGION = "address", "region"
_HEAD = re.compile(r"(?s).*社区|.*(?:街道|[村镇乡])")  # behind 社区, or the last of these, stands nothing that the upper levels need


@dataclass(frozen=True)
class _Read:
    """What the addresses of a file say of the upper levels; most share their beginning, which is read once."""

    heads: list[Address]
    of_row: np.ndarray  # for each row the place in `heads`; -1 without an address


def addresses_name_places_of_the_region(rows: LedgerRows) -> Iterator[Found]:
    tree = rows.reference.addresses
    if ADDRESS not in rows.columns or tree is None:
        return
    read = _read_all(tree, rows.column(ADDRESS))
    yield from _strays(rows, tree, read)
    if REGION in rows.columns:
        yield from _elsewhere(rows, read)


def _read_all(tree: AddressTree, column: TypedColumn) -> _Read:
    begins = [(found[0] if (found := _HEAD.match(text)) else text) if isinstance(text, str) else None for text in column.values]
    places, heads = pd.factorize(np.array([*begins, None], dtype=object))  # the last for the rows without an address
    return _Read([tree.read(head) for head in heads], places[column.codes])


def _strays(rows: LedgerRows, tree: AddressTree, read: _Read) -> Iterator[Found]:
    for number, one in enumerate(read.heads):
        if one.stray is not None:
            home = tree.parent(one.stray)
            said = f"地址中的“{one.stray.name}”{f'属于{home.name}' if home else '另有所属'}，不在{one.places[-1].name}，请核对地址"
            yield from rows.found(doubtful("address_tree", said, Quality.CONSISTENCY), ADDRESS, np.flatnonzero(read.of_row == number))


def _elsewhere(rows: LedgerRows, read: _Read) -> Iterator[Found]:
    region, header = rows.column(REGION), rows.ledger.column(REGION).header
    districts = [None if one.stray is not None else one.district for one in read.heads]
    numbers, names = pd.factorize(np.array([*(place.code if place else None for place in districts), None, *region.values, None], dtype=object))
    named, own = numbers[:len(districts) + 1][read.of_row], numbers[len(districts) + 1:][region.codes]
    for place in np.flatnonzero((named != own) & (named >= 0) & region.present).tolist():
        district = districts[read.of_row[place]]
        assert district is not None
        said = f"地址写的是{district.name}，本行“{header}”是{rows.reference.regions.get(region.objects[place], region.objects[place])}，请核对哪个是对的"
        yield from rows.found(doubtful("address_region_agrees", said, Quality.CONSISTENCY), ADDRESS, [place])
