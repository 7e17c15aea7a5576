"""系统: accounts, background jobs, settings as read, and what this home is."""

import dash_mantine_components as dmc
from dash import dcc, html

from components import ids
from data.access.roles import Permission
from data.vocabulary import Role


def layout(may, **_):
    return dmc.Stack([
        dmc.Title("系统", order=2),
        dmc.SimpleGrid([_panel("数据目录", html.Div(id=ids.Admin.HOME)), _panel("设置（启动时读入）", html.Div(id=ids.Admin.SETTINGS))],
                       cols={"base": 1, "lg": 2}),
        _users(may) if may(Permission.VIEW_USERS) else None,
        _jobs() if may(Permission.VIEW_JOBS) else None,
    ])


def _panel(title, *content):
    return dmc.Paper([dmc.Title(title, order=4, mb="sm"), *content], withBorder=True, p="md")


def _users(may):
    manage, roles = may(Permission.MANAGE_USERS), may(Permission.MANAGE_ROLES)
    return _panel(
        "账号", html.Div(id=ids.Admin.USER_ANSWER), html.Div(id=ids.Admin.USERS), dcc.Store(id=ids.Admin.USERS_TURN, data=0),
        dmc.SimpleGrid([_new_user(manage), _one_user(manage, roles)], cols={"base": 1, "md": 2}, mt="md"))


def _new_user(manage):
    return dmc.Fieldset(dmc.SimpleGrid([
        dmc.TextInput(id=ids.Admin.NEW_NAME, label="账号名", placeholder="2 至 32 个字符"),
        dmc.TextInput(id=ids.Admin.NEW_SHOWN, label="姓名"),
        _role(ids.Admin.NEW_ROLE),
        _unit(ids.Admin.NEW_UNIT),
        dmc.Button("新增账号", id=ids.Admin.ADD),
    ], cols={"base": 1, "xs": 2}, verticalSpacing="xs"), legend="新增账号", display="block" if manage else "none")


def _one_user(manage, roles):
    shown = "block" if manage else "none"
    return dmc.Fieldset(dmc.SimpleGrid([
        dmc.Select(id=ids.Admin.USER, label="账号", searchable=True, nothingFoundMessage="没有这个账号"),
        html.Div(dmc.Group([
            dmc.Button("停用", id=ids.Admin.DISABLE, color="red", variant="outline", size="xs", display=shown),
            dmc.Button("启用或解锁", id=ids.Admin.ENABLE, variant="outline", size="xs", display=shown),
            dmc.Button("重置密码", id=ids.Admin.RESET, variant="outline", size="xs", display=shown),
        ], gap="xs"), className="align-end"),
        html.Div(_role(ids.Admin.ROLE), hidden=not roles),
        html.Div(_unit(ids.Admin.ROLE_UNIT), hidden=not roles),
        html.Div(dmc.Button("调整角色", id=ids.Admin.CHANGE_ROLE, variant="outline", size="xs"), hidden=not roles),
    ], cols={"base": 1, "xs": 2}, verticalSpacing="xs"), legend="已有账号", display="block" if manage or roles else "none")


def _role(place):
    return dmc.Select(id=place, label="角色", data=[{"value": role.value, "label": role.label} for role in Role], placeholder="请选择")


def _unit(place):
    return dmc.Select(id=place, label="单位（仅成员单位账号）", searchable=True, clearable=True, placeholder="请选择",
                      nothingFoundMessage="没有这个单位")


def _jobs():
    return _panel(
        "后台任务", html.Div(id=ids.Admin.JOB_ANSWER), html.Div(id=ids.Admin.JOBS), dcc.Interval(id=ids.Admin.JOBS_TIMER, interval=10_000),
        dmc.Group([dmc.Select(id=ids.Admin.JOB, placeholder="排队中或进行中的任务", size="xs", clearable=True,
                              nothingFoundMessage="没有可以取消的任务", **{"aria-label": "要取消的任务"}),
                   dmc.Button("取消任务", id=ids.Admin.CANCEL_JOB, size="xs", color="red", variant="outline")],
                  mt="sm"))
