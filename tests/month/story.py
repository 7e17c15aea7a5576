"""What happened, day by day: files in the inbox taken by the worker, orders, an extension, closing, publishing, a correction."""

import json
import os
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from sqlalchemy import select

from data.access.scope import Actor
from data.calendar import SHANGHAI
from data.cli.main import build
from data.intake.container import Container
from data.jobs.uploads import enqueue_explanation
from data.jobs.worker import Worker
from data.settings import Settings
from data.store.tables import Finding, Job, Order, ReportFile, Submission
from data.supervision import extensions, orders
from data.vocabulary import DueClass, Role
from tests.month import files
from tests.month.city import write_rule_book
from tests.month.files import NAMES

MAY = "2023-05"
OFFICE = Actor("office", Role.OFFICE)
EAST, FIRST, SECOND = (Actor(f"unit-{code}", Role.UNIT, code) for code in "EAB")


@dataclass
class Answer:
    """What a verb printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        return json.loads(self.out)


@dataclass
class Story:
    """One home and its worker; `now` is the clock everybody reads."""

    home: Path
    settings: Settings
    container: Container
    now: datetime = datetime(2023, 4, 28, 9, tzinfo=SHANGHAI)
    jobs: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        assert self.verb("init", "--json").value["new"]
        self.worker = Worker(self.settings, lambda: self.now, self.container)
        self.store = self.worker.doors.store

    @property
    def today(self) -> date:
        return self.now.date()

    def close(self) -> None:
        self.store.close()

    def at(self, month: int, day: int, hour: int = 9) -> None:
        self.now = datetime(2023, month, day, hour, tzinfo=SHANGHAI)

    # The worker

    def run(self, sent: list[int]) -> list[dict[str, Any]]:
        """Let the worker do what was sent; every job must end well."""
        done = []
        for number in sent:
            self.worker.run_job(number)
            with self.store.read() as session:
                job = session.get_one(Job, number)
                assert job.state == "done", (job.kind, job.note)
                done.append(job.result)
        self.now += timedelta(seconds=1)
        return done

    def drop(self, unit: str, name: str, content: bytes) -> None:
        """A file laid into the unit's folder of the inbox."""
        folder = self.folder(unit)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)

    def folder(self, unit: str) -> Path:
        return self.settings.inbox / f"{unit}{NAMES[unit]}"

    def look(self) -> list[Submission]:
        """The clerk looks at the inbox, the worker takes what lies there; the submissions in order."""
        result, = self.run(self.worker.clerk.look_at_inbox())
        assert not result["problems"] and not result["waiting"], result
        with self.store.read() as session:
            return [session.scalars(select(Submission).where(Submission.receipt == receipt)).one() for receipt in result["receipts"]]

    def escalate(self) -> None:
        self.run(self.worker.clerk.escalate_today())

    def explain(self, actor: Actor, submission: int, words: str) -> Submission:
        """Words for every 核实 finding, on the page; the worker judges the file again."""
        with self.store.read() as session:
            asked = list(session.scalars(select(Finding.number).where(Finding.submission == submission, Finding.severity == "warning")))
        job = enqueue_explanation(self.store, self.settings, actor, submission, dict.fromkeys(asked, words), self.now)
        result, = self.run([job])
        with self.store.read() as session:
            return session.get_one(Submission, result["submission"])

    def published_paper(self) -> Path:
        """The bulletin that the worker makes after publishing, as it is kept."""
        self.run(self.worker.clerk.report_published())
        with self.store.read() as session:
            made = session.scalars(select(ReportFile).order_by(ReportFile.id.desc())).first()
        return next(self.settings.reports.rglob(f"{made.sha256}*"))

    # The command line

    def verb(self, *words: object) -> Answer:
        """A verb of the command line on the business day of the story."""
        environ = {name: None for name in os.environ if name.startswith("CHENGJI_")} | {
            "CHENGJI_HOME": str(self.home), "CHENGJI_DATABASE_URL": self.settings.database_url, "CHENGJI_TODAY": self.today.isoformat(),
            "CHENGJI_CATALOGUE": str(self.settings.catalogue), "CHENGJI_STILL_SECONDS": "0"}
        done = CliRunner().invoke(build(lambda *_: None, self.container), [str(word) for word in words], env=environ)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        return Answer(done.exit_code, done.stdout, done.stderr)

    def move(self, step: str, *reason: str) -> dict[str, Any]:
        answer = self.verb("month", step, MAY, *reason, "--json")
        assert answer.code == 0, answer.err
        return answer.value


def begin(home: Path, database_url: str, container: Container) -> Story:
    catalogue = write_rule_book(home.with_name(f"{home.name}-办法"))
    return Story(home, Settings(home, database_url, catalogue, still_seconds=0), container)


def spring(story: Story) -> None:
    """April: the first files, the first overdue step, its order from draft to close, and an extension."""
    story.escalate()                              # 04-28: T1-1 is due today
    story.at(5, 4, 8)
    story.escalate()                              # catches up from 04-29: T1-1 overdue, an order is drafted
    story.at(5, 4, 10)
    story.drop("E", "4月杆柱.xlsx", files.east_poles(4))
    story.drop("B", "4月指标.xlsx", files.second_report_of_april())
    assert [s.outcome for s in story.look()] == ["accepted", "accepted"]
    number = _order_of(story, "T1")
    _act(story, orders.issue_order, number, OFFICE)
    story.at(5, 5)
    _act(story, orders.acknowledge, number, EAST)
    story.at(5, 8)
    _act(story, orders.answer, number, EAST, orders.Remark("已办"))
    story.at(5, 9)
    _act(story, orders.return_order, number, OFFICE, orders.Remark("没有写明完成了哪些路段", is_empty_answer=True))
    story.at(5, 10)
    _act(story, orders.answer, number, EAST, orders.Remark("完成三条路段选址，其余本月底完成"))
    with story.store.write() as session:
        wanted = extensions.Request("T4", date(2023, 6, 20), "设备到货推迟，已完成三成")
        asked = extensions.ask_extension(session, wanted, FIRST, story.today, story.now).id
    story.at(5, 11)
    _act(story, orders.close_order, number, OFFICE, orders.Remark("核实属实"))
    story.at(5, 12)
    with story.store.write() as session:
        extensions.decide_extension(session, asked, OFFICE, story.today, story.now, True)
    story.at(5, 31)
    story.escalate()


def _order_of(story: Story, task: str) -> int:
    with story.store.read() as session:
        drafted = session.scalars(select(Order).where(Order.task == task)).one()
        assert (drafted.unit, drafted.level, drafted.state, drafted.cause_day) == ("E", "supervise", "draft", date(2023, 4, 29))
        assert drafted.due_class == DueClass.NORMAL
        return drafted.id


def _act(story: Story, act: Any, number: int, actor: Actor, *remark: Any) -> None:
    with story.store.write() as session:
        act(session, number, actor, story.today, story.now, *remark)


SHOWN = {"figures": ("measure", MAY), "lights": ("lights", "2023-05-31"), "scores": ("score", MAY)}


def shown(story: Story) -> dict[str, Any]:
    """What the command line says of the month."""
    return {name: story.verb(*words, "--json").value for name, words in SHOWN.items()}


def correct(story: Story) -> list[Submission]:
    """Too late for the first publication: 东城区's fifth pole has its code now, 乙通信 finished T5 on 05-30."""
    story.drop("E", "5月杆柱（更正）.xlsx", files.east_poles(5, fifth_code=5))
    story.drop("B", "5月任务（更正）.xlsx", files.second_tasks_corrected())
    accepted = story.look()
    story.drop("B", "5月基站（误）.xlsx", files.undated_stations("B"))
    assert [s.outcome for s in story.look()] == ["rejected"]  # sent back after closing: a matter of the correction
    return accepted

