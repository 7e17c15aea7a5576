"""A city that was counted before the totals were kept has them after the migration, as if they had been kept all along."""

from alembic import command
from sqlalchemy import text

from data.indicators import grid
from data.jobs.grid_counts import problems
from data.store import migrate
from data.store.engine import Store
from data.store.tables import GridTotal
from tests.data.indicators.hand_in import a_row, hand_in

BEFORE = "0008"


def test_totals_are_made_out_of_the_counts_that_stand(database_url):
    store = Store.open(database_url)
    migrate.upgrade(store)
    with store.write() as session:
        for unit, kinds in {"E": ["新建", "改造", ""], "W": ["新建"]}.items():
            hand_in(session, unit, "pole", "2023-06", [a_row(kind, kind=kind, lng=100.5, lat=30.5) for kind in kinds])
            grid.apply(session, grid.deltas(grid.listed([]), grid.objects(session, unit, "pole", kinds)))
    command.downgrade(migrate._config(store), BEFORE)
    migrate.upgrade(store)
    with store.read() as session:
        assert list(problems(session)) == []
        assert session.get(GridTotal, ("pole", "30m", 241, 561)).kinds == '{"":1,"改造":1,"新建":2}'
    store.close()


def test_a_city_without_places_moves_too(database_url):
    store = Store.open(database_url)
    migrate.upgrade(store)
    command.downgrade(migrate._config(store), BEFORE)
    migrate.upgrade(store)
    with store.read() as session:
        assert session.scalar(text("SELECT count(*) FROM grid_total")) == 0
    store.close()
