"""按某日所知 — the database as it was at a moment: for one session, temporary views and tables stand before the real ones.

Rows, submissions, rule books and the states of months are views that leave out what came later. Of the stored facts (figures, lights, scores)
there are the publications, and live ones only where they were written by then; `data/assessment/known.py` works out the others.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, MetaData, Select, Table, and_, case, exists, false, func, insert, or_, select, text, true
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateIndex, CreateTable

from data.calendar import first_day, last_day, local
from data.store.tables import Base, Extension, RuleVersion, Submission

Facts = dict[str, list[dict[str, Any]]]  # table → rows
LIVE = 0
FACTS = ("measurement", "score", "score_item", "task_light")
EMPTY = "measure_key"  # only figures that are stored again write to it
COMPUTED = frozenset({"measurement", "score", "task_light"})  # with the moment they were written at; the items of a score have it from the score


@dataclass(frozen=True)
class Past:
    """The real tables behind the session, and up to what they are seen. `moment`: naive UTC; `seq`: the last acceptance by then."""

    session: Session
    moment: datetime
    schema: str
    seq: int
    versions: dict[str, int]  # month → how often it had been published

    def real(self, name: str) -> Table:
        """A table that the session no longer sees under its plain name."""
        return _real(name, self.schema)

    def live_after(self, name: str) -> list[str]:
        """The months of which live facts were written after the moment: what stood there then is not kept."""
        c = self.real(name).c
        return sorted(self.session.scalars(select(c.period).where(c.version == LIVE, c.computed_at > self.moment).distinct()))

    def judged_again(self) -> list[date]:
        """The days that had lights by then, from the first one that was judged again since."""
        c = self.real("task_light").c
        was_there = or_(c.first_at <= self.moment, and_(c.first_at.is_(None), c.day <= local(self.moment).date()))
        days = self.session.execute(select(c.day, func.max(c.computed_at)).where(c.version == LIVE, was_there).group_by(c.day).order_by(c.day)).all()
        first = next((day for day, at in days if at > self.moment), date.max)
        return [day for day, _ in days if day >= first]


@lru_cache(maxsize=200)
def _real(name: str, schema: str) -> Table:
    return Base.metadata.tables[name].to_metadata(MetaData(), schema=schema, referred_schema_fn=lambda *_: schema)


def lay(session: Session, moment: datetime) -> Past:
    """Put what was known before what is known, for this session's transaction only; the facts are stood or shown next."""
    schema = "main" if session.get_bind().dialect.name == "sqlite" else session.scalar(text("SELECT current_schema()"))
    submissions, moves = _real("submission", schema).c, _real("month_move", schema).c
    seq = session.scalar(select(func.max(submissions.seq)).where(submissions.received_at <= moment)) or 0
    counted = select(moves.period, func.max(moves.version)).where(moves.at <= moment).group_by(moves.period)
    past = Past(session, moment, schema, seq, {month: times for month, times in session.execute(counted)})
    for name, wanted in _views(past).items():
        _view(past, name, wanted)
    return past


def stand_facts(past: Past) -> None:
    """Facts as tables that are written to while they are worked out."""
    stand_in(past, EMPTY)
    for name, wanted in (_records(past) | {name: _kept(past, name) for name in FACTS}).items():
        fill(past, stand_in(past, name), wanted)
        number_on(past, name)


def worked_out(past: Past) -> Facts:
    """The facts that are not kept anywhere: what differs from the real tables once all are worked out."""
    found = {}
    for name in FACTS:
        table, real = Base.metadata.tables[name], past.real(name)
        rows = past.session.execute(select(*table.c).except_(select(*(real.c[c.name] for c in table.c)).where(_kept(past, name))))
        found[name] = [dict(row) for row in rows.mappings()]
    return found


def show_facts(past: Past, worked: Facts) -> None:
    """Facts as views: the real ones, but for those that were worked out. To read from only."""
    for name in ("order_event", "notice"):
        _view(past, name, select(*past.real(name).c).where(_records(past)[name]))
    for name in FACTS:
        then, real = _then(name), past.real(name).c
        _temporary(past, then)
        if worked[name]:
            past.session.execute(insert(then), worked[name])
        is_other = exists().where(*(then.c[c.name] == real[c.name] for c in Base.metadata.tables[name].primary_key))
        _view(past, name, select(*real).where(_kept(past, name), ~is_other).union_all(select(*(then.c[c.name] for c in real))))


@lru_cache(maxsize=10)
def _then(name: str) -> Table:
    return Base.metadata.tables[name].to_metadata(MetaData(), name=f"then_{name}")


def acts(past: Past) -> tuple[Any, ...]:
    """What had been done by the moment, counted: as long as this is the same, so is all that is worked out from it."""
    files, events, moves = Submission, past.real("order_event").c, past.real("month_move").c
    counted = (select(func.max(files.id)), select(func.count(files.confirmed_at)), select(func.max(RuleVersion.number)),
               select(func.count(Extension.decided_on)), select(func.max(events.id)).where(events.at <= past.moment),
               select(func.max(moves.id)).where(moves.at <= past.moment))
    return tuple(past.session.execute(select(*(one.scalar_subquery() for one in counted))).one())


def stand_in(past: Past, name: str) -> Table:
    """An empty table before a real one."""
    table = Base.metadata.tables[name]
    _temporary(past, table)
    for index in table.indexes:
        _run(past.session, str(CreateIndex(index).compile(dialect=past.session.get_bind().dialect)))
    return table


def _temporary(past: Past, table: Table) -> None:
    made = str(CreateTable(table, include_foreign_key_constraints=[]).compile(dialect=past.session.get_bind().dialect))
    _run(past.session, made.replace("CREATE TABLE", "CREATE TEMPORARY TABLE", 1))


def fill(past: Past, table: Table, wanted: ColumnElement[bool], **instead: Any) -> None:
    """Copy rows of the real table, some columns with another value."""
    real = past.real(table.name)
    columns = [instead.get(c.name, real.c[c.name]) for c in table.columns]
    past.session.execute(table.insert().from_select([c.name for c in table.columns], select(*columns).where(wanted)))


def number_on(past: Past, name: str) -> None:
    """PostgreSQL numbers the rows of a new table from 1: it goes on behind those that were copied."""
    key = next((c.name for c in Base.metadata.tables[name].primary_key if c.autoincrement is True), None)
    if key and past.schema != "main":
        past.session.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', '{key}'), (SELECT coalesce(max({key}), 0) + 1 FROM {name}), false)"))


def is_missing(past: Past, name: str) -> ColumnElement[bool]:
    """The table that stands in has no live fact like this one."""
    here, real = Base.metadata.tables[name].alias("here").c, past.real(name).c
    return ~exists().where(here.version == LIVE, *(here[c.name] == real[c.name] for c in Base.metadata.tables[name].primary_key if c.name != "version"))


def of_month(name: str, c: Any, period: str) -> ColumnElement[bool]:
    """Facts of a month: lights are kept by day, all else by month."""
    return c.day.between(first_day(period), last_day(period)) if name == "task_light" else c.period == period


def _kept(past: Past, name: str) -> ColumnElement[bool]:
    """Publications made by then, and live facts as old as that."""
    c, scores = past.real(name).c, past.real("score").c
    if name in COMPUTED:
        is_old = c.computed_at <= past.moment
    else:
        is_old = exists().where(scores.unit == c.unit, scores.period == c.period, scores.version == LIVE, scores.computed_at <= past.moment)
    return or_(and_(c.version == LIVE, is_old), _published(past, name, c))


def _records(past: Past) -> dict[str, ColumnElement[bool]]:
    """Of the log the last link, which the next one is forged to."""
    events, notices, log = past.real("order_event").c, past.real("notice").c, past.real("audit_entry").c
    last = select(func.max(log.seq)).scalar_subquery()
    return {"order_event": events.at <= past.moment, "notice": notices.at <= past.moment, "meta": true(), "audit_entry": log.seq == last}


def _published(past: Past, name: str, c: Any) -> ColumnElement[bool]:
    return or_(false(), *(and_(c.version.between(1, version), of_month(name, c, period)) for period, version in past.versions.items() if version))


def _views(past: Past) -> dict[str, Select[Any]]:
    """Plain name → what it shows."""
    at, day, real = past.moment, local(past.moment).date(), past.real
    rules, files, papers = real("rule_version").c, real("submission").c, real("report_file").c
    documents, kept, extensions = real("attachment").c, real("published_fact").c, real("extension").c
    first = select(func.min(real("rule_version").c.number)).scalar_subquery()  # a house taken over with older months has no older rules
    withdrawn, confirmed, decided = files.withdrawn_at <= at, files.confirmed_at <= at, extensions.decided_on <= day
    return {
        "rule_version": select(*rules).where(or_(rules.loaded_at <= at, rules.number == first)),
        "submission": select(*_with(files, {
            "withdrawn_at": withdrawn, "withdrawn_reason": withdrawn, "confirmed_at": confirmed, "confirmed_by": confirmed})).where(files.received_at <= at),
        "entity": _current(past), "entity_history": _history(past), "month": _months(past),
        "published_fact": select(*kept).where(_published(past, "published_fact", kept)),
        "attachment": select(*documents).where(documents.at <= at), "report_file": select(*papers).where(papers.made_at <= at),
        "extension": select(*_with(extensions, {"decided_on": decided, "decided_by": decided}, state=case(
            (decided, extensions.state), else_="requested"))).where(extensions.asked_on <= day)}


def _with(columns: Any, known: dict[str, ColumnElement[bool]], **instead: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    """Columns that had no value before something was known."""
    found = {name: case((is_known, columns[name])) for name, is_known in known.items()} | instead
    return [found[c.name].label(c.name) if c.name in found else c for c in columns]


def _current(past: Past) -> Any:
    """Rows that stood then: those that still stand, and those that later knowledge has replaced."""
    now, was = past.real("entity").c, past.real("entity_history").c
    return select(*now).where(now.opened_by <= past.seq).union_all(
        select(*(was[c.name] for c in now)).where(was.opened_by <= past.seq, was.period_to.is_(None), was.closed_by > past.seq))


def _history(past: Past) -> Select[Any]:
    """Rows that were ended, or replaced, by then."""
    was = past.real("entity_history").c
    return select(*_with(was, {"closed_by": was.closed_by <= past.seq})).where(
        was.opened_by <= past.seq, or_(was.period_to.is_not(None), was.closed_by <= past.seq))


def _months(past: Past) -> Select[Any]:
    """The state after the last step of each month."""
    moves = past.real("month_move")
    newest = select(func.max(moves.c.id)).where(moves.c.at <= past.moment).group_by(moves.c.period)
    return select(*(moves.c[c.name] for c in Base.metadata.tables["month"].columns)).where(moves.c.id.in_(newest))


def _view(past: Past, name: str, wanted: Any) -> None:
    _run(past.session, f"CREATE TEMPORARY VIEW {name} AS {_written(past.session, wanted)}")


def _written(session: Session, wanted: Any) -> str:
    return str(wanted.compile(dialect=session.get_bind().dialect, compile_kwargs={"literal_binds": True}))


def _run(session: Session, statement: str) -> None:
    session.connection().exec_driver_sql(statement.replace("%", "%%") if session.get_bind().dialect.name == "postgresql" else statement)
