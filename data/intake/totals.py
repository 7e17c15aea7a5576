"""Total rows as check sums: 合计, 小计 and 平均 must agree with the rows they stand for."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from data.intake.body import TotalRow
from data.intake.found import Found
from data.intake.grid import Column
from data.intake.ledger_rows import LedgerRows
from data.intake.typed import wrong
from data.intake.types import number
from data.vocabulary import Quality

_SUMMED = {"number", "integer"}


def check_totals(rows: LedgerRows) -> tuple[dict[str, Any], list[Found]]:
    """All check sums by cell, and those that disagree."""
    sums: dict[str, Any] = {}
    found: list[Found] = []
    for total in rows.body.totals:
        for name, stated in _stated(rows, total):
            counted = _candidates(rows, total, name)
            agrees = any(abs(stated - one) <= max(0.005, abs(one) * 1e-9) for one in counted)
            one = _finding(rows, total, name, (stated, counted[0]))
            sums[f"{one.sheet}!{one.cell}"] = {"field": name, "stated": stated, "counted": counted[0], "agrees": agrees}
            if not agrees:
                found.append(one)
    return sums, found


def _stated(rows: LedgerRows, total: TotalRow) -> Iterator[tuple[str, float]]:
    heading = rows.body.headings[total.source]
    for declared in rows.ledger.columns:
        if declared.type not in _SUMMED or declared.field not in heading.columns:
            continue
        column: Column | None = heading.sheet.columns.get(heading.columns[declared.field])
        raw = None if column is None else column.raw(total.place)
        read = None if raw is None else number.read(declared, [raw])[0]
        if isinstance(read, float):
            yield declared.field, read


def _candidates(rows: LedgerRows, total: TotalRow, name: str) -> list[float]:
    """What the total may stand for: the whole sheet, the rows above, those since the last total, those up to the next."""
    same_sheet = rows.body.source == total.source
    line = rows.body.row
    others = sorted(one.number for one in rows.body.totals if one.source == total.source)
    before = max((one for one in others if one < total.number), default=0)
    after = min((one for one in others if one > total.number), default=np.iinfo(np.int32).max)
    own = same_sheet & (line > before) & (line < total.number)
    ranges = [same_sheet, same_sheet & (line < total.number), own, same_sheet & (line > total.number) & (line < after)]
    if "小计" in total.word:
        ranges = [own, ranges[3]]
    measure = np.nanmean if "平均" in total.word else np.nansum
    values = rows.column(name).numbers
    return [float(measure(values[chosen])) if np.isfinite(values[chosen]).any() else 0.0 for chosen in ranges]


def _finding(rows: LedgerRows, total: TotalRow, name: str, figures: tuple[float, float]) -> Found:
    heading = rows.body.headings[total.source]
    said = f"“{total.word}”行写的是 {figures[0]:.10g}，按各行计算为 {figures[1]:.10g}；请核对是漏了行还是合计未更新"
    return wrong("total_agrees", said, Quality.CONSISTENCY).at(heading.sheet.name, heading.columns[name], total.number, heading.written[name],
                                                               f"{figures[0]:.10g}")
