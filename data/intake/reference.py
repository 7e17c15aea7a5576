"""What parsing looks things up in: the rule book, its headings, and the boundaries of the regions."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from data.catalogue.book import Catalogue
from data.catalogue.boundary_file import collection
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
    def shapes(self) -> RegionShapes | None:
        """The districts; None when the city ships no boundaries."""
        boundary = next((one for one in self.book.city.boundaries if one.level == "district"), None)
        if boundary is None or self.folder is None or not (self.folder / boundary.file).is_file():
            return None
        return RegionShapes(collection(self.folder, boundary))
