"""更正清单: what was published, what it is now, and what changed it."""

from datetime import datetime
from decimal import Decimal

from dash import dcc, html
from dash.development.base_component import Component

from components.cards import empty_state, good_state
from components.plain_tables import plain_table
from components.wording import NONE, amount, day, month, signed
from data.assessment.restated import Cause, Restated, Restatements
from data.vocabulary import FigureState

SHOWN = 4  # causes of one figure that are named


def restated_head(found: Restatements, period: str) -> Component:
    """What is held against what."""
    if not found.version:
        return empty_state(f"{month(period)}还没有通报", "通报以后才有更正清单：后来的报送和退回改变了哪些已通报的数。")
    which = f"第 {found.version} 次通报（{'更正，' if found.version > 1 else ''}{_day(found.published_at)}发布，报送截止 {_day(found.closed_at)}）"
    since = f"截止以后又有 {found.files} 份报送、声明或退回" if found.files else "截止以后没有新的报送、声明或退回"
    changed = f"，改变了其中 {len(found.rows)} 个数" if found.rows else "，没有改变已通报的数" if found.files else ""
    ask = "。已通报的数不随之改变；需要更正通报的，由办公室在“考评”页写明原因重新开放，再次截止、通报。" if found.rows and not found.is_open_again else "。"
    again = "这个月已重新开放，再次通报后以更正版为准。" if found.is_open_again else ""
    return html.P(f"{which}：{since}{changed}{ask}{again}", className="restated-words")


def _day(moment: datetime | None) -> str:
    return day(moment.date()) if moment else NONE


def restated_table(found: Restatements, period: str, book: str | None) -> Component | None:
    if not found.version:
        return None
    if not found.rows:
        return good_state("已通报的数与现在所知一致")
    return plain_table(["指标", "单位", "项", "已通报", "现在", "变化", "由哪份报送改变"], [[
        dcc.Link(r.name, href=f"/indicators/{r.indicator}?period={period}", className="door-link"), r.unit_name, r.side,
        _figure(r, r.published, r.published_state), _figure(r, r.now, r.now_state), _change(r), _causes(r.causes)] for r in found.rows],
        "没有", 980, book=book)


def _figure(row: Restated, value: Decimal | None, state: FigureState) -> Component:
    words = amount(value, row.unit_word) if value is not None else "未申报" if row.side == "申报" else state.label
    return html.Span(words, className="figure")


def _change(row: Restated) -> Component:
    return html.Span(NONE if row.change is None else signed(row.change, 1 if row.unit_word == "%" else 2).removesuffix(".00"), className="figure")


def _causes(causes: tuple[Cause, ...]) -> Component:
    if not causes:
        return html.Span("关联台账的变化")
    shown = [_cause(cause) for cause in causes[-SHOWN:]]
    more = [html.Div(f"此前还有 {len(causes) - SHOWN} 份")] if len(causes) > SHOWN else []
    return html.Div([*shown, *more])


def _cause(cause: Cause) -> Component:
    words = f"{cause.unit_name} {cause.at:%m-%d} {cause.act} "
    door = dcc.Link(cause.receipt, href=f"/submissions/{cause.id}", className="door-link") if cause.is_seen else ""
    return html.Div([words, door])
