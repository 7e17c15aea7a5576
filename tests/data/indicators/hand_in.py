"""Accepted submissions and their rows as the intake leaves them, told by what differs from a plain pole."""

from datetime import date, datetime

from sqlalchemy import delete, func, select

from data.store.tables import Entity, Submission
from data.vocabulary import Outcome

COLUMNS = {"台账": {"header_row": 1, "columns": {"code": "A", "pole_no": "B", "name": "C", "status": "D", "site_code": "E", "build": "F"}}}
TYPED = ("code", "class_code", "region", "name", "kind", "status", "lng", "lat", "grid", "on_date", "code_ok", "disputed")


def a_row(key, **values):
    """A built pole of 990101; typed fields by name, all others become own columns."""
    typed = {"region": "990101", "status": "已建成", "code_ok": True, "disputed": False} | {n: v for n, v in values.items() if n in TYPED}
    return {"key": key, **typed, "body": {n: v for n, v in values.items() if n not in TYPED}}


def poles(*keys, **values):
    return [a_row(key, pole_no=key, **values) for key in keys]


def hand_in(session, unit, ledger, period, rows):
    """An accepted file that replaces the unit's ledger as it stands; returns its acceptance number."""
    seq = (session.scalar(select(func.max(Submission.seq))) or 0) + 1
    session.add(Submission(
        receipt=f"R{seq:03d}", seq=seq, unit=unit, ledger=ledger, period=period, sha256="0" * 64, file_name=f"{ledger}.xlsx", size=1,
        door="cli", by="test", received_at=datetime(2023, 7, 1), on_time_at=None, outcome=Outcome.ACCEPTED, rule_version=1,
        rows={}, layout=COLUMNS, totals={}))
    session.execute(delete(Entity).where(Entity.unit == unit, Entity.ledger == ledger))
    for number, row in enumerate(rows, start=2):
        place = {"source": seq, "sheet": "台账", "row": number, "hash": ""}
        session.add(Entity(unit=unit, ledger=ledger, period_from=period, opened_by=seq, **place, **row))
    session.flush()
    return seq


def day(text):
    return date.fromisoformat(text)
