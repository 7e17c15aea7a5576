"""What parsing looks things up in: the rule book, its headings, and the boundaries of the regions."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from data.catalogue.book import Catalogue
from data.catalogue.boundary_file import collection
from data.codes.address import COMMUNITY, DISTRICT, TOWN, AddressTree, Place
from data.codes.region_shapes import RegionShapes
from data.intake.headings import Headings


@dataclass
class Reference:
    """参照 — made once per rule version; `folder` is where the boundary files of the rule book lie."""

    book: Catalogue
    folder: Path | None = None

    @cached_property
    def headings(self) -> dict[str, Headings]:
        return {code: Headings(ledger) for code, ledger in self.book.ledgers.items()}

    @cached_property
    def regions(self) -> dict[str, str]:
        return {region.code: region.name for region in self.book.city.regions}

    @cached_property
    def addresses(self) -> AddressTree | None:
        """区县 of the rule book, and the 乡镇街道 and 社区村 of its boundary files; None without districts."""
        city = self.book.city
        places = [Place(region.code, region.name, region.parent, DISTRICT) for region in city.districts]
        for level, name in ((TOWN, "street"), (COMMUNITY, "community")):
            boundary = next((one for one in city.boundaries if one.level == name), None)
            if boundary is not None and self.folder is not None and (self.folder / boundary.file).is_file():
                said = [feature["properties"] for feature in collection(self.folder, boundary)["features"]]
                places += [Place(one["code"], one.get("name") or "", one.get("parent"), level) for one in said]
        return AddressTree((city.name, city.short_name), places) if places else None

    @cached_property
    def shapes(self) -> RegionShapes | None:
        """The districts; None when the city ships no boundaries."""
        boundary = next((one for one in self.book.city.boundaries if one.level == "district"), None)
        if boundary is None or self.folder is None or not (self.folder / boundary.file).is_file():
            return None
        return RegionShapes(collection(self.folder, boundary))
