"""Pure: groups and the city out of their units' parts (never an average of percentages), and parts laid out as lines."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from data.catalogue.indicator import Indicator
from data.indicators.figure import GROUP, Line
from data.indicators.parts import ALL, Amounts, Part, Question, Scope, is_by_region, ledgers_of, statistic
from data.vocabulary import FigureState

CITY = ""
Counted = Mapping[tuple[str, str], Amounts]  # (space, roll-up) → distinct counts


def members(scope: Scope, indicator: Indicator) -> dict[str, list[str]]:
    """Roll-up → its units: the city, and every group that has a unit the indicator applies to."""
    units = scope.units_of(indicator)
    found: dict[str, list[str]] = {CITY: units}
    for unit in units:
        group = scope.catalogue.unit(unit).group
        if group:
            found.setdefault(GROUP + group, []).append(unit)
    return found


def rolled(scope: Scope, indicator: Indicator, label: str, parts: Sequence[Part], counted: Counted) -> Part:
    """The parts of a group or the city; a distinct count comes ready made, a statistic belongs to the regions, not to the units."""
    handed = [part for part in parts if not part.missing]
    units = [scope.catalogue.unit(part.unit) for part in parts]
    regions = [] if label == CITY or any(not u.regions for u in units) else list(dict.fromkeys(r for u in units for r in u.regions))

    def side(question: Question, amounts: list[Amounts]) -> Amounts:
        if question.aggregate.aggregate == "count_distinct":
            return dict.fromkeys((region for some in amounts for region in some), Decimal()) | counted.get((question.space, label), {})
        if question.aggregate.aggregate == "statistic":
            return statistic(scope.catalogue, question.aggregate.field or "", scope.period, regions)
        return _sum(amounts)

    above = side(Question(indicator, True), [part.numerator for part in handed])
    below = side(Question(indicator, False), [part.denominator for part in handed]) if indicator.denominator else {}
    reports = [part.reported for part in parts if part.reported is not None]
    reported = sum(reports, Decimal()) if reports and not indicator.is_ratio else None
    missing = () if handed else tuple(scope.catalogue.ledger(ledger).name for ledger in ledgers_of(indicator))
    receipts = tuple(sorted({receipt for part in parts for receipt in part.submissions}))
    return Part(label, indicator, missing, above, below, reported, receipts, len(handed), len(parts))


def lines(scope: Scope, part: Part) -> list[Line]:
    """One line for all regions together and one for each region the part speaks of."""
    if part.missing:
        why = f"未报送或未通过校验：{'、'.join(part.missing)}"
        return [Line(part.unit, ALL, FigureState.MISSING, why, None, None, part.reported, part.submissions)]
    return [_line(scope, part, region) for region in (ALL, *sorted(_regions(scope, part)))]


def _regions(scope: Scope, part: Part) -> set[str]:
    is_told = part.unit == CITY and is_by_region(scope.catalogue, part.indicator)
    return (_spoken(part) | ({district.code for district in scope.catalogue.city.districts} if is_told else set())) - {ALL}


def _spoken(part: Part) -> set[str]:
    """Regions the ledgers speak of; a statistic exists whether or not anybody reported."""
    return set(part.numerator) | (set() if _is_statistic(part) else set(part.denominator))


def _line(scope: Scope, part: Part, region: str) -> Line:
    reported = part.reported if region == ALL else None
    above, below = part.numerator.get(region, Decimal()), None
    state, why = FigureState.OK, "" if part.handed == part.due else f"已报 {part.handed}/{part.due} 个单位，未齐"
    if region != ALL and region not in _spoken(part) and part.handed < part.due:
        return Line(part.unit, region, FigureState.MISSING, f"本区划没有已报送的数据，{why}", None, None, None, part.submissions)
    if part.indicator.is_ratio:
        below = part.denominator.get(region, None if _is_statistic(part) else Decimal())
        if below is None:
            state, why = FigureState.MISSING, "城市目录中没有作分母的统计数"
        elif below == 0:
            state, why = FigureState.NOT_APPLICABLE, "分母为零"
    return Line(part.unit, region, state, why, above, below, reported, part.submissions)


def _is_statistic(part: Part) -> bool:
    return part.indicator.denominator is not None and part.indicator.denominator.aggregate == "statistic"


def _sum(amounts: Sequence[Amounts]) -> Amounts:
    total: Amounts = defaultdict(Decimal)
    for some in amounts:
        for region, amount in some.items():
            total[region] += amount
    return dict(total)
