"""The frame: header with city, day and period, the menu by permission, the notice slot and the page itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import dash_mantine_components as dmc
from dash import dcc, html, page_container
from dash.development.base_component import Component

from components import ids
from components.theme import MANTINE
from data.calendar import label, period_of

HEADER = {"height": {"base": 100, "sm": 60}}
NAVBAR = {"width": 196, "breakpoint": "sm", "collapsed": {"mobile": True}}


@dataclass(frozen=True)
class MenuEntry:
    path: str
    name: str
    icon: str
    group: str = ""


@dataclass(frozen=True)
class Frame:
    """What the frame shows, as plain values."""

    city: str
    banner: str
    today: date
    user: str
    role: str
    unit: str
    menu: Sequence[MenuEntry]
    periods: Sequence[str]  # newest first; empty: this account has no figures to see
    loading: str
    may_change_password: bool


def shell(frame: Frame) -> Component:
    inside = dmc.AppShell(
        [_header(frame), _navbar(frame), dmc.AppShellMain(_main(frame))],
        id=ids.Shell.FRAME, header=HEADER, navbar=NAVBAR, padding=0, layout="default")
    dated = dmc.DatesProvider(inside, settings={"locale": "zh-cn", "firstDayOfWeek": 1, "weekendDays": [0, 6]})
    return dmc.MantineProvider(dated, id=ids.Shell.PROVIDER, theme=MANTINE, defaultColorScheme="light")


def _header(frame: Frame) -> Component:
    left = dmc.Group([
        dmc.Burger(id=ids.Shell.BURGER, size="sm", hiddenFrom="sm", opened=False, **{"aria-label": "打开或收起菜单"}),
        html.Span(className="shell-emblem", **{"aria-hidden": "true"}),
        html.Div([html.Div(frame.city, className="shell-city"), html.Div("数字公共基础设施建设督导平台", className="shell-product")]),
        dmc.Badge(frame.banner, color="orange", variant="filled", radius="sm", className="shell-banner") if frame.banner else None,
    ], gap="xs", wrap="nowrap")
    right = dmc.Group([_day(frame), _period(frame), _scheme(), _user(frame)], gap="xs", wrap="nowrap", className="shell-tools")
    return dmc.AppShellHeader(html.Div([left, right], className="shell-header"))


def _day(frame: Frame) -> Component:
    day = frame.today
    return dmc.Text(f"业务日期 {day.year}年{day.month}月{day.day}日", size="xs", className="shell-day")


def _period(frame: Frame) -> Component:
    """The month all pages show; hidden, but there, for accounts without figures."""
    return dmc.Select(id=ids.Shell.PERIOD, data=[{"value": period, "label": label(period)} for period in frame.periods],
                      value=default_period(frame), allowDeselect=False, size="xs", w=124, checkIconPosition="right",
                      display="block" if frame.periods else "none", **{"aria-label": "统计月份"})


def default_period(frame: Frame) -> str | None:
    """The last month that has ended: its ledgers are in or due; the running month has nothing to show yet."""
    ended = [period for period in frame.periods if period < period_of(frame.today)]
    return ended[0] if ended else frame.periods[0] if frame.periods else None


def _scheme() -> Component:
    return dmc.ColorSchemeToggle(id=ids.Shell.SCHEME, variant="subtle", size="lg", color="gray",
                                 lightIcon=html.Span(className="icon icon-sun"), darkIcon=html.Span(className="icon icon-moon"),
                                 **{"aria-label": "切换深色或浅色"})


def _user(frame: Frame) -> Component:
    words = [html.Div(frame.user, className="shell-user-name")]
    if frame.role != frame.user:
        words.append(html.Div(frame.role, className="shell-user-role"))
    face = dmc.UnstyledButton(html.Div(words), className="shell-user", **{"aria-label": f"账号菜单：{frame.user}"})
    password = dmc.MenuItem("修改密码", href="/password", refresh=True) if frame.may_change_password else None
    entries = [dmc.MenuLabel(f"{frame.role}{' · ' + frame.unit if frame.unit else ''}"), password,
               dmc.MenuItem("退出登录", color="red", className="shell-sign-out")]
    return dmc.Menu([dmc.MenuTarget(face), dmc.MenuDropdown([entry for entry in entries if entry])], position="bottom-end", width=180)


def _navbar(frame: Frame) -> Component:
    """Entries under the heads of their groups, in the order given; one group alone needs no head."""
    groups = [(name, list(some)) for name, some in groupby(frame.menu, key=lambda entry: entry.group)]
    heads = [html.Div(name, className="shell-group") if name and len(groups) > 1 else None for name, _ in groups]
    parts = [html.Div([head, html.Div([_link(e) for e in some], className="shell-links")]) for head, (_, some) in zip(heads, groups, strict=True)]
    return dmc.AppShellNavbar(html.Nav(parts, **{"aria-label": "主菜单"}), p="xs", className="shell-menu")


def _link(entry: MenuEntry) -> Component:
    return dmc.NavLink(label=entry.name, href=entry.path, active="exact" if entry.path == "/" else "partial", variant="light",
                       leftSection=html.Span(className=f"icon icon-{entry.icon}"), className="shell-link")


def _main(frame: Frame) -> list[Component]:
    return [
        html.Div(loading_words(frame.loading), id=ids.Shell.LOADING),
        dcc.Interval(id=ids.Shell.LOADING_TIMER, interval=5000, disabled=not frame.loading),
        html.Div(id=ids.Shell.NOTICE, className="shell-notice"),
        html.Div(page_container, className="page"),
    ]


def loading_words(loading: str) -> Component | None:
    return dmc.Alert(f"演示城市装入 {loading}，图表会随之更新。", color="blue", variant="light", radius=0, py="xs") if loading else None
