"""Jobs are said in Chinese, on the page and in its workbook."""

import pytest

from data.jobs.handlers import HANDLERS
from data.jobs.labels import KINDS, object_words


def test_every_kind_of_job_has_its_words():
    assert set(HANDLERS) <= set(KINDS)


@pytest.mark.parametrize(("kind", "key", "words"), [
    ("report", "bulletin:2023-11:1", "2023年11月情况通报（第 1 次通报）"), ("demo", "demo", "—"), ("escalate", "2023-12-20", "2023-12-20")])
def test_what_a_job_is_for_is_said(kind, key, words):
    assert object_words(kind, key) == words
