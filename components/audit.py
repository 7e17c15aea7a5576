"""The audit log as its reader sees it."""

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from components.plain_tables import plain_table
from components.wording import moment
from data.access.acts import detail_words, label_of, subject_words
from data.store.tables import AuditEntry
from data.vocabulary import Role

HEADERS = ("序号", "时间", "操作人", "角色", "来访地址", "操作", "对象", "单位", "结果", "说明")
ROLES = {role.value: role.label for role in Role}
OUTCOMES = {"ok": ("成功", "green"), "denied": ("被拒绝", "red")}


def audit_table(entries: Sequence[AuditEntry], book: str | None) -> Component:
    return plain_table(HEADERS, [_row(entry) for entry in entries], "没有符合条件的记录", 1100, book=book)


def _row(entry: AuditEntry) -> list[object]:
    words, colour = OUTCOMES.get(entry.outcome, (entry.outcome, "gray"))
    return [entry.seq, _line(moment(entry.at)), entry.actor, _line(ROLES.get(entry.role, "未登录")), entry.address or "—", _line(label_of(entry.act)),
            subject_words(entry.subject), entry.unit or "—", dmc.Badge(words, color=colour, variant="light", radius="sm"), _detail(entry)]


def _detail(entry: AuditEntry) -> Component:
    words = detail_words(entry.subject, entry.detail)
    return html.Div(words or "—", title=words, className="item-note two-lines")


def _line(words: str) -> Component:
    return html.Span(words, className="nowrap")


def verdict(problems: Sequence[str]) -> Component:
    """What the verification of the chain found."""
    if not problems:
        sentence = "每条记录与前一条相接，内容与校验值一致，并与数据库外的锚定文件相符。"
        return dmc.Alert(sentence, title="审计链完整", color="green", variant="light")
    return dmc.Alert(dmc.List([dmc.ListItem(problem) for problem in problems]), title=f"审计链有 {len(problems)} 处问题，请保留现场并上报",
                     color="red", variant="light")
