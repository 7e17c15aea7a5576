"""Running numbers of a home."""

from data.store.marks import last_number, next_number


def test_the_last_number_of_a_series_is_told_without_giving_a_new_one(city_store):
    with city_store.write() as session:
        assert last_number(session, "a") == 0
        assert [next_number(session, "a"), next_number(session, "a"), next_number(session, "b")] == [1, 2, 1]
        assert (last_number(session, "a"), last_number(session, "b"), last_number(session, "a")) == (2, 1, 2)
