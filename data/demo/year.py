"""The demo city's year: files through the inbox, orders at the desks, months closed and published, day by day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from shutil import move, rmtree
from time import sleep

from sqlalchemy import select

from data import calendar
from data.access.scope import SYSTEM
from data.assessment import months as month_steps
from data.catalogue.book import Catalogue
from data.demo import clock, words
from data.demo.desk import OFFICE, Desks, unit_actor
from data.demo.preparing import Order, Prepared, Workshop
from data.demo.slips import slips
from data.demo.story import CORRECTION, close_day, deliveries, publish_day, signings
from data.errors import GovernanceError
from data.intake import inbox
from data.intake.again import explain_and_take
from data.intake.declare import Statement, declare
from data.intake.take import Doors
from data.store import rulebook
from data.store.marks import mark, set_mark
from data.store.tables import Finding, Submission
from data.store.versions import standing
from data.supervision import escalation
from data.vocabulary import Door, MonthState, Outcome, Severity

FIRST_PERIOD, TODAY = clock.FIRST_PERIOD, clock.TODAY
Step = Callable[[int, int], None]
THROUGH = "demo_through"  # mark: the last day that was lived to its end
PATIENCE, PAUSE = 300, 0.2  # how often, and how many seconds between, another pass over the inbox is waited for


def load(doors: Doors, months: int, objects: int, seed: int, step: Step) -> None:
    """Live the last months of the year; broken off and started again it goes on where it was."""
    doors = replace(doors, store=doors.store.simulated(), settings=replace(doors.settings, still_seconds=0))
    inbox.make_folders(doors)
    doors.container.warm()
    with doors.store.read() as session:
        book, through = rulebook.newest_book(session), mark(session, THROUGH)
    periods = clock.periods(months)
    folder = doors.settings.home / "demo"
    with Workshop(Order.of(book, objects, seed), periods, folder) as workshop:
        year = _Year(doors, book, periods, workshop, step)
        for day in _days(book, periods):
            if through is None or day > date.fromisoformat(through):
                year.live(day)
                year.may_be_known = False
            year.count(day)
    rmtree(folder, ignore_errors=True)


def _days(book: Catalogue, periods: list[str]) -> Iterator[date]:
    """Working days from the first month to today."""
    day = calendar.first_day(periods[0])
    while day <= TODAY:
        if calendar.is_working_day(day, book.supervision.exceptions):
            yield day
        day += timedelta(days=1)


@dataclass
class _Year:
    """The year while it is lived; everything done is told by the database, so that a day can be lived again."""

    doors: Doors
    book: Catalogue
    periods: list[str]
    workshop: Workshop
    step: Step
    waiting: list[Prepared] = field(default_factory=list)
    begun: set[str] = field(default_factory=set)
    done: int = 0
    may_be_known: bool = True  # on the first day lived here: another process may have broken off in it

    def __post_init__(self) -> None:
        self.due = {p: deliveries(self.book, p, self.periods[0]) for p in self.periods}
        self.signed = {p: signings(self.book, p, self.periods[0]) for p in self.periods}
        self.total = sum(map(len, self.due.values()))
        self.ends = {key: slip.end for key, slip in slips(self.book).items()}
        self.watched_from = calendar.first_day(self.periods[0]) if self.periods[0] == FIRST_PERIOD else close_day(self.book, self.periods[0])

    def count(self, day: date) -> None:
        self.done = sum(d.at.date() <= day for due in self.due.values() for d in due)
        self.step(self.done, self.total)

    def live(self, day: date) -> None:
        """Morning: lights and ladder, then the desks. Day: explanations, signatures and files. Evening: the months."""
        if day >= self.watched_from:
            self._watch(day)
        self._open_again(day)
        self._explain(day)
        self._sign(day)
        self._take_files(day)
        self._months(day)
        with self.doors.store.write() as session:
            set_mark(session, THROUGH, day.isoformat())

    def _watch(self, day: date) -> None:
        with self.doors.store.write() as session:
            escalation.escalate(session, day, calendar.at(day, 7))
        with self.doors.store.write() as session:
            Desks(session, self.book, self.doors.settings, day, calendar.at(day, 8, 30)).work()

    # Files

    def _take_files(self, day: date) -> None:
        """All that comes at one hour is one pass over the inbox."""
        for period in self.periods:
            if period not in self.begun and any(d.at.date() == day for d in self.due[period]):
                self.begun.add(period)
                self.waiting += self.workshop.of(period)
        today = [f for f in self.waiting if f.delivery.at.date() == day]
        self.waiting = [f for f in self.waiting if f.delivery.at.date() > day]
        for at in sorted({f.delivery.at for f in today}):
            self._pass([f for f in today if f.delivery.at == at], at)

    def _pass(self, files: list[Prepared], at: datetime) -> None:
        placed = [self._put(f) for f in files if not (self.may_be_known and self._is_known(f, at))]
        for _ in range(PATIENCE if placed else 0):
            inbox.run_pass(self.doors, SYSTEM, at, partial(self._tell, self.done))
            if not any(path.exists() for path in placed):
                return
            sleep(PAUSE)
        if placed:
            raise GovernanceError("收件目录一直被另一个进程占用，演示城市没有装完；请停止其他后台进程后重新运行 demo")

    def _tell(self, before: int, done: int, _total: int) -> None:
        self.done = before + done
        self.step(min(self.done, self.total), self.total)

    def _put(self, file: Prepared) -> Path:
        unit = self.book.unit(file.delivery.unit)
        path = self.doors.settings.inbox / f"{unit.code}{unit.short_name}" / file.path.name
        move(file.path, path)
        file.path.parent.rmdir()
        return path

    def _is_known(self, file: Prepared, at: datetime) -> bool:
        """Taken before the load was broken off; what lies in the folder then is only not yet moved."""
        wanted = select(Submission.id).where(Submission.unit == file.delivery.unit, Submission.sha256 == file.sha256,
                                             Submission.received_at == calendar.utc(at))
        with self.doors.store.read() as session:
            known = session.scalar(wanted) is not None
        if known:
            unit = self.book.unit(file.delivery.unit)
            (self.doors.settings.inbox / f"{unit.code}{unit.short_name}" / file.path.name).unlink(missing_ok=True)
        return known

    def _explain(self, day: date) -> None:
        """Doubts of earlier days are explained on the page, unless the unit sends the file again."""
        wanted = select(Submission).where(Submission.awaiting.is_not(None), Submission.received_at < calendar.utc(calendar.at(day, 0)),
                                          Submission.received_at > calendar.utc(calendar.at(day - timedelta(days=14), 0))).order_by(Submission.id)
        with self.doors.store.read() as session:
            waiting = [s for s in session.scalars(wanted) if not self._will_send(s) and not self._answered(session, s)]
            said = {s.id: {f.number: words.explanation(f.rule) for f in session.scalars(select(Finding).where(
                Finding.submission == s.id, Finding.severity == Severity.WARNING))} for s in waiting}
        for submission in waiting:
            explain_and_take(self.doors, unit_actor(submission.unit), submission.id, said[submission.id], calendar.at(day, 9, 5))

    def _will_send(self, submission: Submission) -> bool:
        """Another file is to come, or the unit has given up."""
        end = self.ends.get((submission.period or "", submission.unit, submission.ledger or ""))
        return end == "never" or (end == "fix" and any(
            (d.unit, d.ledger) == (submission.unit, submission.ledger) and calendar.utc(d.at) > submission.received_at
            for d in self.due.get(submission.period or "", ())))

    @staticmethod
    def _answered(session, submission: Submission) -> bool:  # noqa: ANN001 - Session
        return session.scalar(select(Submission.id).where(
            Submission.unit == submission.unit, Submission.ledger == submission.ledger, Submission.period == submission.period,
            Submission.outcome == Outcome.ACCEPTED, Submission.id > submission.id).limit(1)) is not None

    def _sign(self, day: date) -> None:
        """零报告 and 无变化, unless they were signed before the load was broken off."""
        for signed in (s for some in self.signed.values() for s in some if s.at.date() == day):
            with self.doors.store.write() as session:
                if standing(session, signed.unit, signed.ledger, signed.period) is None:
                    statement = Statement(signed.kind, signed.unit, signed.ledger, signed.period, *words.SIGNER)
                    declare(session, self.doors.settings.originals, unit_actor(signed.unit), statement, Door.PAGE, signed.at)

    # Months

    def _open_again(self, day: date) -> None:
        """更正: what was published stays, and is published anew beside it."""
        if day == CORRECTION.opened and CORRECTION.period in self.periods:
            with self.doors.store.write() as session:
                if month_steps.state_of(session, CORRECTION.period) == MonthState.PUBLISHED:
                    month_steps.reopen_month(session, CORRECTION.period, OFFICE, calendar.at(day, 9), CORRECTION.reason)

    def _months(self, day: date) -> None:
        for period in self.periods[:-1]:
            if day >= close_day(self.book, period):
                self._close_and_publish(period, day, (close_day(self.book, period), publish_day(self.book, period)), 1)
        if CORRECTION.period in self.periods[:-1] and day >= CORRECTION.closed:
            self._close_and_publish(CORRECTION.period, day, (CORRECTION.closed, CORRECTION.published), 2)

    def _close_and_publish(self, period: str, day: date, days: tuple[date, date], version: int) -> None:
        if day not in days:
            return
        with self.doors.store.write() as session:
            month = month_steps.month_of(session, period)
            if month.version >= version:
                return
            if day == days[0] and month.state == MonthState.OPEN:
                month_steps.close_month(session, period, OFFICE, calendar.at(day, 17, 30))
                month_steps.comment_month(session, period, OFFICE, calendar.at(day, 17, 40))
            if day == days[1] and month.state == MonthState.COMMENT:
                month_steps.publish_month(session, period, OFFICE, calendar.at(day, 10))
