"""The audit chain: written in the transaction of the act, anchored outside the database, verified link by link."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from data.access.roles import Permission
from data.access.scope import Actor
from data.calendar import utc
from data.store.engine import CLOCK
from data.store.tables import AuditEntry

GENESIS = "0" * 64
PROBLEMS_SHOWN = 20
FIELDS = ("seq", "at", "actor", "role", "address", "act", "subject", "unit", "outcome", "detail")

_LAST = select(AuditEntry.__table__.c.seq, AuditEntry.__table__.c.hash).order_by(AuditEntry.__table__.c.seq.desc()).limit(1)
_NEW = insert(AuditEntry.__table__)  # type: ignore[arg-type]


def record(session: Session, actor: Actor, act: str, subject: str, now: datetime, **more: Any) -> None:
    """Append one entry; `unit=` and `outcome=` are columns, all else is detail. Only inside a write transaction.

    Its time is the real one where the store has a clock: `now` may be a business day that was set.
    """
    clock = session.info.get(CLOCK)
    unit, outcome = more.pop("unit", None), more.pop("outcome", "ok")
    last = session.execute(_LAST).first()
    values = {
        "seq": last.seq + 1 if last else 1, "at": utc(clock() if clock else now),
        "actor": _text(actor.name, 40), "role": actor.role.value if actor.role else "",
        "address": _text(actor.address, 60), "act": _text(act, 60), "subject": _text(subject, 200),
        "unit": _text(unit, 40) if unit else None, "outcome": _text(outcome, 20), "detail": _plain(more)}
    previous = last.hash if last else GENESIS
    session.flush()  # what the entry tells of stands before it
    session.execute(_NEW, {**values, "previous": previous, "hash": _link(previous, values)})


def _text(text: str, limit: int) -> str:
    """What both databases can store: no NUL, no half characters, no longer than the column."""
    return str(text).encode("utf-8", "replace").decode().replace("\0", "�")[:limit]


def _plain(value: Any) -> Any:
    """Details as JSON that comes back from either database exactly as it went in."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, dict):
        return {_text(key, 80): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in (sorted(value) if isinstance(value, set | frozenset) else value)]
    return _text(value, 2000)


def _link(previous: str, values: dict[str, Any]) -> str:
    at = values["at"].isoformat(timespec="microseconds")
    return sha256(previous.encode() + orjson.dumps({**values, "at": at}, option=orjson.OPT_SORT_KEYS)).hexdigest()


# Verify

def verify(session: Session, anchor: Path | None) -> list[str]:
    """Sentences on everything that is wrong with the chain, the first bad place first; empty when whole."""
    anchored = _read_anchor(anchor)
    problems: list[str] = [] if anchored is not None else ["锚定文件中有无法识别的行，可能被改动"]
    wanted = dict(anchored or [])
    problems += _broken_links(session, wanted)
    problems += [f"第 {seq} 条已锚定的记录不在库中：尾部被截断，或数据库被旧备份替换" for seq in sorted(wanted)]
    return problems[:PROBLEMS_SHOWN]


def _broken_links(session: Session, wanted: dict[int, str]) -> Iterator[str]:
    """Walk the chain in order; anchors met on the way are taken out of `wanted`."""
    columns = [getattr(AuditEntry, name) for name in (*FIELDS, "previous", "hash")]
    previous, expected = GENESIS, 1
    for row in session.execute(select(*columns).order_by(AuditEntry.seq).execution_options(yield_per=5000)):
        values = dict(zip(FIELDS, row, strict=False))
        seq = values["seq"]
        if seq != expected:
            yield f"第 {expected} 至 {seq - 1} 条记录缺失"
        elif row.previous != previous:
            yield f"第 {seq} 条记录与前一条不相接：前一条被改动、调换或删除"
        if row.hash != _link(row.previous, values):
            yield f"第 {seq} 条记录的内容与其校验值不符：记录被改动"
        if wanted.pop(seq, row.hash) != row.hash:
            yield f"第 {seq} 条记录与锚定文件不符：记录被整体改写"
        previous, expected = row.hash, seq + 1


# Anchor

def anchor_path(home: Path) -> Path:
    return home / "audit.anchor"


def write_anchor(session: Session, path: Path, now: datetime) -> bool:
    """Append the head of the chain to a file outside the database; an unchanged head writes nothing."""
    head = session.execute(select(AuditEntry.seq, AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1)).first()
    known = _read_anchor(path)
    if head is None or (known and known[-1] == tuple(head)):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a", encoding="ascii") as file:
        file.write(f"{head.seq} {head.hash} {utc(now).replace(tzinfo=UTC).isoformat(timespec='seconds')}\n")
        file.flush()
        os.fsync(file.fileno())
    return True


def _read_anchor(path: Path | None) -> list[tuple[int, str]] | None:
    """(seq, hash) of every line; None when a line cannot be read."""
    if path is None or not path.exists():
        return []
    lines = [line.split() for line in path.read_text("ascii", "replace").splitlines()]
    if any(len(line) != 3 or not line[0].isdigit() or len(line[1]) != 64 for line in lines):
        return None
    return [(int(line[0]), line[1]) for line in lines]


# Read

@dataclass(frozen=True)
class AuditQuery:
    """What the audit page asks for; empty fields do not filter. Moments are naive UTC."""

    actor: str = ""
    act: str = ""
    unit: str = ""
    outcome: str = ""
    since: datetime | None = None
    before: datetime | None = None


def entries(session: Session, reader: Actor, query: AuditQuery, cursor: int | None = None, limit: int = 50) -> list[AuditEntry]:
    """Newest first, below `cursor` (a seq); who may not see all sees only what it did itself."""
    wanted = _narrowed(select(AuditEntry), query)
    if not reader.may(Permission.VIEW_ALL_AUDIT):
        wanted = wanted.where(AuditEntry.actor == reader.name)
    if cursor is not None:
        wanted = wanted.where(AuditEntry.seq < cursor)
    return list(session.scalars(wanted.order_by(AuditEntry.seq.desc()).limit(limit)))


def _narrowed(wanted: Select[tuple[AuditEntry]], query: AuditQuery) -> Select[tuple[AuditEntry]]:
    conditions: list[tuple[Any, Callable[[], Any]]] = [
        (query.actor, lambda: AuditEntry.actor == query.actor),
        (query.act, lambda: AuditEntry.act.startswith(query.act, autoescape=True)),
        (query.unit, lambda: AuditEntry.unit == query.unit),
        (query.outcome, lambda: AuditEntry.outcome == query.outcome),
        (query.since, lambda: AuditEntry.at >= query.since),
        (query.before, lambda: AuditEntry.at < query.before),
    ]
    return wanted.where(*(make() for value, make in conditions if value))


def acts(session: Session, reader: Actor) -> list[str]:
    """The kinds of act in the log, for the filter."""
    require_all = reader.may(Permission.VIEW_ALL_AUDIT)
    wanted = select(AuditEntry.act).distinct().order_by(AuditEntry.act)
    return list(session.scalars(wanted if require_all else wanted.where(AuditEntry.actor == reader.name)))
