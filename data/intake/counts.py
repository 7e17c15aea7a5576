"""What a file weighed: its filled cells, those that somebody had to type, and its findings counted by rule."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from sqlalchemy import Table
from sqlalchemy.orm import Session

from data import calendar
from data.intake.accept import Difference
from data.intake.found import Found
from data.intake.parsed import Parsed
from data.store.bulk import insert_rows
from data.store.tables import FileCount, FindingCount, Submission

FILE: Table = FileCount.__table__  # type: ignore[assignment]
FINDINGS: Table = FindingCount.__table__  # type: ignore[assignment]


def cells_of(parsed: Parsed | None, changes: Difference | None) -> tuple[int, int]:
    """Filled cells, and those of them in rows that are new or differ from what stands: a row that came pre-filled was not typed."""
    if parsed is None:
        return 0, 0
    cells = parsed.table.column("cells").to_numpy()
    if changes is None:
        return int(cells.sum()), int(cells.sum())
    touched = {*changes.added, *changes.changed}
    if len(touched) == len(cells) or not touched:
        return int(cells.sum()), int(cells.sum()) if touched else 0
    typed = np.fromiter((key in touched for key in parsed.table.column("key").to_pylist()), dtype=bool, count=len(cells))
    return int(cells.sum()), int(cells[typed].sum())


def count_file(session: Session, submission: Submission, parsed: Parsed | None, changes: Difference | None, findings: Sequence[Found]) -> None:
    """Written with the file, in its transaction; a file that names no month counts for the month it came in."""
    period = submission.period or calendar.period_of(calendar.local(submission.received_at).date())
    whose = (submission.unit, submission.ledger or "", period)
    insert_rows(session, FILE, ("submission", "unit", "ledger", "period", "outcome", "cells", "typed"),
                [(submission.id, *whose, submission.outcome, *cells_of(parsed, changes))])
    counted = Counter((str(f.severity), str(f.quality), f.rule) for f in findings)
    if counted:
        insert_rows(session, FINDINGS, ("submission", "severity", "quality", "rule", "unit", "ledger", "period", "n"),
                    [(submission.id, *kind, *whose, n) for kind, n in sorted(counted.items())])
