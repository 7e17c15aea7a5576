"""锁定例外 on 报送: which locked months are open to whom and until when, and the desk at which the office opens one."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from components import ids
from components.cards import panel, waiting
from components.filters import picker
from components.plain_tables import plain_table
from components.wording import day, month, person
from data.intake.lock import ExceptionRow


def exceptions_panel(is_office: bool) -> Component:
    place = ids.Submissions
    desk: list[Any] = [_desk()] if is_office else []
    sheet = panel("锁定例外", waiting(place.EXCEPTIONS, 2), *desk, html.Div(id=place.UNLOCKED),
                  note="超过锁定期限的月份不再接收报送；经办公室批准的，在有效期内可以补报或更正")
    return html.Div(sheet, id=place.EXCEPTIONS_PANEL, hidden=not is_office)


def _desk() -> Component:
    """Whose ledger of which month, until when and why."""
    place = ids.Submissions
    until = dmc.DatePickerInput(id=place.UNLOCK_UNTIL, placeholder="有效至", valueFormat="YYYY-MM-DD", monthLabelFormat="YYYY年M月",
                                yearLabelFormat="YYYY年", size="xs", w=130, **{"aria-label": "有效至"})
    why = dmc.TextInput(id=place.UNLOCK_WHY, placeholder="批准的原因（报送单位会看到）", size="xs", className="unlock-why", **{"aria-label": "批准的原因"})
    month_of = dmc.TextInput(id=place.UNLOCK_MONTH, placeholder="月份，如 2023-06", size="xs", w=140, **{"aria-label": "月份"})
    parts = [picker(place.UNLOCK_UNIT, "单位"), picker(place.UNLOCK_LEDGER, "台账"), month_of, until, why,
             dmc.Button("批准例外", id=place.UNLOCK, size="xs", variant="light")]
    return html.Div(parts, className="button-row")


def exception_table(rows: Sequence[ExceptionRow]) -> Component:
    lines = [[r.unit_name, r.ledger_name, month(r.period), html.Span(day(r.until), className="figure"), _state(r), html.Div(r.reason, className="reason-cell"),
              person(r.by), html.Span(r.granted_at.strftime("%Y-%m-%d %H:%M"), className="figure")] for r in rows]
    return plain_table(["单位", "台账", "月份", "有效至", "状态", "原因", "批准人", "批准时间"], lines, "没有锁定例外", 900, book=None)


def _state(row: ExceptionRow) -> Component:
    return dmc.Badge("有效" if row.holds else "已到期", color="green" if row.holds else "gray", variant="light", radius="sm")
