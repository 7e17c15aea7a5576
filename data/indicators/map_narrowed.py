"""What of its layers the map shows and by what it colours them: one unit, declared kinds and statuses of each ledger."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.access.scope import Actor
from data.catalogue.book import Catalogue
from data.catalogue.ledger import Ledger
from data.vocabulary import Labelled

BETWEEN = "/"  # ledger/status/已建成


class Colouring(Labelled):
    """着色 — what the colour of an object says."""

    LAYER = "layer", "按图层"
    STATUS = "status", "按状态"
    UNIT = "unit", "按单位"

    @property
    def part(self) -> str:
        """What the objects of a cell are counted by."""
        return "kind" if self is Colouring.LAYER else self.value


class Ground(Labelled):
    """区划着色 — what the colour of a district says."""

    FIGURES = "figures", "指标"
    GAPS = "gaps", "未报送"


@dataclass(frozen=True)
class Narrowed:
    """筛选 — the layers, one unit ('' is all), and words like pole/status/已建成; words of one column are one or the other."""

    ledgers: tuple[str, ...]
    unit: str = ""
    only: tuple[str, ...] = ()
    by: Colouring = Colouring.LAYER

    def of(self, ledgers: Mapping[str, Ledger]) -> dict[str, dict[str, tuple[str, ...]]]:
        """Ledger → kinds and statuses; what no ledger declares is left out, a ledger without a word is not narrowed."""
        found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        for word, _, _ in (choice for choice in narrowings(ledgers.values()) if choice[0] in self.only):
            ledger, column, value = word.split(BETWEEN, 2)
            name = "kinds" if column == "kind" else "statuses"
            found[ledger][name] = (*found[ledger].get(name, ()), value)
        return dict(found)


def colouring(word: str | None) -> Colouring:
    """What the address says; the layer where it says nothing known."""
    return next((one for one in Colouring if one == word), Colouring.LAYER)


def narrowings(ledgers: Iterable[Ledger]) -> list[tuple[str, str, str]]:
    """Every declared kind and status as (word, ledger's name, header: value)."""
    found = []
    for ledger in ledgers:
        for column, declared in (("kind", ledger.kind_field), ("status", "status")):
            if declared in ledger.fields and (column == "status" or declared != "status"):
                said = ledger.column(str(declared))
                found += [(BETWEEN.join((ledger.code, column, choice)), ledger.name, f"{said.header}：{choice}") for choice in said.choices]
    return found


def coloured_values(book: Catalogue, actor: Actor, ledgers: Sequence[Ledger], by: Colouring) -> list[tuple[str, str]]:
    """The statuses declared by the layers, or the units in sight that hand them in, each with its word; none where layers colour."""
    if by is Colouring.STATUS:
        return [(choice, choice) for choice in dict.fromkeys(c for one in ledgers if "status" in one.fields for c in one.column("status").choices)]
    if by is Colouring.UNIT:
        shown = {ledger.code for ledger in ledgers}
        return [(unit.code, unit.short_name) for unit in book.members if actor.sees(unit.code) and shown & set(unit.owes)]
    return []
