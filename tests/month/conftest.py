"""A month by hand: three units' workbooks through inbox and worker to the published bulletin, against figures worked out on paper."""

import pytest

from tests.databases import new_database
from tests.month.telling import tell


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def told(request, tmp_path_factory, container):
    """Told once per database; the tests below only read."""
    folder = tmp_path_factory.mktemp("month")
    if request.param == "sqlite":
        yield from tell(folder, f"sqlite:///{folder / 'chengji.sqlite'}", container)
        return
    with new_database(request.getfixturevalue("postgres_url")) as url:
        yield from tell(folder, url, container)
