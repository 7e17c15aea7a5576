"""How a unit writes its workbooks: its own headers, order, titles, dates and ticks, the same every month."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from data import calendar
from data.catalogue.book import Catalogue
from data.catalogue.ledger import Column, Ledger
from data.demo.objects import generator
from data.demo.stated import Table
from data.intake.headings import Headings, heading_key
from data.vocabulary import LedgerMode

Days = Literal["cell", "dotted", "dashed", "chinese"]
STYLE_SEED = 7
TICKS = {"是": ("是", "√", "有", "Y"), "否": ("否", "×", "无", "N")}
POSITION = ("lng", "lat")


@dataclass(frozen=True)
class Style:
    """写法 — a template file is exactly as handed out; the others are the unit's own forms."""

    headers: dict[str, str]
    order: tuple[str, ...]
    is_template: bool
    titles: int = 0                 # rows above the header
    is_numbered: bool = False       # a column 序号
    has_totals: bool = False
    has_footer: bool = False
    is_grouped: bool = False        # 位置 above 经度 and 纬度
    by_region: bool = False         # a sheet for each district
    days: Days = "cell"
    tick: int = 0
    has_own_words: bool = False     # choices by their aliases
    is_wide: bool = False           # full-width digits in own numbers
    has_units: bool = False         # 8m in the cell
    percent_text: bool = False      # 12% as text
    is_wps: bool = False            # a wrong <dimension>


def style_of(book: Catalogue, table: Table) -> Style:
    """By unit and ledger alone: a unit does not change its ways from month to month."""
    ledger, rng = book.ledger(table.ledger), generator(STYLE_SEED, table.unit, table.ledger)
    fields = [c.field for c in ledger.columns if c.field in table.columns]
    if ledger.mode == LedgerMode.PERIOD or not book.unit(table.unit).regions:
        fields.append("cut_off")
    if rng.random() < 0.5:
        return Style({f: ledger.column(f).header for f in fields}, tuple(fields), is_template=True)
    likes = (rng.random(12) < 0.4).tolist()
    order = tuple(np.array(fields)[_order(rng, len(fields), shuffled=likes[0])].tolist())
    return Style(
        _headers(ledger, fields, rng, renamed=likes[1]), order, False, titles=int(rng.integers(0, 3)), is_numbered=likes[2], has_totals=likes[3],
        has_footer=likes[4], is_grouped=likes[5] and {*POSITION} <= {*fields}, by_region=likes[6] and not book.unit(table.unit).regions,
        days=("cell", "dotted", "dashed", "chinese")[int(rng.integers(0, 4))], tick=int(rng.integers(0, 4)), has_own_words=likes[7],
        is_wide=likes[8], has_units=likes[9], percent_text=likes[10], is_wps=likes[11])


def _order(rng: np.random.Generator, n: int, shuffled: bool) -> np.ndarray:
    """The first two columns stay where everybody looks for them."""
    return np.concatenate([np.arange(2), 2 + rng.permutation(n - 2)]) if shuffled and n > 3 else np.arange(n)


def _headers(ledger: Ledger, fields: list[str], rng: np.random.Generator, renamed: bool) -> dict[str, str]:
    headings = Headings(ledger)
    found = {}
    for field in fields:
        column = ledger.column(field)
        words = [w for w in column.aliases if headings.exact(heading_key(w)) == field]
        found[field] = str(rng.choice(words)) if renamed and words and rng.random() < 0.6 else column.header
    return found


def day_words(day: date, days: Days) -> str:
    if days == "dotted":
        return f"{day.year}.{day.month}.{day.day}"
    return f"{day.year}年{day.month}月{day.day}日" if days == "chinese" else day.isoformat()


def choice_word(column: Column, value: str, style: Style) -> str:
    """One of the writings of a choice that the ledger knows."""
    if set(column.choices) == set(TICKS):
        return TICKS[value][style.tick]
    aliases = [alias for alias, word in column.choice_aliases.items() if word == value] if style.has_own_words else []
    return aliases[0] if aliases else value


def wide(text: str) -> str:
    """ASCII as its full-width forms."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def title(book: Catalogue, table: Table) -> str:
    return str(table.notes.get("title") or f"{book.unit(table.unit).full_name}{book.ledger(table.ledger).name}（{calendar.label(table.period)}）")


def subtitle(book: Catalogue, table: Table, on: date) -> str:
    return f"填报单位：{table.notes.get('unit') or book.unit(table.unit).short_name}    填报日期：{day_words(on, 'chinese')}"


def file_name(book: Catalogue, table: Table, style: Style, attempt: int) -> str:
    """As units name their files; the second try says so."""
    name, period = book.ledger(table.ledger).name, table.period.replace("-", "")
    stem = f"{name}_{period}" if style.is_template else f"{book.unit(table.unit).short_name}{name}{period}"
    again = ("", "（更正）", "（再次更正）", "（第三次更正）")[min(attempt, 3)]
    return str(table.notes.get("file_name") or f"{stem}{again}") + str(table.notes.get("ending") or ".xlsx")
