"""What is triggered when. APScheduler only triggers: the lease holder inserts job rows under unique keys."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access import audit
from data.calendar import SHANGHAI, utc
from data.jobs import leases, leftovers
from data.jobs.queue import Queue
from data.jobs.work import LIVE, enqueue, sweep
from data.settings import Settings
from data.store.engine import Store
from data.store.marks import business_day, mark
from data.store.tables import Job, Month, ReportFile
from data.vocabulary import MonthState

LEASE = "schedule"
DEFAULTS = {"coalesce": True, "max_instances": 1, "misfire_grace_time": 24 * 3600}


@dataclass(frozen=True)
class Clerk:
    """Who triggers: the worker's name, its queue, and the clock it was given."""

    store: Store
    settings: Settings
    queue: Queue
    name: str
    clock: Callable[[], datetime]

    def trigger(self, wanted: Callable[[Session, datetime], list[tuple[str, str, dict[str, object]]]]) -> list[int]:
        """Insert what is wanted if we hold the lease, then send the ids."""
        now = self.clock()
        with self.store.write() as session:
            token = leases.hold(session, LEASE, self.name, now)
            if token is None or mark(session, "home") is None:
                return []
            ids = [enqueue(session, kind, key, payload, "schedule", now) for kind, key, payload in wanted(session, now)]
            if not leases.still_holds(session, LEASE, self.name, token):
                session.rollback()
                return []
        sent = [job for job in ids if job is not None]
        for job in sent:
            self.queue.send(job)
        return sent

    def look_at_inbox(self) -> list[int]:
        return self.trigger(self._inbox_wanted) if any(_waiting_files(self.settings)) else []

    def _inbox_wanted(self, session: Session, now: datetime) -> list[tuple[str, str, dict[str, object]]]:
        busy = session.scalar(select(Job.id).where(Job.kind.in_(("inbox", "demo")), Job.state.in_(LIVE)).limit(1))
        return [] if busy else [("inbox", utc(now).isoformat(timespec="seconds"), {})]

    def escalate_today(self) -> list[int]:
        return self.trigger(lambda session, now: [("escalate", self._day(session, now).isoformat(), {})] if not _loading(session) else [])

    def _day(self, session: Session, now: datetime) -> date:
        return business_day(session, self.settings.today, now.astimezone(SHANGHAI).date())

    def report_published(self) -> list[int]:
        """The bulletin of every published month that has none yet for its version."""
        return self.trigger(_reports_wanted)

    def index_ledgers(self) -> list[int]:
        """Once a day: ledgers grow, and a new rule book asks for other columns."""
        return self.trigger(lambda _, now: [("index", now.astimezone(SHANGHAI).date().isoformat(), {})])

    def resend(self) -> list[int]:
        waiting = sweep(self.store, self.clock())
        for job in waiting:
            self.queue.send(job)
        return waiting

    def clear_leftovers(self) -> None:
        leftovers.clear(self.settings, self.clock())

    def anchor(self) -> None:
        """Write the head of the audit chain outside the database."""
        with self.store.read() as session:
            audit.write_anchor(session, self.settings.home / "audit.anchor", self.clock())


def _loading(session: Session) -> bool:
    return session.scalar(select(Job.id).where(Job.kind == "demo", Job.state.in_(LIVE)).limit(1)) is not None


def _waiting_files(settings: Settings) -> list[str]:
    return [str(p) for p in settings.inbox.glob("*/*") if p.is_file() and not p.name.startswith((".", "~$", "回执_"))]


def _reports_wanted(session: Session, _now: datetime) -> list[tuple[str, str, dict[str, object]]]:
    if _loading(session):
        return []
    made = {(r.period, r.month_version) for r in session.scalars(select(ReportFile).where(ReportFile.kind == "bulletin", ReportFile.trial.is_(False)))}
    months = session.scalars(select(Month).where(Month.state == MonthState.PUBLISHED).order_by(Month.period))
    return [("report", f"bulletin:{m.period}:{m.version}", {"kind": "bulletin", "period": m.period}) for m in months if (m.period, m.version) not in made]


def build_scheduler(clerk: Clerk) -> BackgroundScheduler:
    """All schedules; the caller starts it."""
    scheduler = BackgroundScheduler(timezone=SHANGHAI, job_defaults=DEFAULTS)
    soon = clerk.clock() + timedelta(seconds=2)
    every = clerk.settings.inbox_seconds or 1
    scheduler.add_job(clerk.look_at_inbox, "interval", seconds=every, id="inbox", next_run_time=soon)
    scheduler.add_job(clerk.escalate_today, "interval", minutes=30, id="escalate", next_run_time=soon)
    scheduler.add_job(clerk.report_published, "interval", seconds=30, id="reports", next_run_time=soon)
    scheduler.add_job(clerk.resend, "interval", seconds=30, id="sweep", next_run_time=soon)
    scheduler.add_job(clerk.clear_leftovers, "interval", hours=1, id="leftovers", next_run_time=soon)
    scheduler.add_job(clerk.index_ledgers, "cron", hour=2, minute=30, id="index")
    scheduler.add_job(clerk.anchor, "cron", hour=23, minute=50, id="anchor")
    return scheduler
