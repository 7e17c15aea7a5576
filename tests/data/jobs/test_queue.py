"""A message is a job's id as JSON, nothing that could run when it is read."""

import orjson

from data.jobs.queue import Queue
from data.settings import Settings


def test_a_sent_id_reaches_the_worker_as_plain_json(home):
    done = []
    queue = Queue(Settings.from_env({"CHENGJI_HOME": str(home)}), done.append)
    queue.send(7)
    (message,) = queue.huey.storage.enqueued_items()
    task_id, name, arguments = orjson.loads(message)
    assert arguments == [7] and name.endswith("run_job") and task_id
    queue.huey.execute(queue.huey.dequeue())
    assert done == [7]
    assert queue.huey.pending_count() == 0


def test_two_processes_share_one_queue(home):
    settings = Settings.from_env({"CHENGJI_HOME": str(home)})
    Queue(settings).send(3)
    done = []
    worker = Queue(settings, done.append)
    worker.huey.execute(worker.huey.dequeue())
    assert done == [3]
