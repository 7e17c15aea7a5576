"""Rows of a ledger as a page of them, and one of them opened up."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.addresses import ledger_row
from components.badges import stamp
from components.cards import empty_state, good_state, path
from components.filters import options
from components.plain_tables import plain_table
from components.quick import quick
from components.theme import SEVERITIES
from components.wording import NONE, moment, month, person
from data.catalogue.ledger import Ledger
from data.intake.ledger_asked import Asked, LedgerFilter
from data.intake.ledger_card import LedgerCard, RowVersion
from data.intake.ledger_page import LedgerPage
from data.intake.ledger_values import cell_of, value_of, words
from data.store import own_indexes
from data.store.tables import Submission

SHORT = 24  # characters of a file name in a table


def filter_inputs(filters: Sequence[LedgerFilter], asked: Asked) -> list[Component]:
    """One input for each thing the ledger may be filtered by, filled with what is asked."""
    said = asked.words()
    return [_input(one, said.get(one.word)) for one in filters]


def _input(one: LedgerFilter, value: str | None) -> Component:
    place = ids.Ledgers.filter(one.word)
    if not one.choices:
        return dmc.TextInput(id=place, label=one.header, placeholder="全部，或填写完整的值", value=value, debounce=500, size="sm")
    return dmc.Select(id=place, label=one.header, data=options(one.choices), value=value, placeholder="全部", clearable=True, searchable=True, size="sm",
                      nothingFoundMessage="没有符合的选项")


def rows_of_ledger(page: LedgerPage, asked: Asked, names: Mapping[str, str], regions: Mapping[str, str], book: str | None) -> Component:
    """A page of rows; the name opens the row, the source the cell in its file."""
    ledger = page.ledger
    own = [c for c in ledger.columns if c.field in own_indexes.filters(ledger) and c.field not in ledger.key]
    headers = ["名称", "识别代码或编号", "单位", *(["区划"] if "region" in ledger.fields else []), *(c.header for c in own),
               *(["状态"] if "status" in ledger.fields else []), *([_day_header(ledger)] if ledger.date_field else []), "来源"]
    lines = []
    for row in page.rows:
        typed = [regions.get(row.region, row.region) or NONE] if "region" in ledger.fields else []
        days = [html.Span(str(row.on_date or NONE), className="nowrap")] if ledger.date_field else []
        lines.append([_name(row, asked), html.Div(row.code or row.key, className="figure"), html.Span(names.get(row.unit, row.unit), className="nowrap"),
                      *typed, *(words(value_of(row, c, ledger)) or NONE for c in own), *([row.status or NONE] if "status" in ledger.fields else []),
                      *days, _source(row, page.sources.get(row.source))])
    if not lines:
        return _nothing(page)
    table = plain_table([html.Span(header) for header in headers], lines, "", 900, book=book)
    return html.Div([table, _looked(page, len(lines))])


def _day_header(ledger: Ledger) -> str:
    return next((c.header for c in ledger.columns if c.field == ledger.date_field), "日期")


def _name(row: Any, asked: Asked) -> Component:
    said = {"period": asked.period, "unit": row.unit, "key": row.key, **({"known": asked.known.isoformat()} if asked.known else {})}
    link = dcc.Link(row.name or row.code or row.key, href=f"/ledgers/{asked.ledger}?{urlencode(said)}", className="door-link")
    return html.Div([link, stamp("争议中")]) if row.disputed else link


def _source(row: Any, source: Submission | None) -> Any:
    if source is None:
        return NONE
    where = cell_of(source, row) or f"{row.sheet}!{row.row}"
    return dcc.Link(f"{source.receipt} · {where}", href=_opens(source, where), title=source.file_name, className="source")


def _opens(source: Submission, where: str) -> str:
    """The file of a row, opened at its cell."""
    return f"/submissions/{source.id}?{urlencode({'cell': where})}"


def _nothing(page: LedgerPage) -> Component:
    if page.following is not None:
        return empty_state("看过的行里没有符合条件的", f"这一次看了 {page.looked:,} 行，请点“下一页”接着往下找；先选单位会快得多。")
    return empty_state("没有符合条件的行", "请放宽条件，或换一个月份、换一天；查找的是识别代码、编号、名称的开头。")


def _looked(page: LedgerPage, count: int) -> Component:
    """What the reader must know of the page: where it ends, and why."""
    if page.is_cut:
        said = f"只列出前 {count} 行，还有更多以此开头的行，请多写几个字。"
    elif page.following is None:
        said = f"本页 {count} 行，已到末尾。"
    else:
        said = f"本页 {count} 行，后面还有{'；这一次已看过 ' + format(page.looked, ',') + ' 行' if page.looked else ''}。"
    return html.Div(said, className="dim small", role="status")


def too_long(limit: int) -> Component:
    """In place of the workbook: nothing is cut silently."""
    return html.Div(f"符合条件的行超过 {limit:,} 行的导出上限；按单位、区划或状态缩小范围后即可下载。", className="dim small table-foot")


# One row


def row_path(card: LedgerCard, asked: Asked) -> Component:
    said = urlencode({"period": asked.period, "ledger": asked.ledger, **({"known": asked.known.isoformat()} if asked.known else {})})
    return path(("台账", f"/ledgers?{said}"), (card.ledger.name, f"/ledgers?{said}&{urlencode({'unit': card.unit})}"), (card.name, None))


def row_strip(card: LedgerCard, asked: Asked) -> Component:
    """Whose row, of which month, as known when."""
    known = f"按 {asked.known.isoformat()} 当日终了时已接收的文件" if asked.known else "按现在已接收的文件"
    said = [html.B(month(asked.period)), html.Span(card.unit_name), html.Span(card.ledger.name), html.Span(known)]
    state = None if card.shown else stamp("这个月没有这一行，下面是最后一版", "orange")
    return html.Div([*said, state, stamp("争议中", "red") if card.shown and card.shown.disputed else None], className="period-strip")


def row_facts(card: LedgerCard) -> Component:
    """Every declared column, empty ones too; the value leads to its cell."""
    source = card.shown.source if card.shown else card.versions[0].source
    pairs = [html.Div([html.Dt(header), html.Dd(_cell(value, cell, source))]) for header, value, cell in card.facts]
    return quick(html.Dl(pairs, className="pairs"))


def _cell(value: str, cell: str | None, source: Submission | None) -> Any:
    if not cell or source is None:
        return value or NONE
    door = dcc.Link(cell.rpartition("!")[2], href=_opens(source, cell), title=f"{source.file_name} {cell}", className="source")
    return html.Span([value or NONE, " ", door])


def row_marks(card: LedgerCard, asked: Asked) -> Component:
    """Who else claims its code, and what was found on it."""
    parts: list[Any] = []
    if card.is_contested:
        others = [dcc.Link(f"{name}（{key}{'，争议中' if disputed else ''}）", className="door-link",
                           href=ledger_row(asked.ledger, unit, key, asked.period))
                  for unit, name, key, disputed in card.rivals]
        said = "同一识别代码还有别的单位申报：" if others else "另有单位申报了同一识别代码，解决前只为先报的单位计一次。"
        parts.append(dmc.Alert([said, *others], title="争议", color="orange", variant="light"))
    lines = [[html.Span(mark.severity.label, className=f"light-ink-{SEVERITIES[mark.severity]}"), mark.message, mark.explanation or NONE,
              dcc.Link(f"{mark.receipt} · {mark.place}", href=f"/submissions/{mark.submission}?{urlencode({'cell': mark.place})}", className="source")]
             for mark in card.marks]
    if lines:
        items = [html.Li([html.B(line[0]), "　", line[1], "　", html.Span(f"说明：{line[2]}", className="dim") if line[2] != NONE else None, "　", line[3]])
                 for line in lines]
        parts.append(html.Ul(items, className="mark-list"))
    return html.Div(parts, className="stack") if parts else good_state("这一行没有争议，也没有校验问题。")


def version_table(card: LedgerCard, book: str | None) -> Component:
    headers = ["期间", "变化", "由哪份报送开始", "由哪份报送结束", "来源单元格"]
    return plain_table(headers, [_version(one) for one in card.versions], "还没有版本", 900, book=book)


def _version(one: RowVersion) -> list[Any]:
    until = f"至 {month(one.period_to)}前" if one.period_to else "至今"
    marks = [stamp("本页所示", "blue") if one.is_shown else None, stamp("争议中") if one.disputed else None, stamp("已被更正", "gray") if one.closed else None]
    changes = [html.Div([f"{header}：", html.Span(old or "空", className="dim"), " → ", html.B(new or "空")]) for header, old, new in one.changes[:8]]
    more = [html.Div(f"另有 {len(one.changes) - 8} 列", className="dim small")] if len(one.changes) > 8 else []
    where = one.cell or f"{one.sheet}!{one.row}"
    source = dcc.Link(where, href=_opens(one.source, where), title=one.source.file_name, className="source") if one.source else where
    said = [*changes, *more] or html.Span("首次出现" if one.is_first else "内容没有变化", className="dim")
    return [html.Div([html.Div(f"{month(one.period_from)}起，{until}", className="nowrap"), *marks]), said, _file(one.opened), _file(one.closed),
            html.Div([source, html.Div(_short(one.source), className="item-note")])]


def _file(entry: Submission | None) -> Any:
    if entry is None:
        return NONE
    link = dcc.Link(entry.receipt, href=f"/submissions/{entry.id}", className="source")
    return html.Div([link, html.Div(f"{moment(entry.received_at)}　{person(entry.by)}", className="item-note nowrap")])


def _short(entry: Submission | None) -> str:
    name = entry.file_name if entry else ""
    return name if len(name) <= SHORT else f"{name[:SHORT]}…"
