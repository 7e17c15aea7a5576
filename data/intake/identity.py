"""Which standing object a row is: by its 统一识别代码 first, then by the unit's own number; gaining a code is a change of the same object."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.catalogue.ledger import COMMON_FIELDS, Ledger
from data.intake.accept import Difference
from data.intake.file_rows import FileRows
from data.intake.found import Found
from data.intake.parsed import Parsed
from data.store.bulk import among
from data.store.versions import rows_at
from data.vocabulary import Quality, Severity


@dataclass(frozen=True)
class Standing:
    """An object that the file seems to have dropped: its key, its code, its own number."""

    key: str
    code: str | None
    own: str | None


def recognise(session: Session, unit: str, ledger: Ledger, parsed: Parsed, changes: Difference) -> list[Found]:
    """Give rows that seem new the keys of the standing objects they are; 核实 for those whose code is another one now.

    Costs as much as there are rows that seem new and gone at once: none in most months.
    """
    if "code" not in ledger.fields or not changes.added or not changes.closed or parsed.period is None:
        return []
    rows = FileRows(parsed.table, parsed.layout)
    pairs = pair(_gone(session, unit, ledger, parsed.period, changes), [_of_file(ledger, rows, key) for key in changes.added])
    if not pairs:
        return []
    parsed.table = _keyed(parsed.table, {new.key: gone.key for gone, new in pairs})
    return list(_other_codes(FileRows(parsed.table, parsed.layout), pairs))


def pair(gone: Sequence[Standing], new: Sequence[Standing]) -> list[tuple[Standing, Standing]]:
    """Pure: (standing, row) of the same object; a code is worth more than an own number, and nobody is taken twice."""
    by_code = {one.code: one for one in gone if one.code}
    found = [(by_code[one.code], one) for one in new if one.code in by_code]
    taken = {one.key for both in found for one in both}
    by_own = {one.own: one for one in gone if one.own and one.key not in taken}
    return found + [(by_own[one.own], one) for one in new if one.key not in taken and one.own in by_own]


def _gone(session: Session, unit: str, ledger: Ledger, period: str, changes: Difference) -> list[Standing]:
    v = rows_at(ledger.code, period, [unit])
    columns = [v.c[name] for name in ("key", *COMMON_FIELDS, "body")]
    rows = session.execute(select(*columns).where(among(session, v.c.key, changes.closed))).mappings()
    return [Standing(row["key"], row["code"], _own_number(ledger, {**row["body"], **{name: row[name] for name in COMMON_FIELDS}})) for row in rows]


def _of_file(ledger: Ledger, rows: FileRows, key: str) -> Standing:
    row = rows[key]
    return Standing(key, row.code, _own_number(ledger, {**row.body, **row.common}))


def _own_number(ledger: Ledger, values: dict[str, Any]) -> str | None:
    parts = [values.get(name) for name in ledger.key]
    return None if any(part in (None, "") for part in parts) else "|".join(map(str, parts))


def _keyed(table: pa.Table, names: dict[str, str]) -> pa.Table:
    place = table.schema.get_field_index("key")
    keys = [names.get(key, key) for key in table.column(place).to_pylist()]
    return table.set_column(place, table.schema.field(place), pa.array(keys, table.schema.field(place).type))


def _other_codes(rows: FileRows, pairs: Sequence[tuple[Standing, Standing]]) -> Iterator[Found]:
    for gone, new in pairs:
        if gone.code and gone.code != new.code:
            said = f"这个对象（{gone.own}）上次的统一识别代码是 {gone.code}，这次" + (f"改成了 {new.code}" if new.code else "没有填写")
            yield rows.found(rows[gone.key], "code", Severity.WARNING, Quality.CONSISTENCY, "code_changed", f"{said}：请核对，确需变更的请说明原因")
