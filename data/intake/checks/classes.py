"""Classification codes belong to a known main class."""

from collections.abc import Iterator

import numpy as np

from data.intake.found import Found
from data.intake.ledger_rows import LedgerRows
from data.intake.typed import doubtful
from data.vocabulary import Quality

# 8 main classes of CJ/T 553-2024; the table below them is the city's own.
MAIN_CLASSES = {f"{number:02d}" for number in range(1, 9)}


def is_known_class(code: str) -> bool:
    return code[:2] in MAIN_CLASSES


def classes_are_known(rows: LedgerRows) -> Iterator[Found]:
    verdict = doubtful("class_known", "分类代码的前两位（大类）应为 01—08，请对照分类表核对", Quality.ACCURACY)
    for column in rows.ledger.columns:
        if column.code == "class_code" and column.field in rows.columns:
            strange = rows.column(column.field).mask(lambda code: not is_known_class(code))
            yield from rows.found(verdict, column.field, np.flatnonzero(strange))
