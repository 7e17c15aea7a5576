"""期次 — which facts of a month a paper shows and what was known: enough to write the same paper again."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from data import calendar
from data.access.scope import SYSTEM, Actor
from data.catalogue.book import Catalogue
from data.errors import GovernanceError
from data.store import marks, rulebook
from data.store.publications import LIVE, shown_beside, shown_version
from data.store.tables import AuditEntry, Month
from data.vocabulary import MonthState


@dataclass(frozen=True)
class Edition:
    """version 0 is the trial, n the n-th publication; `published` counts those so far. Moments are naive UTC."""

    kind: str
    period: str
    unit: str                  # '' for the whole city
    state: MonthState
    version: int
    published: int
    pinned: int | None         # the last accepted submission that counts, once the month is closed
    rule_version: int
    made_at: datetime
    closed_at: datetime | None
    published_at: datetime | None
    demo: bool
    audit_seq: int
    audit_hash: str
    known_at: datetime | None = None  # a look back: what was known at this moment

    @property
    def is_trial(self) -> bool:
        return self.version == 0

    @property
    def is_correction(self) -> bool:
        """更正: a further publication, or the trial of one."""
        return self.version > 1 or (self.is_trial and self.published > 0)

    @property
    def month(self) -> str:
        return calendar.label(self.period)

    @property
    def day(self) -> date:
        """The day the paper looks at: the month's last, or while the month runs the day it is seen from."""
        return min(calendar.last_day(self.period), self.seen_on)

    @property
    def seen_on(self) -> date:
        """The day it was made, or the one it looks back to."""
        return calendar.local(self.known_at or self.made_at).date()

    @property
    def known_words(self) -> str:
        """按2023年7月5日所知; empty for what is known now."""
        if self.known_at is None:
            return ""
        at = calendar.local(self.known_at)
        return f"按{at.year}年{at.month}月{at.day}日{'' if at.hour == 23 and at.minute == 59 else f'{at:%H:%M}'}所知"

    @property
    def state_words(self) -> str:
        if self.is_trial:
            return f"{self.state.label}（试算稿，未通报）"
        return f"{self.state.label}（第 {self.version} 次通报{'，更正' if self.is_correction else ''}）"


def edition(session: Session, kind: str, period: str, unit: str | None, now: datetime, known_at: datetime | None = None) -> Edition:  # noqa: PLR0913
    """The newest facts of a month: its publication once it is published, else the trial. `known_at`: the moment a session of `as_known` stands at."""
    month = session.get(Month, period)
    state = MonthState(month.state) if month else MonthState.OPEN
    head = session.execute(select(AuditEntry.seq, AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1)).first()
    published = month.version if month else 0
    return Edition(
        kind, period, unit or "", state, published if state == MonthState.PUBLISHED else 0, published, month.pinned_seq if month else None,
        (month.rule_version if month else None) or rulebook.version_for(session, period), calendar.utc(now).replace(microsecond=0),
        month.closed_at if month else None, month.published_at if month and state == MonthState.PUBLISHED else None, marks.is_demo(session),
        head.seq if head else 0, head.hash if head else "", calendar.utc(known_at) if known_at else None)


@dataclass(frozen=True)
class View:
    """An edition as one reader sees it: what every table is drawn from."""

    session: Session
    edition: Edition
    actor: Actor = SYSTEM

    @cached_property
    def book(self) -> Catalogue:
        return rulebook.book(self.session, self.edition.rule_version)

    def version_of(self, period: str) -> int:
        """Which facts of a month the paper shows: a publication goes on showing other months as they were shown when it was made."""
        if period == self.period:
            return self.edition.version
        return self._beside.get(period, LIVE) if self._beside is not None else shown_version(self.session, period)

    @cached_property
    def _beside(self) -> dict[str, int] | None:
        return shown_beside(self.session, self.period, self.edition.version)

    @property
    def period(self) -> str:
        return self.edition.period

    def unit_name(self, code: str) -> str:
        """Old facts may name a unit that the rule book no longer has."""
        return self.book.units[code].short_name if code in self.book.units else code

    def group_name(self, unit: str) -> str:
        return self.book.groups.get(self.book.units[unit].group or "", "") if unit in self.book.units else ""


def written(found: Edition) -> dict[str, str]:
    """Field → text, for the hidden sheet."""
    return {f.name: _text(getattr(found, f.name)) for f in fields(Edition)}


def read_back(texts: dict[str, str]) -> Edition:
    """The edition of a paper we wrote; anything else is refused."""
    try:
        return Edition(
            texts["kind"], calendar.parse_period(texts["period"]), texts["unit"], MonthState(texts["state"]), int(texts["version"]),
            int(texts["published"]), int(texts["pinned"]) if texts["pinned"] else None, int(texts["rule_version"]),
            datetime.fromisoformat(texts["made_at"]), _moment(texts["closed_at"]), _moment(texts["published_at"]), texts["demo"] == "1",
            int(texts["audit_seq"]), texts["audit_hash"], _moment(texts.get("known_at", "")))
    except (KeyError, ValueError):
        raise GovernanceError("文件里的期次信息不完整或被改动，请核验系统生成的原件") from None


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
