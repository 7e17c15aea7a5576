"""The table of pages: address, name, permission and icon; the menu and the guard read it."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

import dash

from data.access.roles import Permission

PRODUCT = "城基督导平台"


class Page(NamedTuple):
    """One page; `template` has a variable part, `icon` puts it into the menu under its `group`."""

    module: str
    path: str
    name: str
    permission: Permission
    icon: str = ""
    template: str | None = None
    group: str = ""


PROGRESS, CHASE, DATA, RESULTS, HOUSE = "看进展", "办督办", "管数据", "出成果", "管系统"
PAGES: tuple[Page, ...] = (
    Page("overview", "/", "总览", Permission.VIEW_FIGURES, "overview", group=PROGRESS),
    Page("wallscreen", "/wallscreen", "大屏", Permission.VIEW_WALL, "wallscreen", group=PROGRESS),
    Page("indicators", "/indicators", "建设进度", Permission.VIEW_FIGURES, "indicators", group=PROGRESS),
    Page("indicator", "/indicators/none", "指标详情", Permission.VIEW_FIGURES, template="/indicators/<code>"),
    Page("system", "/systems/none", "系统进度", Permission.VIEW_FIGURES, template="/systems/<name>"),
    Page("unit", "/units/none", "单位", Permission.VIEW_SCORES, template="/units/<code>"),
    Page("citymap", "/map", "一张图", Permission.VIEW_FIGURES, "citymap", group=PROGRESS),
    Page("underground", "/underground", "地下空间", Permission.VIEW_SUBMISSIONS, "underground", group=PROGRESS),
    Page("funds", "/funds", "资金", Permission.VIEW_SUBMISSIONS, "funds", group=PROGRESS),
    Page("tasks", "/tasks", "任务", Permission.VIEW_TASKS, "tasks", group=CHASE),
    Page("task", "/tasks/none", "任务详情", Permission.VIEW_TASKS, template="/tasks/<code>"),
    Page("supervision", "/supervision", "督办", Permission.VIEW_ORDERS, "supervision", group=CHASE),
    Page("order", "/supervision/0", "督办单", Permission.VIEW_ORDERS, template="/supervision/<number>"),
    Page("restatements", "/restatements", "更正清单", Permission.VIEW_FIGURES),
    Page("submissions", "/submissions", "报送", Permission.VIEW_SUBMISSIONS, "submissions", group=DATA),
    Page("submission", "/submissions/0", "报送详情", Permission.VIEW_SUBMISSIONS, template="/submissions/<number>"),
    Page("ledgers", "/ledgers", "台账", Permission.VIEW_SUBMISSIONS, "ledgers", group=DATA),
    Page("ledger_row", "/ledgers/none", "台账行", Permission.VIEW_SUBMISSIONS, template="/ledgers/<ledger>"),
    Page("quality", "/quality", "数据质量", Permission.VIEW_SUBMISSIONS, "quality", group=DATA),
    Page("conflicts", "/conflicts", "冲突", Permission.VIEW_SUBMISSIONS, "conflicts", group=DATA),
    Page("assessment", "/assessment", "考评", Permission.VIEW_SCORES, "assessment", group=RESULTS),
    Page("score", "/assessment/none", "得分详情", Permission.VIEW_SCORES, template="/assessment/<unit>"),
    Page("reports", "/reports", "报表", Permission.VIEW_REPORTS, "reports", group=RESULTS),
    Page("audit", "/audit", "审计", Permission.VIEW_AUDIT, "audit", group=HOUSE),
    Page("admin", "/admin", "系统", Permission.VIEW_SYSTEM, "admin", group=HOUSE),
    Page("not_found_404", "/404", "没有这个页面", Permission.SIGNED_IN),
)


def register_pages(guard: Callable) -> None:
    """Hand the table to Dash, every layout behind the guard. A layout gets `may` and the parts of its address."""
    dash.page_registry.clear()
    for order, page in enumerate(PAGES):
        layout = guard(page.permission, import_module(f"pages.{page.module}").layout)
        dash.register_page(f"pages.{page.module}", path=page.path, path_template=page.template, name=page.name, order=order,
                           title=f"{page.name} · {PRODUCT}", layout=layout, permission=page.permission, icon=page.icon, group=page.group)
