"""The message queue (Huey): SQLite beside the home, Redis when configured; a message is a job's id and nothing else."""

from collections.abc import Callable

import orjson
from huey import Huey, RedisHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer

from data.settings import Settings

NAME = "chengji"


class IdSerializer(Serializer):
    """Messages as JSON of (message id, task name, arguments): nothing that could run code when read."""

    def _serialize(self, data: Message) -> bytes:
        return orjson.dumps([data.id, data.name, list(data.args)])

    def _deserialize(self, data: bytes) -> Message:
        id_, name, args = orjson.loads(data)
        return Message(id=id_, name=name, retries=0, retry_delay=0, args=tuple(args), kwargs={})


class Queue:
    """Send job ids; a worker gives `run` to do the work."""

    def __init__(self, settings: Settings, run: Callable[[int], None] | None = None) -> None:
        settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        options = {"results": False, "serializer": IdSerializer()}
        self.huey: Huey = (RedisHuey(NAME, url=settings.redis_url, **options) if settings.redis_url
                           else SqliteHuey(NAME, filename=str(settings.home / "queue.db"), **options))

        def run_job(job: int) -> None:
            """The one task of the house: its name is the same in every process."""
            (run or _nobody)(job)

        self._task = self.huey.task()(run_job)

    def send(self, job: int) -> None:
        self._task(job)


def _nobody(job: int) -> None:
    raise RuntimeError(f"job {job} reached a process that does not work")
