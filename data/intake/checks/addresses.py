"""The places an address names lie in each other, and in the region of the row: read along the city's own tree."""

from collections.abc import Iterator

import numpy as np

from data.codes.address import Address, AddressTree, Place
from data.intake.found import Found
from data.intake.ledger_rows import LedgerRows
from data.intake.typed import TypedColumn, doubtful
from data.vocabulary import Quality

ADDRESS, REGION = "address", "region"
_ENDS = ("村", "街道", "镇", "乡")  # behind 社区, or the last of these, stands nothing that the upper levels need


def addresses_name_places_of_the_region(rows: LedgerRows) -> Iterator[Found]:
    tree = rows.reference.addresses
    if ADDRESS not in rows.columns or tree is None:
        return
    column = rows.column(ADDRESS)
    read = _read_each(tree, column)
    yield from _strays(rows, tree, column, read)
    if REGION in rows.columns:
        yield from _elsewhere(rows, column, read)


def _read_each(tree: AddressTree, column: TypedColumn) -> list[Address | None]:
    """What each distinct address says of the upper levels; most share their beginning, which is read once."""
    known: dict[str, Address] = {}
    found: list[Address | None] = []
    for text in column.values:
        if not isinstance(text, str):
            found.append(None)
            continue
        end = text.rfind("社区")
        if end < 0:
            end = max(text.rfind(word) for word in _ENDS)
        head = text[:end + 2] if end >= 0 else text
        one = known.get(head)
        if one is None:
            one = known[head] = tree.read(head)
        found.append(one)
    return found


def _strays(rows: LedgerRows, tree: AddressTree, column: TypedColumn, read: list[Address | None]) -> Iterator[Found]:
    for number, one in enumerate(read):
        if one is not None and one.stray is not None:
            home = tree.parent(one.stray)
            said = f"地址中的“{one.stray.name}”{f'属于{home.name}' if home else '另有所属'}，不在{one.places[-1].name}，请核对地址"
            yield from rows.found(doubtful("address_tree", said, Quality.CONSISTENCY), ADDRESS, np.flatnonzero(column.codes == number))


def _elsewhere(rows: LedgerRows, column: TypedColumn, read: list[Address | None]) -> Iterator[Found]:
    districts: list[Place | None] = [one.district if one is not None and one.stray is None else None for one in read]
    named = column.spread([place.code if place else None for place in districts], None)
    region, header = rows.column(REGION), rows.ledger.column(REGION).header
    differing = np.flatnonzero((named != region.objects) & (named != np.array(None)) & region.present)
    for place in differing.tolist():
        district = next(one for one in districts if one is not None and one.code == named[place])
        said = f"地址写的是{district.name}，本行“{header}”是{rows.reference.regions.get(region.objects[place], region.objects[place])}，请核对哪个是对的"
        yield from rows.found(doubtful("address_region_agrees", said, Quality.CONSISTENCY), ADDRESS, [place])
