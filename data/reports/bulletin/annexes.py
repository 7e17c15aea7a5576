"""附表 — one sheet a group: what was deducted from its units, and why."""

from data.reports.paper import Paper
from data.reports.tables.scores import deduction_table, scores


def add(made: Paper) -> None:
    view, found = made.view, scores(made.view)
    groups = [(group, name) for group, name in view.book.groups.items() if any(s.group == group for s in found)]
    for n, (group, name) in enumerate(groups, 1):
        table = deduction_table(view, [s for s in found if s.group == group])
        page = made.open(f"附表{n} {name}", [c.width for c in table.columns])
        made.head(page, f"附表{n}  {name}{view.edition.month}考评扣分明细表", table.counted)
        first = page.row
        page.table(table)
        made.signatures(page)
        made.finish(page, first)
