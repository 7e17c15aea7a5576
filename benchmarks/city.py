"""A whole city of a given size, put straight into the tables as accepted files would have left it; figures come from the services.

A city past a million objects is one of a million or less whose coded objects each stand several times at their place, under codes of their own: its
running month is computed over all of them, its published months keep the figures of the smaller one.
"""

from collections.abc import Iterator
from datetime import date, datetime
from operator import itemgetter
from pathlib import Path

import numpy as np
import orjson
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from benchmarks.kept import without_indexes
from data import calendar
from data.access.demo_accounts import ensure_demo_accounts
from data.access.scope import cli_actor
from data.assessment import months
from data.catalogue.book import Catalogue, load_folder
from data.catalogue.ledger import COMMON_FIELDS, Ledger
from data.codes import beidou
from data.demo.tables import Table, table
from data.demo.world import World, build
from data.indicators import grid, grid_totals
from data.intake.accept import HISTORY_COLUMNS, VALUES
from data.settings import RULE_BOOK, Settings
from data.store import migrate, own_indexes, rulebook
from data.store.bulk import insert_rows
from data.store.engine import Store
from data.store.marks import next_number, set_mark
from data.store.tables import Entity, EntityHistory, GridTotal, Submission
from data.supervision.escalation import escalate
from data.vocabulary import LedgerMode, Outcome

PERIODS = ("2023-10", "2023-11", "2023-12")
TODAY = date(2024, 1, 10)
OFFICE, SEED = cli_actor("benchmark"), 1
LARGEST, MOST = 1_000_000, 10  # objects made one by one, and how often each may stand
DIGIT = 15  # of a code: the first of the running number, which is 1


def fill(folder: Path, objects: int) -> Settings:
    """A home with so many objects: two months published, the last one computed."""
    settings, times = Settings(home=folder, database_url=f"sqlite:///{folder / 'chengji.db'}"), -(-objects // LARGEST)
    if times > MOST:
        raise ValueError(f"at most {MOST * LARGEST} objects")
    folder.mkdir()
    store, book = Store.open(settings.database_url), load_folder(RULE_BOOK)
    migrate.upgrade(store)
    with store.write() as session:
        rulebook.adopt(session, book, PERIODS[0], "benchmark", _at(TODAY))
        set_mark(session, "home", "demo")
        set_mark(session, "today", TODAY.isoformat())
        ensure_demo_accounts(session, _at(TODAY))
        _ledgers(session, build(book, objects // times, SEED))
    for period in PERIODS:
        with store.write() as session:
            _month(session, period)
    if times > 1:
        thicken(store, times)
    with store.write() as session:
        escalate(session, TODAY, _at(TODAY))
        own_indexes.sync(session, book.ledgers.values())
    store.close()
    return settings


def thicken(store: Store, times: int) -> None:
    """Every coded object stands so many times, the counts of the grid say so, and the running month is computed anew."""
    columns = [column.name for column in Entity.__table__.columns]
    other = f"substr({{}}, 1, {DIGIT - 1}) || ((1 + :nth) % {MOST}) || substr({{}}, {DIGIT + 1})"
    values = {"key": other.format("key", "key"), "code": other.format("code", "code"), "body": "replace(body, '\"own_no\":\"', '\"own_no\":\"' || :nth)"}
    added = f"INSERT INTO entity ({', '.join(columns)}) SELECT {', '.join(values.get(name, name) for name in columns)} FROM entity " \
            f"WHERE ledger = 'coding' AND substr(code, {DIGIT}, 1) = '1' ORDER BY unit, key"
    with without_indexes(store):
        for nth in range(1, times):
            with store.write() as session:
                session.execute(text(added), {"nth": nth})
    with store.write() as session:
        for table in ("grid_count", "frozen_count"):
            more = ", ".join(f"{name} = {name} * :times" for name in grid.SUMS)
            session.execute(text(f"UPDATE {table} SET {more} WHERE ledger = 'coding'"), {"times": times})
        for total in session.scalars(select(GridTotal).where(GridTotal.ledger == "coding")):
            _multiply(total, times)
        session.execute(text("UPDATE entity SET body = json_set(body, '$.due_count', json_extract(body, '$.due_count') * :times) "
                             "WHERE ledger = 'coding_baseline'"), {"times": times})
        for handed in session.scalars(select(Submission).where(Submission.ledger == "coding")):
            handed.rows = {name: number * times for name, number in handed.rows.items()}
    with store.write() as session:
        _month(session, PERIODS[-1])


def _multiply(total: GridTotal, times: int) -> None:
    for name in grid_totals.SUMS:
        setattr(total, name, getattr(total, name) * times)
    for name in grid_totals.PARTS.values():
        told = orjson.loads(getattr(total, name))
        setattr(total, name, orjson.dumps({part: n * times for part, n in told.items()}).decode())


def _at(day: date) -> datetime:
    return calendar.at(day, 9)


def _month(session: Session, period: str) -> None:
    now = _at(TODAY)
    if period == PERIODS[-1]:
        months.compute(session, period, now)
        return
    months.close_month(session, period, OFFICE, now)
    months.comment_month(session, period, OFFICE, now)
    months.publish_month(session, period, OFFICE, now)


def _ledgers(session: Session, world: World) -> None:
    for unit in world.book.members:
        for code in unit.owes:
            ledger = world.book.ledger(code)
            if ledger.mode == LedgerMode.PERIOD:
                for period in PERIODS:
                    _hand_in(session, world, ledger, _table(world, unit.code, code, period), (period, calendar.shift(period, 1)))
            else:
                _hand_in(session, world, ledger, _table(world, unit.code, code, PERIODS[-1]), (PERIODS[0], None))


def _table(world: World, unit: str, ledger: str, period: str) -> Table:
    return table(world, unit, ledger, period, calendar.last_day(period))


def _hand_in(session: Session, world: World, ledger: Ledger, stated: Table, valid: tuple[str, str | None]) -> None:
    """Submissions for every month the rows are valid in; the rows rest on the first."""
    seqs = [_submission(session, world.book, ledger, stated, period) for period in (PERIODS if valid[1] is None else valid[:1])]
    rows = list(_rows(ledger, stated, seqs[0], valid))
    if valid[1] is not None:
        insert_rows(session, EntityHistory.__table__, HISTORY_COLUMNS, rows)
        return
    insert_rows(session, Entity.__table__, HISTORY_COLUMNS[:-1], [row[:-1] for row in rows])
    if ledger.placed:
        chosen = itemgetter(*(HISTORY_COLUMNS.index(name) for name in grid.OBJECTS))
        grid.apply(session, grid.deltas(grid.listed([]), grid.listed(map(chosen, rows))))


def _submission(session: Session, book: Catalogue, ledger: Ledger, stated: Table, period: str) -> int:
    seq = next_number(session, "acceptance")
    received = calendar.utc(_at(calendar.last_day(period)))
    session.add(Submission(
        receipt=f"HZ{seq:06d}", seq=seq, unit=stated.unit, ledger=ledger.code, period=period, sha256=f"{seq:064x}", content_sha=f"{seq:064x}",
        file_name=f"{ledger.name}.xlsx", size=1, door="inbox", by="benchmark", on_behalf=False, received_at=received, on_time_at=received,
        outcome=str(Outcome.ACCEPTED), rule_version=1, cut_off=calendar.last_day(period).isoformat(),
        rows={"read": len(stated), "accepted": len(stated), "added": len(stated), "changed": 0, "unchanged": 0, "closed": 0},
        layout={ledger.name: {"header_row": 1, "columns": {}, "headers": {}}},
        totals={}))
    session.flush()
    return seq


def _rows(ledger: Ledger, stated: Table, seq: int, valid: tuple[str, str | None]) -> Iterator[tuple]:
    c, n = stated.columns, len(stated)
    known = {name: c.get(name, [None] * n) for name in COMMON_FIELDS}
    if "lng" in c and n:
        known["grid"] = beidou.encode_many(np.array(c["lng"], dtype=float), np.array(c["lat"], dtype=float), 8).tolist()
    days = [day.isoformat() if day else None for day in c.get(ledger.date_field or "", [None] * n)]
    known |= {"kind": c.get(ledger.kind_field or "", [None] * n), "on_date": days, "code_ok": [bool(code) for code in known["code"]],
              "disputed": [False] * n, "sheet": [ledger.name] * n, "row": list(range(2, n + 2)), "source": [seq] * n,
              "hash": [f"{place:032x}" for place in range(n)], "body": _bodies(c, n)}
    own = zip(*(c[name] for name in ledger.key), strict=True) if n else ()
    keys = [code or "/".join(map(str, numbers)) for code, numbers in zip(known["code"], own, strict=True)]
    known["key"] = keys
    for values in zip(*(known[name] for name in VALUES), strict=True):
        yield (stated.unit, ledger.code, *values, valid[0], seq, valid[1])


def _bodies(columns: dict[str, list], n: int) -> list[str]:
    names = [name for name in columns if name not in COMMON_FIELDS]
    return [orjson.dumps({name: value for name, value in zip(names, values, strict=True) if value is not None}).decode()
            for values in zip(*(columns[name] for name in names), strict=True)] or ["{}"] * n
