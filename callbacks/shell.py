"""The frame around the pages: drawn for who is signed in; the guard stands before every page."""

import functools

import dash
from dash import ClientsideFunction, Input, Output, State, html

from callbacks.context import business_day, current_actor, is_signed_in, store
from callbacks.gate import note_denial
from callbacks.marks import requires
from components import ids
from components.notices import whole_page
from components.shell import Frame, MenuEntry, loading_words, shell
from data.access.roles import Permission
from data.access.scope import Actor
from data.calendar import period_of
from data.indicators.views import readable_periods
from data.store.marks import is_demo, loading_note
from data.store.rulebook import find_newest_book


def layout():
    """Dash draws it once before anybody has signed in, to check it: then it is empty."""
    if not is_signed_in():
        return html.Div()
    actor, today = current_actor(), business_day()
    with store().read() as session:
        book = find_newest_book(session)
        unit = book.units.get(actor.unit) if book and actor.unit else None
        return shell(Frame(
            city=book.city.name if book else "", banner="演示数据" if is_demo(session) else "", today=today,
            user=actor.shown_name or actor.name, role=actor.role.label, unit=unit.short_name if unit else "", menu=menu(actor),
            loading=loading_note(session),
            periods=readable_periods(session, actor, period_of(today)),
            may_change_password=actor.may(Permission.CHANGE_PASSWORD)))


def menu(actor: Actor) -> list[MenuEntry]:
    """The pages this account may open, in the order of the table."""
    return [MenuEntry(page["path"], page["name"], page["icon"], page["group"]) for page in dash.page_registry.values()
            if page.get("icon") and actor.may(page["permission"])]


def guard(permission, draw):
    """A page only for who may see it; the page gets `may`, so that it offers no act that would be refused."""
    @functools.wraps(draw)
    def guarded(**address):
        actor = current_actor()
        if not actor.may(permission):
            note_denial(draw.__module__, "page")
            return whole_page("没有权限", f"打开这个页面需要“{permission.label}”的权限，如工作需要请联系系统管理员。")
        return draw(**{**address, "may": actor.may})
    return guarded


def register(app):
    app.clientside_callback(
        ClientsideFunction("shell", "toggleMenu"), Output(ids.Shell.FRAME, "navbar"), Input(ids.Shell.BURGER, "opened"),
        State(ids.Shell.FRAME, "navbar"))
    app.clientside_callback(
        ClientsideFunction("shell", "afterNavigation"), Output(ids.Shell.BURGER, "opened"), Output(ids.Shell.PERIOD, "value"),
        Output(ids.Shell.NOTICE, "children"), Input(ids.Shell.ADDRESS, "pathname"), Input(ids.Shell.ADDRESS, "search"),
        State(ids.Shell.PERIOD, "data"), prevent_initial_call=False)

    @app.callback(Output(ids.Shell.LOADING, "children"), Output(ids.Shell.LOADING_TIMER, "disabled"),
                  Input(ids.Shell.LOADING_TIMER, "n_intervals"), prevent_initial_call=True)
    @requires(Permission.SIGNED_IN)
    def show_loading(_turn):
        with store().read() as session:
            loading = loading_note(session)
        return loading_words(loading), not loading
