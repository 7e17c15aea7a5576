"""考评 — ranking by group with every item's points, and what was deducted from whom and why."""

from data.assessment.stored import stored_scores
from data.assessment.tree import UnitScore
from data.reports.edition import View
from data.reports.table import NONE, Column, Table, Value
from data.rounding import plain

ITEMS = (Column("item", "考评项", "words", 34), Column("points", "分值", "number", 9), Column("earned", "得分", "percent", 9),
         Column("lost", "扣分", "percent", 9), Column("reason", "得分说明", "words", 58))
UNRANKED = "不排名"


def scores(view: View, unit: str | None = None) -> list[UnitScore]:
    """Stored scores of the edition, of the units the reader sees."""
    return [s for s in stored_scores(view.session, view.period, unit, view.edition.version) if view.actor.sees(s.unit)]


def rank_tables(view: View) -> dict[str, Table]:
    """Group code → its ranking; groups in the rule book's order, units without a rank at the end."""
    found = scores(view)
    return {group: rank_table(view, name, [s for s in found if s.group == group]) for group, name in view.book.groups.items()
            if any(s.group == group for s in found)}


def rank_table(view: View, group_name: str, found: list[UnitScore]) -> Table:
    items = view.book.rubric.items
    columns = [Column("rank", "名次", "text", 8), Column("unit", "单位", "text", 17), Column("total", "得分", "percent", 10),
               Column("grade", "等次", "text", 9), Column("applicable", "适用分值", "number", 9),
               *(Column(i.code, f"{i.name}\n（{plain(i.points)}分）", "percent", 10) for i in items)]
    ranked = sorted(found, key=lambda s: (s.rank is None, s.rank or 0, -(s.total or 0)))
    return Table(group_name, columns, [_rank_row(view, s) for s in ranked], "分",
                 [f"不涉及的项目记“{NONE}”：得分＝得分之和÷适用分值之和×100；适用分值低于 "
                  f"{plain(view.book.rubric.minimum_applicable)} 分的不排名；得分相同的名次并列。"])


def _rank_row(view: View, s: UnitScore) -> list[Value]:
    earned = {i.item: i.earned for i in s.items}
    return [s.rank if s.rank is not None else UNRANKED, view.unit_name(s.unit), s.total, s.grade.label if s.grade else None, s.applicable,
            *(earned.get(i.code) for i in view.book.rubric.items)]


def deduction_table(view: View, found: list[UnitScore]) -> Table:
    """What was deducted from whom, and why; what was earned in full or does not apply is in the ranking."""
    whole = item_table(view, found)
    rows = [row for row, lost in zip(whole.rows, whole.values("lost"), strict=True) if lost]
    return Table("考评扣分明细", whole.columns, rows, whole.counted)


def item_table(view: View, found: list[UnitScore], with_unit: bool = True) -> Table:
    """Every item of some units with its reason; 不涉及 says why."""
    rows: list[list[Value]] = [[view.unit_name(s.unit), f"{i.item} {i.name}", i.points if i.applicable else None, i.earned,
                                None if i.earned is None else i.points - i.earned, i.reason] for s in found for i in s.items]
    columns = [Column("unit", "单位", "text", 18), *ITEMS] if with_unit else list(ITEMS)
    return Table("考评得分明细", columns, rows if with_unit else [r[1:] for r in rows], "分")
