"""A worker killed at any point of an import leaves nothing by halves, and the next one ends where the first would have."""

import os
import signal

import pytest

from data.errors import UnreadableFile
from data.intake import container as container_module
from data.intake.container import KILLED, Container
from data.intake.parsed import Hints
from data.settings import Settings
from tests.reliability import aftermath, city
from tests.reliability.city import FILES, NOW, work_on
from tests.reliability.deaths import in_a_process_of_its_own
from tests.reliability.killing import hold, undisturbed

# door → what becomes of its files, and how many points there are at least: fewer would mean that they are no longer seen
DOORS = {"good upload": (["accepted"], 12), "bad upload": (["rejected"], 26), "inbox": (["accepted", "rejected", "accepted"], 56)}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("door", DOORS)
def test_a_worker_killed_at_any_point_leaves_nothing_partial_and_another_goes_on(morning_on_sqlite, door):
    outcomes, points = DOORS[door]
    assert hold(morning_on_sqlite(door), outcomes) >= points


def test_a_worker_killed_while_its_child_reads_takes_the_child_along(morning_on_sqlite, monkeypatch):
    """The order is sent, the answer is not yet there."""
    morning = morning_on_sqlite("good upload")
    wanted = undisturbed(morning)
    morning.begin()
    read, write = os.pipe()

    def die(child, _length, _end):
        os.write(write, str(child._process.pid).encode())
        os.kill(os.getpid(), signal.SIGKILL)

    def doomed():
        monkeypatch.setattr(container_module._Child, "_read", die)
        worker = morning.worker(NOW)
        worker.doors = type(worker.doors)(worker.doors.store, Container(worker.settings), worker.settings)
        work_on(worker)

    assert in_a_process_of_its_own(doomed)[0] == -signal.SIGKILL
    child = watched(int(os.read(read, 20)))
    aftermath.acknowledged(morning)
    aftermath.go_on(morning)
    assert aftermath.look(morning) == wanted
    assert child is None or container_module.select.select([child], [], [], 30)[0]  # it found nobody to answer to, and ended


def watched(process):
    """A handle that becomes readable when the process ends; None when it has."""
    try:
        return os.pidfd_open(process)
    except ProcessLookupError:
        return None


def test_a_child_killed_while_it_reads_costs_its_file_an_answer_and_no_other_file_anything(tmp_path, monkeypatch):
    container, path = Container(Settings(home=tmp_path, database_url=""), size=1), tmp_path / "file"
    path.write_bytes(FILES[0][3])
    read = container_module._Child._read

    def kill_first(child, length, end):
        os.kill(child._process.pid, signal.SIGKILL)
        return read(child, length, end)

    try:
        with monkeypatch.context() as patch, pytest.raises(UnreadableFile) as refused:
            patch.setattr(container_module._Child, "_read", kill_first)
            container.parse(path, Hints(None, None, "a.xlsx"), city.book())
        assert refused.value.sentence == KILLED
        assert container.parse(path, Hints(None, None, "a.xlsx"), city.book()).rows_read == 6
    finally:
        container.close()
