"""The rows below the headers: all sheets of the ledger as one table, without totals, footers, repeated headers and blanks."""

import re
from dataclasses import dataclass, field
from functools import reduce

import numpy as np

from data.catalogue.ledger import Ledger
from data.intake.found import Found
from data.intake.grid import Column, plain_text
from data.intake.headers import Heading
from data.intake.typed import doubtful, note
from data.intake.types.plain import squeezed
from data.vocabulary import Quality

TOTAL = re.compile(r".{0,12}(合计|小计|总计|共计|汇总|平均值?|总数)(\([^)]*\))?:?")
_TOTAL_SIGN = re.compile("[计均总汇]")
_FOOTER = re.compile(r"(填报|填表|制表|审核|复核|统计|单位)?(人|负责人|联系人|联系电话|电话|日期|时间|单位|签发人|盖章|领导)(\([^)]*\))?:.*"
                     r"|(注|备注|说明|填表说明|填报说明)\d*:.*|\(?(盖章|公章)\)?.*|第\d+页.*")
_SEARCHED_COLUMNS = 3
_MEASURED = {"number", "integer", "percent", "degrees"}


@dataclass(frozen=True, slots=True)
class TotalRow:
    """合计行 — not an object; its numbers are check sums."""

    source: int
    place: int
    number: int
    word: str


@dataclass
class Body:
    """数据行 — parallel over all sheets: `source` is the heading a row stands under, `row` its number in that sheet."""

    ledger: Ledger
    headings: list[Heading]
    source: np.ndarray
    row: np.ndarray
    columns: dict[str, Column]
    totals: list[TotalRow] = field(default_factory=list)
    skipped: int = 0
    findings: list[Found] = field(default_factory=list)

    def __len__(self) -> int:
        return self.row.size


def read_body(ledger: Ledger, headings: list[Heading]) -> Body:
    parts = [_Part(ledger, number, heading) for number, heading in enumerate(headings)]
    body = Body(ledger, headings, np.concatenate([np.full(part.kept.size, part.number) for part in parts]),
                np.concatenate([part.heading.sheet.rows[part.kept] for part in parts]), {})
    for column in ledger.columns:
        if any(column.field in part.columns for part in parts):
            body.columns[column.field] = _joined([(part.columns.get(column.field), part.kept) for part in parts])
    for part in parts:
        body.totals += part.totals
        body.skipped += part.skipped
        body.findings += part.findings
    return body


class _Part:
    """The rows of one sheet."""

    def __init__(self, ledger: Ledger, number: int, heading: Heading) -> None:
        self.ledger, self.number, self.heading = ledger, number, heading
        self.findings: list[Found] = []
        self.totals: list[TotalRow] = []
        sheet = heading.sheet
        self.columns = {name: without_blanks(sheet.columns.get(column), sheet.rows.size) for name, column in heading.columns.items()}
        below = np.zeros(sheet.rows.size, dtype=bool)
        below[heading.body] = True
        any_filled = reduce(np.logical_or, (column.filled() for column in self.columns.values()), np.zeros(sheet.rows.size, dtype=bool))
        filled = below & any_filled
        apart = self._totals(filled) | self._footers(filled) | self._repeated_headers(filled)
        self.kept = np.flatnonzero(filled & ~apart)
        self.skipped = int((filled & apart).sum())
        self._fill_merged()
        self._say_hidden()
        self._say_nameless()

    def _totals(self, filled: np.ndarray) -> np.ndarray:
        """A total says so in one of the first three columns of its sheet, and carries no code."""
        sheet, found = self.heading.sheet, np.zeros(filled.size, dtype=bool)
        coded = self.columns["code"].filled() if "code" in self.columns else np.zeros(filled.size, dtype=bool)
        for number in sorted(sheet.columns)[:_SEARCHED_COLUMNS]:
            column = sheet.columns[number]
            texts = texts_of(column)
            # One look at all texts together spares most columns the look at each.
            words = [raw for raw in texts if _TOTAL_SIGN.search(raw) and TOTAL.fullmatch(squeezed(raw))] if _TOTAL_SIGN.search("".join(texts)) else []
            if not words:
                continue
            here = rows_with(column, set(words)) & filled & ~coded & ~found
            for place in np.flatnonzero(here).tolist():
                self.totals.append(TotalRow(self.number, place, int(sheet.rows[place]), squeezed(str(column.raw(place)))))
            found |= here
        return found

    def _footers(self, filled: np.ndarray) -> np.ndarray:
        """填报人：… and the like: few cells, the leftmost one says what it is."""
        count = sum((column.filled().astype(np.int32) for column in self.heading.sheet.columns.values()), np.zeros(filled.size, dtype=np.int32))
        few = filled & (count <= max(3, len(self.columns) // 3))
        found = np.zeros(filled.size, dtype=bool)
        for place in np.flatnonzero(few).tolist():
            row = self.heading.sheet.row_values(place)
            found[place] = bool(_FOOTER.fullmatch(squeezed(plain_text(row[min(row)]))))
        return found

    def _repeated_headers(self, filled: np.ndarray) -> np.ndarray:
        """A printed form repeats its header on every page; such a row is no object."""
        same = np.zeros(filled.size, dtype=np.int32)
        place = int(np.flatnonzero(self.heading.sheet.rows == self.heading.last_row)[0])
        for column in self.columns.values():
            header = column.raw(place)
            if header is not None:
                same += rows_with(column, {header})
        return filled & (same * 2 > len(self.columns))

    def _fill_merged(self) -> None:
        """A cell merged downwards speaks for all its rows; numbers are not multiplied that way."""
        names = {column: name for name, column in self.heading.columns.items()}
        rows, filled = self.heading.sheet.rows, 0
        for top, left, bottom, _ in self.heading.sheet.merges:
            name = names.get(left)
            if bottom == top or top <= self.heading.last_row or name is None or name == "code" or self.ledger.column(name).type in _MEASURED:
                continue
            column, places = self.columns[name], np.flatnonzero((rows >= top) & (rows <= bottom))
            if places.size and rows[places[0]] == top and column.codes[places[0]] >= 0:
                column.codes[places[1:]] = column.codes[places[0]]
                filled += places.size - 1
        if filled:
            said = f"工作表“{self.heading.sheet.name}”有向下合并的单元格，合并区域内的 {filled} 行已按合并值读取"
            self.findings.append(note("merged_filled", said, Quality.CONFORMITY).of_file(self.heading.sheet.name))

    def _say_hidden(self) -> None:
        sheet = self.heading.sheet
        if sheet.is_hidden and self.kept.size:
            said = f"隐藏的工作表“{sheet.name}”里有 {self.kept.size} 行数据，也已读取；如不应报送请删去该表"
            self.findings.append(doubtful("sheet_hidden", said, Quality.COMPLETENESS).of_file(sheet.name))
        hidden = len(sheet.hidden_rows & set(sheet.rows[self.kept].tolist())) if sheet.hidden_rows else 0
        if hidden:
            said = f"工作表“{sheet.name}”有 {hidden} 行被隐藏或筛选掉，也已读取；如不应报送请删去这些行"
            self.findings.append(note("rows_hidden", said, Quality.COMPLETENESS).of_file(sheet.name))

    def _say_nameless(self) -> None:
        """A heading that was lost takes its whole column along: never without a word."""
        sheet, row = self.heading.sheet, self.heading.last_row
        for number in self.heading.nameless:
            count = int(without_blanks(sheet.columns[number], sheet.rows.size).filled()[self.kept].sum())
            if count:
                said = f"这一列没有表头，其中 {count} 行有内容，没有读取；如是本台账的列，请补上表头后重新报送"
                self.findings.append(note("header_blank", said, Quality.COMPLETENESS).at(sheet.name, number, row))


def without_blanks(column: Column | None, length: int) -> Column:
    """The column with blank texts made empty; a copy, for filling."""
    if column is None:
        return Column(np.full(length, -1, dtype=np.int32), [])
    codes = column.codes.copy()
    if not all(map(str.strip, texts_of(column))):
        blank = [place for place, raw in enumerate(column.values) if type(raw) is str and not raw.strip()]
        codes[np.isin(codes, blank)] = -1
    return Column(codes, column.values)


def texts_of(column: Column) -> list[str]:
    return column.values if set(map(type, column.values)) == {str} else [raw for raw in column.values if type(raw) is str]  # type: ignore[return-value]


def rows_with(column: Column, wanted: set[object]) -> np.ndarray:
    """Rows that hold one of a few raw values."""
    places, values = [], column.values
    for raw in wanted:
        start = -1
        for _ in range(values.count(raw)):
            start = values.index(raw, start + 1)
            places.append(start)
    return np.isin(column.codes, places) if places else np.zeros(column.codes.size, dtype=bool)


def _joined(parts: list[tuple[Column | None, np.ndarray]]) -> Column:
    codes, values = [], []
    for column, kept in parts:
        if column is None:
            codes.append(np.full(kept.size, -1, dtype=np.int32))
            continue
        own = column.codes[kept]
        codes.append(np.where(own < 0, -1, own + len(values)).astype(np.int32))
        values += column.values
    return Column(np.concatenate(codes), values)
