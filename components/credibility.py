"""申报差异 and 可信度: of one figure, and of every unit in every month, each a door to the rows that were counted and those that were not."""

from decimal import Decimal
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.cards import empty_state
from components.tables import Heading, Worth, sorted_table
from components.wording import NONE, figure_number, month, number, signed
from data.indicators.figure import Figure
from data.indicators.unit_months import UnitMonths, Word

CREDIBLE = "可信度：申报的数中有台账对象证实的份额，最高 100%；全市按既有申报又有核实的单位逐家比较，一家少报不抵另一家多报。"
WHOLE = "100.0%"
SHOWN = 12  # months side by side; the workbook has all


def difference(f: Figure) -> Any:
    """申报差异: what was reported beyond what was proven."""
    if f.discrepancy is None:
        return NONE
    words = signed(f.discrepancy, 1 if f.unit_word == "%" else 0)
    return html.B(words, className="falling", title="申报多于核实") if words.startswith("+") else words


def credibility_words(share: Decimal | None) -> Any:
    """可信度 in percent; below it, why there is none."""
    if share is None:
        return html.Span(NONE, className="dim", title="没有申报数、没有核实数，或申报为零，无从比较")
    words = f"{number(share * 100, 1)}%"
    return words if words == WHOLE else html.B(words)


def credibility_board(found: UnitMonths, book: str | None) -> Component:
    """Units down, months across, the newest first; sorted by a press on a month."""
    if not found.indicator.reported:
        return empty_state("没有申报数可比", "这个指标不在指标月报中申报，只按台账核实。")
    months = found.months[::-1][:SHOWN]
    rows = [[Worth(html.Span(name), name), *(_cell(found, unit, m, words[m]) for m in months)] for unit, name, words in found.units]
    table = sorted_table([Heading("单位"), *(Heading(month(m), is_figure=True) for m in months)], rows, "还没有单位申报", book=book)
    left = len(found.months) - len(months)
    return html.Div([table, html.P(f"只列近 {SHOWN} 个月，更早的 {left} 个月在下载的表格中。", className="dim small") if left else None])


def _cell(found: UnitMonths, unit: str, period: str, word: Word) -> Worth:
    """Red where more was reported than proven; the numbers are told with it."""
    if word.share is None:
        return Worth(html.Span(word.why, className="dim small"), None)
    unit_word, words = found.indicator.unit, credibility_words(word.share)
    said = f"申报 {figure_number(word.reported, unit_word)}，核实 {figure_number(word.evidenced, unit_word)}（{unit_word}）"
    door = dcc.Link(words, href=f"/indicators/{found.indicator.code}?period={period}&unit={unit}", title=said, className="gap-door")
    return Worth(door, float(word.share), "" if words == WHOLE else "falling")
