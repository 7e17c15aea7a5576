"""Conflicts for a workbook: counts by ledger and by unit, and the two rows of each side by side."""

from collections import Counter
from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session

from data.intake.conflicts import Conflict, Conflicts, ConflictsAsked, Side, conflicts
from data.reports.exports.base import MOST, Ask, Exported
from data.rounding import half_up
from data.store import rulebook
from data.vocabulary import ConflictKind, ConflictState

KINDS = (*(kind.label for kind in ConflictKind), "合计")
SIDE = ("单位", "编号", "名称", "统一识别代码", "争议", "单元格")
PAIR = ("种类", "台账", *(f"一方{word}" for word in SIDE), *(f"另一方{word}" for word in SIDE), "相距（米）", "协商", "归属", "裁定理由")
SAID = "同码：解决前只为先报单位计一次。一物两码、同位置为疑似，有人确认以前照常计数。"


def _found(session: Session, ask: Ask, limit: int = 0) -> Conflicts:
    return conflicts(session, ask.actor, ConflictsAsked(ask.period, ask.word("ledger"), ask.word("unit"), ask.word("kind")), limit)


def _counts(title: str, head: str, counts: Mapping[str, Counter[ConflictKind]], names: Mapping[str, str], found: Conflicts) -> Exported:
    rows = [(names.get(code, code), *(n[kind] for kind in ConflictKind), n.total()) for code, n in counts.items()]
    return Exported(title, (head, *KINDS), rows, [SAID, *_notes(found)])


def ledgers(session: Session, ask: Ask) -> Exported:
    found = _found(session, ask)
    return _counts("冲突各台账", "台账", found.by_ledger, {code: one.name for code, one in rulebook.book_for(session, ask.period).ledgers.items()}, found)


def units(session: Session, ask: Ask) -> Exported:
    found = _found(session, ask)
    return _counts("冲突各单位", "单位", found.by_unit, {u.code: u.short_name for u in rulebook.book_for(session, ask.period).units.values()}, found)


def pairs(session: Session, ask: Ask) -> Exported:
    found = _found(session, ask, MOST)
    rows = [(c.kind.label, c.ledger_name, *_side(c.one), *_side(c.other), None if c.metres is None else half_up(c.metres, 1), *_talk(c)) for c in found.rows]
    return Exported("冲突", PAIR, rows, [SAID, *_notes(found), *([f"只列前 {MOST} 处，还有 {found.more} 处。"] if found.more else [])])


def _talk(conflict: Conflict) -> tuple[str | None, ...]:
    talk = conflict.talk
    if talk is None:
        return "尚未协商", None, None
    owner = (talk.owner_name or "不是同一物") if talk.state == ConflictState.SETTLED else None
    return talk.state.label, owner, talk.reason


def _side(side: Side) -> tuple[str | None, ...]:
    return side.unit_name, side.key, side.name, side.code, None if side.counts else "争议中", side.cell


def _notes(found: Conflicts) -> Iterator[str]:
    """What was not compared."""
    if found.left_out:
        yield f"行数过多、没有比对的台账：{'、'.join(found.left_out)}；请选定一本台账再下载。"
    if found.cut:
        yield f"同一处堆叠的对象过多、只比对了一部分的台账：{'、'.join(found.cut)}。"
