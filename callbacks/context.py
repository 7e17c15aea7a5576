"""What a callback may ask of its surroundings: who acts, the database, the settings, the day."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app, g

from data.access.scope import Actor
from data.calendar import SHANGHAI
from data.settings import Settings
from data.store.engine import Store
from data.store.marks import business_day as stored_day
from data.store.marks import business_moment

KEY = "CHENGJI"


@dataclass(frozen=True)
class Context:
    store: Store
    settings: Settings


def context() -> Context:
    return current_app.config[KEY]


def store() -> Store:
    return context().store


def settings() -> Settings:
    return context().settings


def current_actor() -> Actor:
    """Who is signed in; the gate has put it there before anything else runs."""
    return g.login.actor


def is_signed_in() -> bool:
    return g.get("login") is not None


def now() -> datetime:
    return datetime.now(SHANGHAI)


def business_day() -> date:
    """The day business rules run at: real, set by CHENGJI_TODAY, or the demo's."""
    with store().read() as session:
        return stored_day(session, settings().today, now().date())


def moment() -> datetime:
    """The business day at this hour: what comes in now is dated by it and held against deadlines."""
    with store().read() as session:
        return business_moment(session, settings().today, now())
