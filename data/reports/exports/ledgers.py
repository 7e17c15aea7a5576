"""Rows of a ledger and the versions of one row, for a workbook."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from data.calendar import local
from data.errors import GovernanceError
from data.intake.ledger_asked import Asked, asked_for, filters_of
from data.intake.ledger_card import ledger_card, row_versions
from data.intake.ledger_page import all_rows, more_than
from data.intake.ledger_values import shown_columns, typed, value_of
from data.reports.exports.base import Ask, Exported
from data.store import rulebook
from data.store.tables import Submission

WHERE = ("争议", "来源回执", "来源文件", "工作表", "行号")


def rows(session: Session, ask: Ask) -> Exported:
    """Every row that the page's question finds, in the page's order; more than the limit are refused, never cut."""
    book = rulebook.book_for(session, ask.period)
    asked = asked_for(book, ask.actor, ask.period, {**ask.words, "ledger": ask.subject})
    ledger, names = book.ledger(asked.ledger), {unit.code: unit.short_name for unit in book.units.values()}
    if more_than(session, ask.actor, asked, ask.limit):
        raise _too_many(ask.limit)
    columns = shown_columns(ledger, ask.actor)

    def lines() -> Iterator[tuple[Any, ...]]:
        count = 0
        for page in all_rows(session, ask.actor, asked):
            if page.is_cut:
                raise GovernanceError("查找的开头太短，符合的行太多，请多写几个字再导出")
            for row in page.rows:
                count += 1
                if count > ask.limit:
                    raise _too_many(ask.limit)
                yield (names.get(row.unit, row.unit), *(typed(value_of(row, c, ledger), c) for c in columns), row.period_from,
                       *_where(row, page.sources.get(row.source)))
    headers = ("单位", *(column.header for column in columns), "自哪一期起", *WHERE)
    return Exported(f"{ledger.name}台账", headers, lines(), _said(asked, book, names), is_long=True)


def _where(row: Any, source: Submission | None) -> tuple[Any, ...]:
    """Whether it is disputed, and where its cells stand."""
    return "争议中" if row.disputed else None, source.receipt if source else None, source.file_name if source else None, row.sheet, row.row


def _too_many(limit: int) -> GovernanceError:
    return GovernanceError(f"符合条件的行超过 {limit} 行的导出上限，没有导出；请按单位、区划或状态缩小范围，分几次导出")


def _said(asked: Asked, book: Any, names: dict[str, str]) -> list[str]:
    """The filters in words, as the page shows them."""
    offered = {one.word: one for one in filters_of(book, book.ledger(asked.ledger))}
    parts = [f"单位：{names.get(asked.unit, asked.unit)}"] if asked.unit else []
    parts += [f"{offered[word].header}：{dict(offered[word].choices).get(value, value)}" for word, value in asked.words().items() if word in offered]
    parts += [f"代码、编号或名称以“{asked.search}”开头"] if asked.search else []
    known = f"按 {asked.known.isoformat()} 当日终了时已接收的文件" if asked.known else "按现在已接收的文件"
    return [f"{known}　筛选：{'；'.join(parts) or '无'}"]


def versions(session: Session, ask: Ask) -> Exported:
    """Every version of one row with all its cells."""
    book = rulebook.book_for(session, ask.period)
    asked = Asked(ask.subject, ask.period, ask.word("unit"))
    card = ledger_card(session, ask.actor, asked, ask.word("key"))
    columns, names = shown_columns(card.ledger, ask.actor), book.units
    found, files = row_versions(session, asked, ask.word("key"))
    lines = []
    for row in found:
        opened, closed, source = (files.get(number) for number in (row.opened_by, row.closed_by, row.source))
        opening = (opened.receipt, local(opened.received_at), opened.by) if opened else (None, None, None)
        closing = (closed.receipt, local(closed.received_at)) if closed else (None, None)
        lines.append((row.period_from, row.period_to, *opening, *closing, *(typed(value_of(row, c, card.ledger), c) for c in columns), *_where(row, source)))
    headers = ("自哪一期起", "到哪一期前", "由哪份报送开始", "收到时间", "经手", "由哪份报送结束", "结束时间", *(c.header for c in columns), *WHERE)
    return Exported(f"{card.ledger.name}的各版本", headers, lines, [f"{names[asked.unit].short_name}　{card.name}　{card.key}"], is_of_month=False)
