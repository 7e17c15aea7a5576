"""Numbers lie within the limits that the ledger declares."""

from collections.abc import Iterator

import numpy as np

from data.catalogue.ledger import Column
from data.intake.found import Found
from data.intake.ledger_rows import LedgerRows
from data.intake.typed import wrong
from data.vocabulary import Quality


def numbers_are_in_range(rows: LedgerRows) -> Iterator[Found]:
    for column in rows.ledger.columns:
        if column.field in rows.columns and (column.minimum is not None or column.maximum is not None):
            numbers = rows.column(column.field).numbers
            low = numbers < float(column.minimum) if column.minimum is not None else np.zeros(len(rows), dtype=bool)
            high = numbers > float(column.maximum) if column.maximum is not None else np.zeros(len(rows), dtype=bool)
            yield from rows.found(wrong("range", _sentence(column), Quality.ACCURACY), column.field, np.flatnonzero(low | high))


def _sentence(column: Column) -> str:
    unit = f" {column.unit}" if column.unit else ""
    if column.minimum is None:
        wanted = f"不大于 {column.maximum}{unit}"
    elif column.maximum is None:
        wanted = f"不小于 {column.minimum}{unit}"
    else:
        wanted = f"在 {column.minimum} 到 {column.maximum}{unit} 之间"
    return f"“{column.header}”应{wanted}，请核对是否填错或单位不对"
