"""Adopted rule books: which version governs a month, as it was written then."""

from datetime import datetime
from functools import lru_cache

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from data.calendar import utc
from data.catalogue.book import Catalogue, load_texts
from data.errors import GovernanceError
from data.store import own_indexes
from data.store.engine import RULE_BOOKS, RULE_VERSIONS
from data.store.tables import RuleVersion

_R = RuleVersion.__table__.c
_VERSIONS = select(_R.number, _R.effective_from).order_by(_R.number)
_DIGEST, _TEXTS = (select(column).where(_R.number == bindparam("number")) for column in (_R.sha256, _R.texts))


@lru_cache(maxsize=8)
def _loaded(_sha256: str) -> list[Catalogue]:
    """The place of one rule book in memory: empty until its texts were read once (they never change)."""
    return []


def adopt(session: Session, catalogue: Catalogue, effective_from: str, by: str, now: datetime) -> int:
    """Make the rule book the newest version; the same texts again change nothing. Returns its number."""
    newest = session.scalar(select(RuleVersion).order_by(RuleVersion.number.desc()).limit(1))
    own_indexes.sync(session, catalogue.ledgers.values())
    if newest and newest.sha256 == catalogue.sha256:
        return newest.number
    if newest and effective_from < newest.effective_from:
        raise GovernanceError(f"新办法的生效月份不能早于现行办法（{newest.effective_from}）")
    number = (newest.number if newest else 0) + 1
    session.add(RuleVersion(number=number, sha256=catalogue.sha256, effective_from=effective_from, loaded_at=utc(now), loaded_by=by,
                            texts=dict(catalogue.texts)))
    session.flush()
    session.info.pop(RULE_VERSIONS, None)
    return number


def _versions(session: Session) -> list[tuple[int, str]]:
    """Number and first month of every version, oldest first; asked once a session."""
    known: list[tuple[int, str]] | None = session.info.get(RULE_VERSIONS)
    if not known:
        known = session.info[RULE_VERSIONS] = [(number, month) for number, month in session.execute(_VERSIONS)]
    return known


def version_for(session: Session, period: str) -> int:
    """The version that governs a month: the newest one effective by then, else the first."""
    known = _versions(session)
    if not known:
        raise GovernanceError("还没有装入办法，请先运行 init 或 catalogue load")
    return next((number for number, month in reversed(known) if month <= period), known[0][0])


def book(session: Session, number: int) -> Catalogue:
    """A version's rule book; its texts are read from the database once a process."""
    digests = session.info.setdefault(RULE_BOOKS, {})  # a version never changes its texts
    if number not in digests:
        digests[number] = session.scalars(_DIGEST, {"number": number}).one()
    place = _loaded(digests[number])
    if not place:
        place.append(load_texts(session.scalars(_TEXTS, {"number": number}).one()))
    return place[0]


def book_for(session: Session, period: str) -> Catalogue:
    return book(session, version_for(session, period))


def find_newest_version(session: Session) -> int | None:
    known = _versions(session)
    return known[-1][0] if known else None


def find_newest_book(session: Session) -> Catalogue | None:
    number = find_newest_version(session)
    return None if number is None else book(session, number)


def newest_book(session: Session) -> Catalogue:
    found = find_newest_book(session)
    if found is None:
        raise GovernanceError("还没有装入办法，请先运行 init 或 catalogue load")
    return found
