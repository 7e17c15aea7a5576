"""The doctor's look at 落格 as it stands: the finest cells agree with the rows, the totals of all units with what each unit has."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.codes.beidou import PYRAMID
from data.indicators.grid_totals import COUNTED, PLACE, TOLD, row_of, summed
from data.store.tables import Entity, GridCount, GridTotal

ARCS = {level.name: level.arc for level in PYRAMID}
SHOWN = 20  # cells that are named one by one


def problems(session: Session) -> Iterator[str]:
    yield from _rows_agree(session)
    wrong = list(_totals_agree(session))
    yield from wrong[:SHOWN]
    if len(wrong) > SHOWN:
        yield f"落格合计：另有 {len(wrong) - SHOWN} 格不符"


def _rows_agree(session: Session) -> Iterator[str]:
    """Per unit and ledger the finest cells add up to the placed current rows."""
    placed = select(Entity.unit, Entity.ledger, func.count()).where(Entity.lng.is_not(None), Entity.lat.is_not(None)).group_by(Entity.unit, Entity.ledger)
    g = GridCount
    counted = select(g.unit, g.ledger, func.sum(g.n)).where(g.level == PYRAMID[-1].name).group_by(g.unit, g.ledger)
    rows = {(u, ledger): n for u, ledger, n in session.execute(placed)}
    cells = {(u, ledger): int(n) for u, ledger, n in session.execute(counted) if n}
    for key in sorted(rows.keys() | cells.keys()):
        if rows.get(key, 0) != cells.get(key, 0):
            yield f"{key[0]} 的 {key[1]} 落格计数为 {cells.get(key, 0)}，台账为 {rows.get(key, 0)}"


def _totals_agree(session: Session) -> Iterator[str]:
    """A total says what the counts of its cell say together, down to its parts."""
    counts = session.execute(select(*(getattr(GridCount, name) for name in COUNTED)).where(GridCount.level != PYRAMID[-1].name, GridCount.n != 0))
    wanted = {place: row_of(total) for place, total in summed(counts).items()}
    totals = session.execute(select(*(getattr(GridTotal, name) for name in (*PLACE, *TOLD))))
    stored = {(ledger, level, y, x): told for ledger, level, y, x, *told in totals}
    for place in sorted(wanted.keys() | stored.keys()):
        if wanted.get(place) != stored.get(place):
            ledger, level, y, x = place
            yield f"{ledger} 的落格合计 {ARCS.get(level, level)} 格第 {y} 行 {x} 列为 {_number(stored.get(place))}，各单位合计 {_number(wanted.get(place))}"


def _number(told: list[int] | None) -> int:
    return told[0] if told else 0
