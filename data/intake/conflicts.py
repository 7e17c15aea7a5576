"""冲突: rows of one ledger that two units claim, or that may be one object — by their code, by their place, by their name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Any

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data import calendar
from data.access.roles import Permission
from data.access.scope import Actor, require, require_unit
from data.catalogue.book import Catalogue
from data.catalogue.ledger import Ledger
from data.codes.nearby import Pairs, distance, pairs_within
from data.errors import NotFound
from data.intake.conflict_talks import mark_of, talks_of
from data.intake.ledger_values import cell_of
from data.store import rulebook
from data.store.tables import ConflictTalk, Entity, Submission
from data.store.versions import own, rows_at
from data.vocabulary import ConflictKind, ConflictState, ConflictWord

MOST_SHOWN = 200
MOST_READ = 200_000  # rows of all ledgers together that are compared while somebody waits: a second and a quarter for each 100 000
COLUMNS = ("unit", "key", "code", "name", "lng", "lat", "disputed", "sheet", "row", "source")


@dataclass(frozen=True)
class ConflictsAsked:
    """A month, and of what: '' is all."""

    period: str
    ledger: str = ""
    unit: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two rows. `cell` and `submission` tell where it stands, `counts` whether the city counts it; a foreign row's file is not the reader's."""

    unit: str
    unit_name: str
    key: str
    name: str | None
    code: str | None
    counts: bool
    submission: int | None
    cell: str | None
    is_readers: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said of a pair: the words of both claimants in the pair's order; of a settled one the owner's name, None: they are two things."""

    state: ConflictState
    said: tuple[ConflictWord | None, ConflictWord | None]
    owner: str | None
    owner_name: str | None
    reason: str | None
    at: datetime  # Shanghai


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rows of a ledger; `metres` between them, None where one has no place, or where the reader may not know exact places."""

    kind: ConflictKind
    ledger: str
    ledger_name: str
    one: Side
    other: Side
    metres: float | None
    mark: str
    talk: Talk | None


@dataclass(frozen=True)
class Conflicts:
    """What was found: how many of each kind by ledger and by unit (a pair is one of both its units), the first of them, and how many more."""

    by_ledger: dict[str, Counter[ConflictKind]]
    by_unit: dict[str, Counter[ConflictKind]]
    rows: list[Conflict]
    more: int
    cut: list[str]       # ledgers of which only a part was compared: too much stands in one spot
    left_out: list[str]  # ledgers that were not compared at all: together they are too large, one has to be chosen


@dataclass(frozen=True, slots=True)
class Found:
    """A pair before anybody looks at it."""

    kind: ConflictKind
    one: Any
    other: Any
    metres: float | None


def looked_for(book: Catalogue) -> list[Ledger]:
    """Ledgers whose rows have a code or declare how near is the same place."""
    return [ledger for ledger in book.ledgers.values() if "code" in ledger.fields or ledger.same_place_within is not None]


def conflicts(session: Session, actor: Actor, asked: ConflictsAsked, limit: int = MOST_SHOWN) -> Conflicts:
    """Of a month as known now, for all units or those of one unit; a unit's account sees the pairs that it is part of."""
    require(actor, Permission.VIEW_SUBMISSIONS)
    unit = asked.unit or (None if actor.sees_all else actor.unit or "")
    if unit is not None:
        require_unit(actor, unit)
    book, found, cut = rulebook.book_for(session, asked.period), [], []
    compared, left_out = _compared(session, book, asked.ledger)
    for ledger in compared:
        pairs, is_whole = found_in(session, ledger, asked.period)
        found += [(ledger, one) for one in pairs if unit in (None, one.one.unit, one.other.unit) and asked.kind in ("", one.kind)]
        cut += [] if is_whole else [ledger.name]
    order = list(ConflictKind)
    found.sort(key=lambda one: (order.index(one[1].kind), -1 if one[1].metres is None else one[1].metres, *_name(one[1].one), *_name(one[1].other)))
    by_ledger, by_unit = _counts(found, unit)
    return Conflicts(by_ledger, by_unit, list(_told(session, actor, book, found[:limit])), max(0, len(found) - limit), cut, left_out)


def _compared(session: Session, book: Catalogue, chosen: str) -> tuple[list[Ledger], list[str]]:
    """The chosen ledger; without one the smallest first as long as they can be read while somebody waits, and the names of the others."""
    ledgers = looked_for(book)
    if chosen:
        return [ledger for ledger in ledgers if ledger.code == chosen], []
    sizes = {code: n for code, n in session.execute(select(Entity.ledger, func.count()).group_by(Entity.ledger))}  # noqa: C416 - a result is no mapping
    by_size = sorted(ledgers, key=lambda ledger: sizes.get(ledger.code, 0))
    upto = dict(zip((ledger.code for ledger in by_size), accumulate(sizes.get(ledger.code, 0) for ledger in by_size), strict=True))
    return [one for one in ledgers if upto[one.code] <= MOST_READ], [one.name for one in ledgers if upto[one.code] > MOST_READ]


def _counts(found: Iterable[tuple[Ledger, Found]], unit: str | None) -> tuple[dict[str, Counter[ConflictKind]], dict[str, Counter[ConflictKind]]]:
    by_ledger: dict[str, Counter[ConflictKind]] = defaultdict(Counter)
    by_unit: dict[str, Counter[ConflictKind]] = defaultdict(Counter)
    for ledger, pair in found:
        by_ledger[ledger.code][pair.kind] += 1
        for whose in {pair.one.unit, pair.other.unit}:
            if unit in (None, whose):
                by_unit[whose][pair.kind] += 1
    return dict(by_ledger), dict(sorted(by_unit.items(), key=lambda one: (-one[1].total(), one[0])))


def _told(session: Session, actor: Actor, book: Catalogue, found: Sequence[tuple[Ledger, Found]]) -> Iterator[Conflict]:
    numbers = {row.source for _, pair in found for row in (pair.one, pair.other)}
    files = {s.seq: s for s in session.scalars(select(Submission).where(Submission.seq.in_(numbers)))}

    def side(row: Any) -> Side:
        source = files.get(row.source) if actor.sees(row.unit) else None
        return Side(row.unit, book.unit(row.unit).short_name, row.key, row.name, row.code, not row.disputed,
                    source.id if source else None, cell_of(source, row), actor.sees(row.unit))

    marks = [mark_of(ledger.code, _name(pair.one), _name(pair.other)) for ledger, pair in found]
    talks = talks_of(session, marks)
    for (ledger, pair), mark in zip(found, marks, strict=True):
        talk = _talk(book, pair, talks[mark]) if mark in talks else None
        yield Conflict(pair.kind, ledger.code, ledger.name, side(pair.one), side(pair.other),
                       pair.metres if actor.sees_all or not ledger.sensitive else None, mark, talk)


def _talk(book: Catalogue, pair: Found, talk: ConflictTalk) -> Talk:
    words = tuple(ConflictWord(said) if said else None for said in (talk.said_a, talk.said_b))
    said = words if (talk.unit_a, talk.key_a) == _name(pair.one) else words[::-1]
    return Talk(ConflictState(talk.state), (said[0], said[1]), talk.owner, book.unit(talk.owner).short_name if talk.owner else None, talk.reason,
                calendar.local(talk.at))


def one_conflict(session: Session, actor: Actor, period: str, ledger: str, mark: str) -> Conflict:
    """The pair of that mark, as the month has it now; a pair that is no more or not the reader's answers as if there were none."""
    require(actor, Permission.VIEW_SUBMISSIONS)
    book = rulebook.book_for(session, period)
    for one in (one for one in looked_for(book) if one.code == ledger):
        for pair in found_in(session, one, period)[0]:
            if mark_of(ledger, _name(pair.one), _name(pair.other)) == mark and any(actor.sees(row.unit) for row in (pair.one, pair.other)):
                return next(_told(session, actor, book, [(one, pair)]))
    raise NotFound("没有找到这处冲突：可能已经改正，或不在您的查看范围内")


def found_in(session: Session, ledger: Ledger, period: str) -> tuple[list[Found], bool]:
    """Every pair of a ledger in a month, each once under its most pressing kind; and whether all rows could be compared."""
    v = rows_at(ledger.code, period)
    numbers = [own(v, name).label(f"own_{n}") for n, name in enumerate(ledger.key)]
    rows = session.execute(select(*(v.c[name] for name in COLUMNS), *numbers)).all()
    found = {(i, j): Found(ConflictKind.SAME_CODE, rows[i], rows[j], _apart(rows[i], rows[j])) for i, j in same_code(rows)}
    if ledger.same_place_within is None or len(rows) < 2:
        return list(found.values()), True
    two, near = two_codes(rows, ledger.same_place_within), _near(rows, [row.unit for row in rows], ledger.same_place_within)
    for kind, pairs in ((ConflictKind.TWO_CODES, two), (ConflictKind.SAME_PLACE, near)):
        for i, j, metres in zip(pairs.first.tolist(), pairs.second.tolist(), pairs.metres.tolist(), strict=True):
            if (i, j) not in found and (j, i) not in found:
                one, other = sorted((rows[i], rows[j]), key=_name)
                found[i, j] = Found(kind, one, other, metres)
    return list(found.values()), two.is_whole and near.is_whole


def same_code(rows: Sequence[Any]) -> Iterator[tuple[int, int]]:
    """Each row whose code another unit claimed first (争议中), after the row that counts; without one, after the first of them."""
    holders: dict[str, int] = {}
    claimed = {row.code for row in rows if row.disputed and row.code}
    for n, row in enumerate(rows):
        if row.code in claimed and (row.code not in holders or rows[holders[row.code]].disputed and not row.disputed):
            holders[row.code] = n
    for n, row in enumerate(rows):
        if row.disputed and row.code and rows[holders[row.code]].unit != row.unit:
            yield holders[row.code], n


def two_codes(rows: Sequence[Any], metres: float) -> Pairs:
    """Near rows, of one unit or of two, with the same name or the same own number, but different codes."""
    numbers, names = [_own_number(row) for row in rows], [(row.name or "").strip() for row in rows]
    often = {word for words in (numbers, names) for word, n in Counter(words).items() if n > 1 and word}
    some = np.array([n for n, row in enumerate(rows) if row.code and (names[n] in often or numbers[n] in often)], np.int64)
    near = _near([rows[n] for n in some], some, metres)
    first, second = some[near.first], some[near.second]
    alike = np.array([rows[i].code != rows[j].code and bool(names[i] and names[i] == names[j] or numbers[i] and numbers[i] == numbers[j])
                      for i, j in zip(first.tolist(), second.tolist(), strict=True)], bool)
    return Pairs(first[alike], second[alike], near.metres[alike], near.is_whole)


def _apart(one: Any, other: Any) -> float | None:
    """Metres between two rows, however far; None where one has no place."""
    if None in (one.lng, one.lat, other.lng, other.lat):
        return None
    return float(distance(*(np.array([value], float) for value in (one.lng, one.lat, other.lng, other.lat)))[0])


def _name(row: Any) -> tuple[str, str]:
    return row.unit, row.key


def _own_number(row: Any) -> str:
    """The unit's own number; its key fields stand after the common columns."""
    parts = row[len(COLUMNS):]
    return "|".join(map(str, parts)) if all(part not in (None, "") for part in parts) else ""


def _near(rows: Sequence[Any], unit: Any, metres: float) -> Pairs:
    degrees = [np.array([np.nan if value is None else value for value in column], float) for column in (
        [row.lng for row in rows], [row.lat for row in rows])]
    return pairs_within(*degrees, unit, metres)
