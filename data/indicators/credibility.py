"""Pure: 可信度 — what share of a report is borne out by counted objects."""

from collections.abc import Iterable
from decimal import Decimal

from data.rounding import ratio
from data.vocabulary import Direction

Said = tuple[Decimal | None, Decimal | None]  # (evidenced, reported), in the indicator's unit


def credibility(direction: Direction, said: Iterable[Said]) -> Decimal | None:
    """evidenced ÷ reported, 0 to 1; who reports less than is proven claims nothing unproven, so that it is never more than 1.

    Of several units: Σ of what is borne out ÷ Σ of what is claimed, over those with both numbers, so that one unit's modesty
    does not cover another's excess. Falling indicators are claimed the other way round: reported ÷ evidenced. None: nobody has both,
    or nothing was claimed.
    """
    pairs = [(min(proven, claimed), claimed if direction == Direction.UP else proven) for proven, claimed in said
             if proven is not None and claimed is not None]
    return ratio(sum((borne for borne, _ in pairs), Decimal()), sum((whole for _, whole in pairs), Decimal())) if pairs else None
