"""The three doors of a home, each used as people use it: the page's upload and the worker, the inbox folder, the command line."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import orjson
from click.testing import CliRunner
from sqlalchemy import func, literal, select, union_all

from callbacks.context import KEY, Context
from data.access.scope import SYSTEM
from data.calendar import at
from data.cli.main import build
from data.intake.container import Container
from data.intake.inbox import run_pass
from data.intake.take import Doors
from data.jobs.worker import Worker
from data.settings import Settings
from data.store.engine import Store
from data.store.tables import Base, Job
from data.vocabulary import JobState
from tests.bad_inputs.good import UNIT
from tests.data.indicators.hand_in import day
from tests.web import sign_in

TODAY = "2023-07-03"
NOW = at(day(TODAY), 9)
# What keeps a record of every file that came, also of a refused one. All other tables hold rows and figures.
RECORDS = {"submission", "finding", "file_count", "finding_count", "audit_entry", "job", "meta", "lease", "login", "login_failure", "user_account"}

COUNTS = union_all(*(select(literal(one.name), func.count()).select_from(one) for one in Base.metadata.sorted_tables if one.name not in RECORDS))


@dataclass
class Answer:
    """What a door said: the receipt as JSON; of a file that the page did not take, its words alone."""

    receipt: dict | None
    said: str = ""
    returned: bytes | None = None


@dataclass
class Home:
    """A data directory and its database; the parsing children are shared."""

    settings: Settings
    store: Store
    container: Container

    def __post_init__(self) -> None:
        self.before = self.counts()

    @property
    def inbox(self) -> Path:
        return self.settings.inbox / f"{UNIT}市城管局"

    def counts(self) -> list[tuple[str, int]]:
        """Rows of every table but the records of what came in."""
        with self.store.read() as session:
            return sorted(tuple(row) for row in session.execute(COUNTS))


class PageDoor:
    """A unit's account that uploads, and the worker that takes the job."""

    def __init__(self, home: Home, app, worker: Worker) -> None:
        self.home, self._app, self._worker, self._person = home, app, worker, None

    def send(self, name: str, content: bytes) -> Answer:
        answer = self._post(name, content)
        said = answer.get_json()
        if answer.status_code != 202:
            assert 400 <= answer.status_code < 500, answer.text
            return Answer(None, said["message"])
        self._worker.run_job(said["job"])
        with self.home.store.read() as session:
            job = session.get_one(Job, said["job"])
        assert job.state == JobState.DONE, job.note
        return Answer(job.result, job.result["sentence"], self._returned(job.result["receipt"]))

    def _post(self, name: str, content: bytes):
        self._app.server.config[KEY] = Context(self.home.store, self.home.settings)
        self._person = self._person or sign_in(self._app, "unit1")[0]
        return self._person.post("/upload", data={"file": (BytesIO(content), name)}, content_type="multipart/form-data")

    def _returned(self, receipt: str) -> bytes | None:
        """The marked copy, as a unit that works with folders finds it."""
        found = sorted((self.home.inbox / "rejected").glob(f"{receipt}_*.xlsx"))
        return found[0].read_bytes() if found else None

    def ask(self, address: str):
        """A page or a file, as the same person asks for it."""
        self._app.server.config[KEY] = Context(self.home.store, self.home.settings)
        return self._person.get(address)


class InboxDoor:
    """The unit's folder, and one pass over all folders."""

    def __init__(self, home: Home) -> None:
        self.home, self._doors = home, Doors(home.store, home.container, home.settings)

    def send(self, name: str, content: bytes) -> Answer:
        self.home.inbox.mkdir(parents=True, exist_ok=True)
        (self.home.inbox / name).write_bytes(content)
        done = run_pass(self._doors, SYSTEM, NOW)
        assert len(done.receipts) == 1 and not (self.home.inbox / name).exists()
        return Answer(done.receipts[0].as_json(), done.receipts[0].sentence)


class CliDoor:
    """`import --json` of many files in one call, in this process and with the shared children."""

    def __init__(self, home: Home, folder: Path) -> None:
        self.home, self._folder = home, folder

    def send_all(self, files: list[tuple[str, bytes]]) -> list[Answer]:
        paths = [self._folder / str(n) / name for n, (name, _) in enumerate(files)]
        for path, (_, content) in zip(paths, files, strict=True):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        done = self._run("import", *map(str, paths), "--unit", UNIT, "--json")
        for path in paths:
            path.unlink()
        receipts = orjson.loads(done.stdout)
        assert len(receipts) == len(files) and done.exit_code == any(one["outcome"] == "rejected" for one in receipts), done.output
        return [Answer(receipt, done.stderr) for receipt in receipts]

    def _run(self, *words: str):
        settings = self.home.settings
        env = {"CHENGJI_HOME": str(settings.home), "CHENGJI_DATABASE_URL": settings.database_url, "CHENGJI_TODAY": TODAY, "CHENGJI_STILL_SECONDS": "0"}
        return CliRunner().invoke(build(lambda *_: None, self.home.container), list(words), env=env, catch_exceptions=False)
