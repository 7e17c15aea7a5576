"""月度情况通报 — the monthly bulletin as a workbook, sheet by sheet."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from data.reports.bulletin import annexes, cover, filing, lights, orders, overall, ranking, targets
from data.reports.edition import View, edition
from data.reports.paper import Paper, paper
from data.reports.workbook import write

SHEETS = (cover, overall, targets, lights, orders, ranking, filing, annexes)


def bulletin(session: Session, period: str, path: Path, now: datetime) -> None:
    write(drawn(View(session, edition(session, "bulletin", period, None, now))), path)


def drawn(view: View) -> Paper:
    """All sheets, in the order they are bound."""
    made = paper(view)
    for sheet in SHEETS:
        sheet.add(made)
    return made
