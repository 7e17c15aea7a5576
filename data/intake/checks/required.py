"""Required cells are filled."""

from collections.abc import Iterator

import numpy as np

from data.intake.found import Found
from data.intake.ledger_rows import LedgerRows
from data.intake.typed import wrong
from data.vocabulary import Quality


def required_cells_are_filled(rows: LedgerRows) -> Iterator[Found]:
    for column in rows.ledger.columns:
        if column.required and column.field in rows.columns:
            empty = np.flatnonzero(rows.column(column.field).missing)
            yield from rows.found(wrong("required", f"“{column.header}”必填，这里是空的，请补填", Quality.COMPLETENESS), column.field, empty)
