"""The worker process: a Huey consumer that runs jobs, and APScheduler that triggers them."""

import gc
import logging
import os
import socket
from collections.abc import Callable
from datetime import datetime
from time import monotonic
from typing import Any

from data.errors import GovernanceError
from data.intake.container import Container
from data.intake.take import Doors
from data.jobs import work
from data.jobs.clock import real_clock
from data.jobs.handlers import HANDLERS, Work
from data.jobs.queue import Queue
from data.jobs.schedule import Clerk, build_scheduler
from data.settings import Settings
from data.store.engine import Store
from data.vocabulary import JobState

log = logging.getLogger("chengji.worker")
THREADS = 2
BEAT_SECONDS = 0.5
Clock = Callable[[], datetime]


class Worker:
    """Runs one job at a time per thread; a failure is a failed row with its sentence, never a dead worker."""

    def __init__(self, settings: Settings, clock: Clock = real_clock, container: Container | None = None) -> None:
        """Files are parsed in `container`, else in one of its own."""
        self.settings, self.clock = settings, clock
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self.doors = Doors(Store.open(settings.database_url, clock), container or Container(settings), settings)
        self.queue = Queue(settings, self.run_job)
        self.running: set[int] = set()
        self.clerk = Clerk(self.doors.store, settings, self.queue, self.name, clock)

    def run_job(self, job: int) -> None:
        """Claim, run, finish; a lost or doubled message changes nothing."""
        store = self.doors.store
        claimed = work.claim(store, job, self.name, self.clock())
        if claimed is None:
            return
        self.running.add(job)
        try:
            result = HANDLERS[claimed.kind](Work(self.doors, claimed, self.clock(), self._step(job)))
        except work.Cancelled:
            return
        except GovernanceError as refused:
            work.finish(store, job, JobState.FAILED, None, refused.sentence, self.clock())
        except Exception:  # the second of the two catchers: one bad job must not stop the others
            log.exception("job %s (%s %s) failed", job, claimed.kind, claimed.key)
            work.finish(store, job, JobState.FAILED, None, f"系统错误，任务编号 {job}，请联系系统管理员查看日志", self.clock())
        else:
            work.finish(store, job, JobState.DONE, result, None, self.clock())
        finally:
            self.running.discard(job)

    def _step(self, job: int) -> Callable[[int, int, str], None]:
        """Progress is written as often as anybody looks; the last step always."""
        looked = 0.0

        def step(done: int, total: int, note: str) -> None:
            nonlocal looked
            if done >= total or monotonic() - looked >= BEAT_SECONDS:
                looked = monotonic()
                work.beat(self.doors.store, job, done, total, note, self.clock())

        return step

    def stay_alive(self) -> None:
        """Say that the running jobs are still being worked on, so that the sweeper leaves them alone."""
        if self.running:
            work.touch(self.doors.store, sorted(self.running), self.clock())

    def run(self) -> None:
        """Work until told to stop (SIGINT, SIGTERM)."""
        gc.freeze()  # modules and the rule book stay: no collection need walk them again
        scheduler = build_scheduler(self.clerk)
        scheduler.add_job(self.stay_alive, "interval", seconds=20, id="alive")
        consumer: Any = self.queue.huey.create_consumer(workers=THREADS, periodic=False, max_delay=1.0, backoff=1.1)
        scheduler.start()
        try:
            consumer.run()
        finally:
            scheduler.shutdown(wait=False)
            self.doors.container.close()
            self.doors.store.close()
