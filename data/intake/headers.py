"""Find the header row of a sheet and which column means what."""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from data.intake.found import Found
from data.intake.grid import Sheet, plain_text
from data.intake.headings import IGNORED, Headings, heading_key, row_words
from data.intake.typed import doubtful, note, wrong
from data.vocabulary import Quality

SEARCHED_ROWS = 20
LEAST_MATCHES = 2
Texts = dict[int, str]  # column number → what is written there


@dataclass
class Heading:
    """表头 — where the header stands in a sheet and what it says; `last_row` is the lower one of two."""

    sheet: Sheet
    last_row: int
    columns: dict[str, int] = field(default_factory=dict)        # field → column number
    written: dict[str, str] = field(default_factory=dict)        # field → header as written
    unknown: Texts = field(default_factory=dict)
    ignored: set[int] = field(default_factory=set)               # columns that say nothing about an object
    repeated: list[tuple[int, str, str]] = field(default_factory=list)  # column number, text, field
    foreign_units: dict[str, str] = field(default_factory=dict)  # field → unit in the header

    @property
    def matches(self) -> int:
        return len(self.columns)

    @property
    def body(self) -> np.ndarray:
        """Places of the rows below the header."""
        return np.flatnonzero(self.sheet.rows > self.last_row)

    @property
    def nameless(self) -> list[int]:
        """Columns that hold something and over which nothing stands."""
        named = {*self.columns.values(), *self.unknown, *self.ignored, *(column for column, _, _ in self.repeated)}
        return sorted(self.sheet.columns.keys() - named)

    def missing(self, headings: Headings) -> list[str]:
        return [c.field for c in headings.ledger.columns if c.required and c.field not in self.columns]


def top_rows(sheet: Sheet) -> list[tuple[int, Texts]]:
    """Row number and texts of the first rows that hold anything."""
    places = range(min(SEARCHED_ROWS, sheet.rows.size))
    return [(int(sheet.rows[place]), {n: plain_text(raw) for n, raw in sheet.row_values(place).items()}) for place in places]


def find_heading(sheet: Sheet, rows: list[tuple[int, Texts]], headings: Headings) -> Heading | None:
    """The first row, or pair of rows, that names the most columns; None when nothing looks like a header."""
    best: Heading | None = None
    for place, (number, texts) in enumerate(rows):
        if not headings.words.isdisjoint(row_words(tuple(texts.values()))):  # most rows are data, which no ledger has a name for
            best = _better(best, _heading(sheet, number, texts, {}, headings))
        # A second row counts as part of the header only when it names columns that the first does not.
        if place + 1 < len(rows) and rows[place + 1][0] == number + 1 and _names_any(rows[place + 1][1], headings):
            best = _better(best, _heading(sheet, number + 1, rows[place + 1][1], _spread(sheet, number, texts), headings))
    return best


def header_words(sheet: Sheet, rows: list[tuple[int, Texts]]) -> list[frozenset[str]]:
    """All that each row, and each pair of rows, could say as a header: a ledger finds no more columns there than it has of these words."""
    found = [row_words(tuple(texts.values())) for _, texts in rows]
    for (number, texts), (below, lower) in pairwise(rows):
        if below == number + 1:
            above = _spread(sheet, number, texts)
            found.append(row_words(tuple(word for n in {*lower, *above} for word in _readings(above.get(n, ""), lower.get(n, "")))))
    return found


def _better(best: Heading | None, one: Heading) -> Heading | None:
    enough = one.matches >= LEAST_MATCHES or (one.matches == 1 and not one.unknown)
    return one if enough and (best is None or one.matches > best.matches) else best


def _names_any(texts: Texts, headings: Headings) -> bool:
    return any(headings.exact(heading_key(text)) for text in texts.values())


def _heading(sheet: Sheet, number: int, texts: Texts, above: Texts, headings: Headings) -> Heading:
    heading = Heading(sheet, number)
    for column in sorted({*texts, *above}):
        _place(heading, column, _readings(above.get(column, ""), texts.get(column, "")), headings)
    return heading


def _readings(above: str, text: str) -> list[str]:
    """What a two-row header may mean: both rows together, the lower, and the upper where the lower is empty."""
    if not above:
        return [text]
    return [above + text, text] if text else [above]


def _place(heading: Heading, column: int, readings: list[str], headings: Headings) -> None:
    text = readings[-1]
    meaning = next((found for reading in readings if (found := headings.meaning(reading))), None)
    if meaning is None:
        if heading_key(text) in IGNORED:
            heading.ignored.add(column)
        elif heading_key(text):
            heading.unknown[column] = text
        return
    if meaning.field in heading.columns:
        heading.repeated.append((column, text, meaning.field))
        return
    heading.columns[meaning.field], heading.written[meaning.field] = column, text.strip()
    if meaning.foreign_unit:
        heading.foreign_units[meaning.field] = meaning.foreign_unit


def _spread(sheet: Sheet, number: int, texts: Texts) -> Texts:
    """The upper header row with merged cells written into every column and row they cover."""
    spread = dict(texts)
    for top, left, bottom, right in sheet.merges:
        if top == number and bottom <= number + 1 and left in texts:
            spread.update(dict.fromkeys(range(left, right + 1), texts[left]))
    return spread


def heading_findings(heading: Heading, headings: Headings) -> list[Found]:
    """Unknown, missing and repeated headers, and units that contradict the ledger's."""
    sheet, row, ledger = heading.sheet.name, heading.last_row, headings.ledger
    found = [note("header_unknown", f"表头“{text.strip()}”不是本台账的列，这一列没有读取").at(sheet, column, row, text.strip(), text.strip())
             for column, text in heading.unknown.items()]
    for column, text, name in heading.repeated:
        said = f"表头“{text.strip()}”与前面的“{heading.written[name]}”是同一列，分不清以哪列为准；请删去一列"
        found.append(wrong("header_once", said, Quality.CONSISTENCY).at(sheet, column, row, text.strip(), text.strip()))
    for name in heading.missing(headings):
        header = ledger.column(name).header
        said = f"缺少必填列“{header}”；请按模板补上该列，或把对应列的表头改回“{header}”"
        found.append(wrong("header_missing", said, Quality.COMPLETENESS).of_file(sheet, header))
    for name, unit in heading.foreign_units.items():
        said = f"表头写的单位是“{unit}”，本台账这一列的单位是“{ledger.column(name).unit}”；请换算后改正表头"
        found.append(wrong("header_unit", said, Quality.CONSISTENCY).at(sheet, heading.columns[name], row, heading.written[name], heading.written[name]))
    return found


def unread_sheet(sheet: Sheet, rows: list[tuple[int, Texts]]) -> Found | None:
    """A sheet without the ledger's header is not read, and this is said; one that looks like data must be explained."""
    if sheet.name.startswith("_") or not sheet.columns or sheet.is_hidden:
        return None
    broad = sum(len(texts) >= LEAST_MATCHES + 1 for _, texts in rows)
    said = f"工作表“{sheet.name}”里没有找到本台账的表头，没有读取"
    if broad > LEAST_MATCHES:
        return doubtful("sheet_unread", f"{said}；如有数据，请改正表头后重新报送，如是说明或参考资料，请说明", Quality.COMPLETENESS).of_file(sheet.name)
    return note("sheet_unread", said, Quality.COMPLETENESS).of_file(sheet.name)
