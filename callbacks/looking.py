"""Now, or as it was known on a day: the session a page reads from, as the address asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from dash import ClientsideFunction, Input, Output

from callbacks.context import business_day, store
from components import ids
from data.assessment.known import moment_known, seen_as_known


def day_known(known) -> date | None:
    """The day that is looked back to, None for now; what is no day, or still to come, is refused with a sentence."""
    return moment_known(str(known), business_day()).date() if known else None


@contextmanager
def looking(known) -> Iterator[tuple]:
    """The database and the day it is seen on."""
    today = business_day()
    if not known:
        with store().read() as session:
            yield session, today
        return
    moment = moment_known(str(known), today)
    with seen_as_known(store(), moment) as session:
        yield session, moment.date()


def keep_known(app, place) -> None:
    """The month and the chosen day of a page that asks for nothing else go into its address."""
    app.clientside_callback(ClientsideFunction("address", "keepPicked"), Output(place.KEPT, "data"), Input(ids.Shell.PERIOD, "value"),
                            Input(place.KNOWN, "value"))
