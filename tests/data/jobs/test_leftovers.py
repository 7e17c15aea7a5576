"""What was never finished goes after an hour; what is whole, or still being written, stays."""

import os

import pytest

from data.jobs import leftovers
from tests.data.jobs.conftest import NOW

HALF = ("originals/incoming-abc", "returned/incoming-abc", "inbox/E东区/rejected/.part-abc", ".part-abc")
WHOLE = ("originals/ab/abcd", "inbox/E东区/智慧杆柱.xlsx", "inbox/E东区/rejected/HZ1_校验结果.xlsx", "inbox/E东区/.part-of-a-unit.xlsx", "inbox-looks.json")


@pytest.mark.parametrize(("seconds", "is_gone"), [(3599, False), (3600, False), (3601, True)], ids=["before", "at", "after"])
def test_what_is_half_written_goes_after_an_hour_and_what_is_whole_stays(small_house, seconds, is_gone):
    for name in (*HALF, *WHOLE):
        path = small_house.settings.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    assert {str(p.relative_to(small_house.settings.home)) for p in leftovers.half_written(small_house.settings)} == set(HALF)
    small_house.later(seconds=seconds)
    small_house.worker.clerk.clear_leftovers()
    assert [name for name in HALF if not (small_house.settings.home / name).exists()] == (list(HALF) if is_gone else [])
    assert all((small_house.settings.home / name).exists() for name in WHOLE)
