"""The parts of a 统一识别代码 agree with the region table, the class table and the row's own columns."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.intake.checks.classes import is_known_class
from data.intake.found import Found
from data.intake.ledger_rows import LedgerRows
from data.intake.typed import TypedColumn, doubtful, wrong
from data.vocabulary import Quality

HEAD = 12
_PARTS = (("region", "region_code", 0, 6, "前 6 位（行政区划）"), ("class_code", "class_code", 6, 12, "第 7—12 位（分类代码）"))


def entity_code_parts_agree(rows: LedgerRows) -> Iterator[Found]:
    for declared in rows.ledger.columns:
        if declared.code == "entity_code" and declared.field in rows.columns:
            yield from _known(rows, declared.field)
            for part in _PARTS:
                yield from _same(rows, declared.field, part)


def _known(rows: LedgerRows, name: str) -> Iterator[Found]:
    column, regions = code_heads(rows, name), rows.reference.regions
    foreign = np.flatnonzero(column.mask(lambda code: code[:6] not in regions))
    yield from rows.found(wrong("entity_code_region", "统一识别代码前 6 位不是本市的行政区划代码，请对照原代码核对", Quality.ACCURACY), name, foreign)
    strange = np.flatnonzero(column.mask(lambda code: not is_known_class(code[6:12])))
    yield from rows.found(doubtful("entity_code_class", "统一识别代码第 7—8 位（大类）应为 01—08，请对照分类表核对"), name, strange)


def _same(rows: LedgerRows, name: str, part: tuple[str, str, int, int, str]) -> Iterator[Found]:
    own, _, start, stop, said = part
    if own not in rows.columns:
        return
    column, other = code_heads(rows, name), rows.column(own)
    both = column.present & other.present
    inside = column.spread([head[start:stop] for head in column.values], None)
    header = rows.ledger.column(own).header
    verdict = doubtful(f"entity_code_{own}_agrees", f"统一识别代码{said}与本行“{header}”不一致，请核对哪个是对的", Quality.CONSISTENCY)
    yield from rows.found(verdict, name, np.flatnonzero(both & (inside != other.objects)))


def code_heads(rows: LedgerRows, name: str) -> TypedColumn:
    """The first twelve digits of every code: few distinct ones, however many codes."""
    if name not in rows.heads:
        rows.heads[name] = _heads(rows.column(name))
    return rows.heads[name]


def _heads(column: TypedColumn) -> TypedColumn:
    found = pc.utf8_slice_codeunits(pa.array([*column.values, None], pa.string()), 0, HEAD).dictionary_encode()
    return TypedColumn(pc.fill_null(found.indices, -1).to_numpy()[column.codes], found.dictionary.to_pylist(), column.refused)
