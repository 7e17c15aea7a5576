"""The deadline that a file's name tells; what it does not tell comes last."""

from datetime import date

import pytest

from data.intake.urgency import UNTOLD, due_of
from tests.data.jobs.conftest import open_house


@pytest.fixture
def house(sqlite_database_url, home, container):
    found = open_house(sqlite_database_url, home, container)
    yield found
    found.store.close()


@pytest.mark.parametrize(("name", "due"), [
    ("智慧杆柱_东区_2023-06.xlsx", date(2023, 7, 5)), ("智慧杆柱2023年6月.xls", date(2023, 7, 5)), ("报送 智慧杆柱 2023年12月 终稿.csv", date(2024, 1, 5)),
    ("智慧杆柱.xlsx", UNTOLD), ("2023年6月.xlsx", UNTOLD), ("智慧杆柱应建底数2023年6月.xlsx", UNTOLD), ("a.xlsx", UNTOLD),
    ("智慧杆柱2023年5月和2023年6月.xlsx", UNTOLD)])
def test_a_name_tells_ledger_and_month_or_nothing(house, name, due):
    with house.store.read() as session:
        assert due_of(session, name) == due
