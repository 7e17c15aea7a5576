"""One system of the work plan: what is asked of it first, its districts and units, and the ledgers its figures are counted from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from data.access.scope import Actor
from data.catalogue.book import Catalogue
from data.catalogue.indicator import Indicator
from data.catalogue.ledger import Ledger
from data.catalogue.system import Lead
from data.errors import NotFound
from data.indicators.figure import Figure
from data.indicators.figures import EVERY, figures
from data.indicators.views import IndicatorLine, city_lines
from data.store import rulebook
from data.vocabulary import FigureState, Light

BEHIND = frozenset({Light.RED, Light.YELLOW})


@dataclass(frozen=True)
class Standing:
    """A unit or district over the indicators of one system; what is not said of it is not in `figures`."""

    code: str
    name: str
    figures: Mapping[str, Figure]  # by indicator

    @property
    def worst(self) -> Figure | None:
        """The planned figure furthest behind its plan."""
        return min((f for f in self.figures.values() if f.gap_points is not None), key=lambda f: f.gap_points or Decimal(), default=None)

    @property
    def is_silent(self) -> bool:
        """Nothing of it is known this month, though something is due."""
        return bool(self.figures) and all(f.state == FigureState.MISSING for f in self.figures.values())


@dataclass(frozen=True)
class SystemView:
    """系统 — its indicators in the rule book's order, and everything its page says of them."""

    name: str
    indicators: list[Indicator]
    lines: list[IndicatorLine]
    districts: list[Standing]
    units: list[Standing]  # of those the reader sees, the one furthest behind first
    ledgers: list[Ledger]
    tasks: frozenset[str]
    leads: list[Lead]  # what is asked first, as the rule book declares it; none: the indicators in its order

    @property
    def asked_first(self) -> list[Indicator]:
        """The indicators, those that answer a declared question before the others."""
        order = {lead.indicator: n for n, lead in enumerate(self.leads)}
        return sorted(self.indicators, key=lambda i: order.get(i.code, len(order)))

    @property
    def is_by_region(self) -> bool:
        """Whether any of its ledgers says in which district a row belongs."""
        return any("region" in ledger.fields for ledger in self.ledgers)

    @property
    def lights(self) -> dict[Light, int]:
        found: dict[Light, int] = {}
        for line in self.lines:
            if line.figure.light is not None:
                found[line.figure.light] = found.get(line.figure.light, 0) + 1
        return found

    @property
    def behind(self) -> list[Figure]:
        """The city's figures that are yellow or red, the one furthest behind first."""
        late = [line.figure for line in self.lines if line.figure.light in BEHIND]
        return sorted(late, key=lambda f: f.gap_points or Decimal())


def system_names(book: Catalogue) -> list[str]:
    return list(dict.fromkeys(i.system for i in book.indicators.values()))


def system_view(session: Session, actor: Actor, name: str, period: str) -> SystemView:
    """Raises NotFound for a system that no indicator of the month's rule book belongs to."""
    book = rulebook.book_for(session, period)
    indicators = [i for i in book.indicators.values() if i.system == name]
    if not indicators:
        raise NotFound(f"办法中没有“{name}”这个系统")
    codes = {i.code for i in indicators}
    lines = [line for line in city_lines(session, actor, period) if line.figure.indicator in codes]
    units = _by(((f.unit or "", f) for f in figures(session, period, EVERY) if f.unit and actor.sees(f.unit)), codes)
    districts = _by(((f.region or "", f) for f in figures(session, period, region=EVERY)), codes)
    return SystemView(
        name,
        indicators,
        lines,
        [Standing(r.code, r.name, districts[r.code]) for r in book.city.districts if r.code in districts],
        sorted((Standing(u.code, u.short_name, units[u.code]) for u in book.members if u.code in units), key=_behind_first),
        ledgers_of(book, indicators),
        frozenset(task.code for task in book.plan.tasks if codes & set(task.indicators)),
        [lead for declared in book.systems if declared.name == name for lead in declared.leads],
    )


def ledgers_of(book: Catalogue, indicators: Sequence[Indicator]) -> list[Ledger]:
    """The ledgers the figures are counted from, numerators first; statistics of the city are none."""
    sides = [*(i.numerator for i in indicators), *(i.denominator for i in indicators if i.denominator)]
    return [book.ledger(code) for code in dict.fromkeys(side.ledger for side in sides if side.ledger)]


def _by(found: Iterable[tuple[str, Figure]], codes: set[str]) -> dict[str, dict[str, Figure]]:
    kept: dict[str, dict[str, Figure]] = {}
    for at, figure in found:
        if figure.indicator in codes and figure.state != FigureState.NOT_APPLICABLE:
            kept.setdefault(at, {})[figure.indicator] = figure
    return kept


def _behind_first(standing: Standing) -> tuple[bool, Decimal, str]:
    worst = standing.worst
    return worst is None, (worst.gap_points if worst else None) or Decimal(), standing.code


def followed_codes(indicators: Sequence[Indicator], most: int = 4) -> list[str]:
    """Whose months are drawn: planned ones first, in the order given."""
    return [i.code for i in sorted(indicators, key=lambda i: not i.points)][:most]
