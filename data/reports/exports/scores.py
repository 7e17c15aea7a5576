"""Rankings, one unit's score tree and its months for a workbook."""

from typing import Any

from sqlalchemy.orm import Session

from data.assessment.one_unit import find_unit_score
from data.assessment.tree import ItemScore
from data.assessment.views import rankings, score_detail
from data.reports.exports.base import Ask, Exported
from data.store import rulebook

ITEM = ("考评项", "满分", "得分", "规则", "原因", "依据")


def ranking(session: Session, ask: Ask) -> Exported:
    """All groups, or the one that is named; the items are columns."""
    found = [r for r in rankings(session, ask.actor, ask.period) if ask.subject in ("", r.group)]
    book = rulebook.book_for(session, ask.period)
    items = {i.item: i.name for r in found for s in r.scores for i in s.items}
    rows: list[list[Any]] = []
    for r in found:
        for s in r.scores:
            earned = {i.item: i.earned for i in s.items}
            rows.append([r.name, s.rank, book.unit(s.unit).short_name, s.total, s.grade.label if s.grade else None, s.applicable, *map(earned.get, items)])
    return Exported("考评排名", ("分组", "名次", "单位", "得分", "等次", "适用分值", *items.values()), rows, ("空白为不涉及或不参加排名。",))


def tree(session: Session, ask: Ask) -> Exported:
    d = score_detail(session, ask.actor, ask.subject, ask.period)
    names = {code: block.name for block in d.blocks for code in (i.code for i in block.items)}
    return Exported(f"{d.unit_name}考评得分", ("板块", *ITEM), [(names.get(i.item, ""), *_item(i)) for i in d.score.items], ("得分空白为不涉及。",))


def lost(session: Session, ask: Ask) -> Exported:
    """What cost a unit points."""
    score = find_unit_score(session, ask.actor, ask.subject, ask.period)
    items = [i for i in score.items if i.earned is not None and i.earned < i.points] if score else []
    return Exported("失分项", ITEM, [_item(i) for i in items])


def months(session: Session, ask: Ask) -> Exported:
    d = score_detail(session, ask.actor, ask.subject, ask.period)
    return Exported(f"{d.unit_name}历月得分", ("月份", "得分"), d.trend, ("只列已通报的月份。",))


def _item(i: ItemScore) -> list[Any]:
    inputs = "；".join(f"{one['name']} {one['value']}" + (f"（{one['note']}）" if one.get("note") else "") for one in i.inputs)
    return [i.name, i.points, i.earned, i.rule, i.reason, inputs]
