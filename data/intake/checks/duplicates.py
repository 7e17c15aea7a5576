"""No object stands in the file twice: neither its 统一识别代码 nor its own number."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from data.intake.found import Found
from data.intake.ledger_rows import LedgerRows
from data.intake.typed import wrong
from data.vocabulary import Quality


def objects_are_listed_once(rows: LedgerRows) -> Iterator[Found]:
    if "code" in rows.columns:
        yield from _repeated(rows, "code", "code_once", rows.column("code").objects)
    own = [name for name in rows.ledger.key if name in rows.columns]
    if len(own) == len(rows.ledger.key) and own and own != ["code"]:
        yield from _repeated(rows, own[0], "key_once", joined(rows, own))


def joined(rows: LedgerRows, names: list[str]) -> np.ndarray:
    """The values of several columns as one text a row; None where one is missing."""
    if len(names) == 1:
        return rows.column(names[0]).objects
    lists = [rows.column(name).objects.tolist() for name in names]
    texts = [None if any(part is None for part in parts) else "|".join(str(part) for part in parts) for parts in zip(*lists, strict=True)]
    found = np.empty(len(rows), dtype=object)
    found[:] = texts
    return found


def _repeated(rows: LedgerRows, name: str, rule: str, values: np.ndarray) -> Iterator[Found]:
    filled = [value for value in values.tolist() if value is not None]
    if len(set(filled)) == len(filled):
        return
    codes, uniques = pd.factorize(values)
    counts = np.bincount(codes[codes >= 0], minlength=len(uniques))
    header = rows.ledger.column(name).header
    for one in np.flatnonzero(counts > 1).tolist():
        places = np.flatnonzero(codes == one)
        listed = "、".join(_place(rows, place) for place in places[:3].tolist()) + ("等" if places.size > 3 else "")
        yield from rows.found(wrong(rule, f"“{header}”重复：{listed}是同一个；请保留一行，或改正填错的", Quality.CONSISTENCY), name, places)


def _place(rows: LedgerRows, place: int) -> str:
    sheets = len(rows.body.headings) > 1
    name = rows.body.headings[rows.body.source[place]].sheet.name
    return (f"“{name}”" if sheets else "") + f"第 {rows.body.row[place]} 行"
