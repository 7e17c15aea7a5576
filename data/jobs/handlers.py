"""What each kind of job does; every handler is safe to run again after a crash."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from data.access.scope import SYSTEM, Actor
from data.assessment.known import moment_known, seen_as_known
from data.demo import year as demo_year
from data.intake import inbox
from data.intake.again import take_again
from data.intake.incoming import Incoming, Receipt
from data.intake.returned import hand_back, returned_copy
from data.intake.take import Doors, Watch, take
from data.jobs.work import Claimed, may_write
from data.reports import files as report_files
from data.store import contents, own_indexes, rulebook
from data.store.marks import business_moment
from data.supervision import escalation
from data.vocabulary import Door, Outcome, Role

Step = Callable[[int, int, str], None]
STEPS = 3  # of an import: read and judge, compare and write, mark what is wrong


@dataclass(frozen=True)
class Work:
    """One run of one job: the doors, the job, the moment, and how to tell progress."""

    doors: Doors
    job: Claimed
    now: datetime
    step: Step

    @property
    def moment(self) -> datetime:
        """The business day at this hour, as the page and the command line date what comes in."""
        with self.doors.store.read() as session:
            return business_moment(session, self.doors.settings.today, self.now)

    @property
    def watch(self) -> Watch:
        """Tells when a file was read, and stops a cancelled import before it writes."""
        return Watch(lambda: self.step(1, STEPS, "正在比对并写入"), lambda session: may_write(session, self.job))


def run_import(work: Work) -> dict[str, Any]:
    """An uploaded file, already kept under its hash."""
    p = work.job.payload
    content = contents.content_of(work.doors.settings.originals, p["sha256"])
    file = Incoming(content, p["file_name"], p["unit"], Door.PAGE, _actor(p), p["ledger"], p["period"], on_behalf=p["on_behalf"],
                    came_as=work.job.came_as)
    work.step(0, STEPS, "正在读取和校验")
    receipt = take(work.doors, file, _received(p), watch=work.watch)
    if receipt.outcome == Outcome.REJECTED:
        work.step(2, STEPS, "正在标注问题")
        _copy_to_inbox(work.doors, receipt)
    return _answered(work, receipt)


def run_explain(work: Work) -> dict[str, Any]:
    """A file whose 核实 findings were explained on the page, judged once more."""
    p = work.job.payload
    work.step(0, STEPS, "正在重新读取和校验")
    receipt = take_again(work.doors, _actor(p), p["submission"], _received(p), work.job.came_as, work.watch)
    if receipt.outcome == Outcome.REJECTED and receipt.submission:
        work.step(2, STEPS, "正在标注问题")
        returned_copy(work.doors, receipt.submission)
    return _answered(work, receipt)


def _actor(payload: dict[str, Any]) -> Actor:
    return Actor(**{**payload["actor"], "role": Role(payload["actor"]["role"])})


def _received(payload: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(payload["received_at"])


def run_copy(work: Work) -> dict[str, Any]:
    """The marked copy that somebody asked for: of files taken in by another door, or accepted with something to say."""
    returned_copy(work.doors, work.job.payload["submission"])
    return {}


def _answered(work: Work, receipt: Receipt) -> dict[str, Any]:
    work.step(STEPS, STEPS, receipt.sentence)
    return {**receipt.as_json(), "submission": receipt.submission, "sentence": receipt.sentence}


def _copy_to_inbox(doors: Doors, receipt: Receipt) -> None:
    """A unit that works with folders finds the marked copy there too."""
    with doors.store.read() as session:
        unit = rulebook.newest_book(session).unit(receipt.unit)
    folder = doors.settings.inbox / f"{unit.code}{unit.short_name}" / inbox.BACK
    folder.mkdir(parents=True, exist_ok=True)
    hand_back(doors, receipt, folder)


def run_inbox(work: Work) -> dict[str, Any]:
    done = inbox.run_pass(work.doors, SYSTEM, work.moment, lambda n, total: work.step(n, total, f"收件 {n}/{total}"),
                          lambda session: may_write(session, work.job))
    return {"receipts": [r.receipt for r in done.receipts], "waiting": done.waiting, "problems": done.problems}


def run_escalate(work: Work) -> dict[str, Any]:
    with work.doors.store.write() as session:
        result = escalation.escalate(session, date.fromisoformat(work.job.key), work.now)
    return {
        "sentence": f"推进 {len(result.days)} 日：亮灯 {result.lights} 项，提醒 {result.reminded} 次，拟办督办单 {result.drafted} 张，催办 {result.chased} 次"
    }


def run_index(work: Work) -> dict[str, Any]:
    with work.doors.store.write() as session:
        made, dropped = own_indexes.sync(session, rulebook.newest_book(session).ledgers.values())
    return {"sentence": f"新建索引 {len(made)} 个，删除 {len(dropped)} 个"}


def run_report(work: Work) -> dict[str, Any]:
    p = work.job.payload
    actor, when = (_actor(p), _received(p)) if "actor" in p else (SYSTEM, work.moment)
    known = moment_known(p["known"], when.date()) if p.get("known") else None
    with seen_as_known(work.doors.store, known) if known else nullcontext() as past, work.doors.store.write() as session:
        made = report_files.make_report(session, work.doors.settings, p["kind"], p["period"], p.get("unit"), actor, when, (past, known) if known else None)
    return {"report": made.id, "name": made.name}


def run_demo(work: Work) -> dict[str, Any]:
    p = work.job.payload
    demo_year.load(work.doors, months=p["months"], objects=p["objects"], seed=p["seed"], step=lambda n, total: work.step(n, total, f"演示城市装入 {n}/{total}"))
    return {}


HANDLERS: dict[str, Callable[[Work], dict[str, Any]]] = {
    "import": run_import,
    "explain": run_explain,
    "copy": run_copy,
    "inbox": run_inbox,
    "escalate": run_escalate,
    "report": run_report,
    "demo": run_demo,
    "index": run_index,
}
