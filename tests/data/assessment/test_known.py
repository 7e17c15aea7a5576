"""按某日所知: whatever was printed at a moment is printed again when that moment is asked about, byte for byte."""

import orjson
import pytest

from data.assessment.known import as_known, seen_as_known
from tests.data.assessment.past_story import at, change_everything, said, shown, tell
from tests.databases import new_place

MOMENTS = ["2023-06-20", "2023-06-21", "2023-06-28", "2023-07-01", "2023-07-03", "2023-07-04", "2023-07-05", "2023-07-06", "2023-07-07", "2023-07-10",
           "2023-07-11", "2023-07-12", "2023-07-13", "2023-07-14", "2023-07-17", "2023-07-18", "2023-07-19", "2023-07-20", "2023-07-21", "2023-07-24",
           "2023-07-25"]


def told(place, folder):
    past = tell(place, folder)
    change_everything(past)
    yield past
    past.store.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def past(request, tmp_path_factory):
    """Told once per database, and then everything is changed; the tests below only read."""
    folder = tmp_path_factory.mktemp("past")
    if request.param == "sqlite":
        yield from told(f"sqlite:///{folder / 'chengji.sqlite'}", folder)
        return
    with new_place(request.getfixturevalue("postgres_url")) as url:
        yield from told(url, folder)


@pytest.mark.parametrize("day", MOMENTS)
def test_a_day_says_again_what_was_printed_on_it(past, day):
    moment = at(f"{day} 09:00")
    with as_known(past.store, moment) as session:
        again = said(session, moment)
    assert {name: orjson.loads(value) for name, value in again.items()} == {name: orjson.loads(value) for name, value in past.printed[moment].items()}
    assert again == past.printed[moment]


OPEN_AGAIN = {"2023-07-19", "2023-07-20"}  # lights judged again between two publications, and once more after them, are kept nowhere


@pytest.mark.parametrize("day", MOMENTS)
def test_pages_and_papers_see_the_same(past, day):
    """Read from what was stored and worked out, without computing again; twice, for the second look takes what the first one worked out."""
    moment = at(f"{day} 09:00")
    for _ in range(2):
        with seen_as_known(past.store, moment) as session:
            found = shown(session, moment)
        left_out = {"lights", "before"} if day in OPEN_AGAIN else set()
        assert {name: found[name] for name in found.keys() - left_out} == {name: past.shown[moment][name] for name in found.keys() - left_out}
