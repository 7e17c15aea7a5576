"""The workbook around the rows: title, header with notes, cell rules, protection, print set-up, instructions, metadata."""

from bisect import bisect
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from itertools import accumulate
from typing import Any

import xlsxwriter

from data import calendar
from data.catalogue.ledger import Column
from data.intake.headings import Headings
from data.intake.metadata import METADATA_SHEET
from data.intake.template.choices import FIRST_LIST, Choices
from data.intake.template.guide import Told, write_guide
from data.intake.template.look import BODY_FONT, ROW_HEIGHT, Look, width_of
from data.intake.template.prefill import Owner, Prefill
from data.intake.template.version import template_version
from data.intake.template.words import note_of, shown_header
from data.vocabulary import LedgerMode

TITLE_ROW, UNIT_ROW, TIP_ROW, HEADER_ROW, FIRST_ROW = range(5)  # from 0, as the writer counts
SCREEN = 230  # places of width that an office screen shows: the title is centred over them
PRESET_ROWS = 5000  # rows below the filled ones that have drop-downs
FILTERED_ROWS = 200
A3, A4, WIDEST_A4 = 8, 9, 260  # paper sizes as the format numbers them; a wider table could not be read on the smaller one
MARGINS = {"left": 0.6, "right": 0.6, "top": 0.8, "bottom": 0.75}  # inches, as the reports
TIP = "带＊的黄底列必填；鼠标停在列名上可看填写说明；已填好的内容只改有变化的，新增的接着往下填，不再有的删去整行。"
SIGNED = "　　　　　".join(("单位负责人：", "审核人：", "填报人：", "联系电话：", "填报日期："))
MAY = ("format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter", "insert_hyperlinks")
NOTE_WIDTH, NOTE_LINE = 300, 21  # pixels


@dataclass
class Frame:
    """外框 — everything but the rows; two prototype rows carry the cell styles of the columns."""

    owner: Owner
    filled: Prefill

    def content(self) -> bytes:
        """The workbook; the same facts give the same bytes."""
        sink = BytesIO()
        book = xlsxwriter.Workbook(sink, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
        city, first = self.owner.book.city, calendar.first_day(self.owner.period)
        book.set_properties({"title": title_of(self.owner), "author": city.office, "company": city.office, "created": datetime.combine(first, time())})
        look, choices = Look(book), Choices(self.owner)
        _Table(self, book.add_worksheet(sheet_name(self.owner.ledger.name)), look, choices).write()
        write_guide(book, look, Told(self.owner, self.filled))
        self._metadata(book, choices)
        book.close()
        return sink.getvalue()

    def _metadata(self, book: xlsxwriter.Workbook, choices: Choices) -> None:
        """What the file is, and beside it the long lists."""
        sheet, owner = book.add_worksheet(METADATA_SHEET), self.owner
        said = {"template": f"chengji.{owner.ledger.code}", "version": template_version(owner.ledger), "ledger": owner.ledger.code,
                "unit": owner.unit, "period": owner.period}
        for row, pair in enumerate(said.items()):
            for place, word in enumerate(pair):
                sheet.write_string(row, place, word)
        for place, words in enumerate(choices.lists, FIRST_LIST - 1):
            sheet.write_column(0, place, words)
        sheet.very_hidden()


class _Table:
    """The sheet of the ledger, while it is made."""

    def __init__(self, frame: Frame, sheet: Any, look: Look, choices: Choices) -> None:
        self.owner, self.sheet, self.look, self.choices = frame.owner, sheet, look, choices
        self.columns, self.last = frame.owner.ledger.columns, FIRST_ROW + frame.filled.count - 1
        headings = Headings(frame.owner.ledger)
        self.headers = [shown_header(frame.owner.ledger, headings, column) for column in self.columns]
        self.widths = [width_of(column, header) for column, header in zip(self.columns, self.headers, strict=True)]

    def write(self) -> None:
        self._columns()
        self._head()
        for place, column in enumerate(self.columns):
            self.sheet.write_blank(FIRST_ROW, place, None, self.look.cell(column))
            self.sheet.write_blank(FIRST_ROW + 1, place, None, self.look.cell(column, quoted=True))
        self._protect()
        self._print()

    def _columns(self) -> None:
        """Whole columns are open and formatted: the next row to be typed is as good as the first."""
        self.sheet.set_default_row(ROW_HEIGHT)
        for place, column in enumerate(self.columns):
            self.sheet.set_column(place, place, self.widths[place], self.look.cell(column))
            rule = self.choices.rule(column)
            if rule is not None:
                self.sheet.data_validation(FIRST_ROW, place, max(self.last, FIRST_ROW) + PRESET_ROWS, place, rule)
        self.sheet.set_column(len(self.columns), len(self.columns), None, self.look["open"])  # and all that follow: see weave

    def _head(self) -> None:
        owner, end = self.owner, self._screen()
        locked = self.look["left"]
        for row, height in ((TITLE_ROW, 42), (UNIT_ROW, 24), (TIP_ROW, 21)):
            self.sheet.set_row(row, height, locked)
        self.sheet.set_row(HEADER_ROW, 38, locked)
        unit, half = owner.book.unit(owner.unit), max(end // 2, 0)
        self._across(TITLE_ROW, 0, end, title_of(owner), "title")
        self._across(UNIT_ROW, 0, half, f"填报单位（盖章）：{unit.full_name}", "left")
        self._across(UNIT_ROW, half + 1, end, f"所属月份：{calendar.label(owner.period)}", "right")
        self._across(TIP_ROW, 0, end, TIP, "tip")
        self.sheet.set_comments_author(owner.book.city.office)
        for place, (column, header) in enumerate(zip(self.columns, self.headers, strict=True)):
            self.sheet.write_string(HEADER_ROW, place, header, self.look["required" if column.required else "head"])
            self._note(place, column)
        self.sheet.freeze_panes(FIRST_ROW, 1 if self.columns[0].field in owner.ledger.key else 0)
        self.sheet.autofilter(HEADER_ROW, 0, max(self.last, FIRST_ROW) + FILTERED_ROWS, len(self.columns) - 1)

    def _screen(self) -> int:
        """The last column that the title is centred over: at least two, at most a screen."""
        return max(1, min(bisect(list(accumulate(self.widths)), SCREEN), len(self.widths) - 1))

    def _across(self, row: int, first: int, last: int, words: str, style: str) -> None:
        if last > first:
            self.sheet.merge_range(row, first, row, last, words, self.look[style])
        else:
            self.sheet.write_string(row, first, words, self.look[style])

    def _note(self, place: int, column: Column) -> None:
        words = note_of(self.owner.ledger, column)
        lines = sum(1 + len(line) // 20 for line in words.split("\n"))
        self.sheet.write_comment(HEADER_ROW, place, words, {"width": NOTE_WIDTH, "height": 14 + NOTE_LINE * lines, "font_name": BODY_FONT, "font_size": 11,
                                                            "color": "#FFFDF2"})

    def _protect(self) -> None:
        """The head stays as it is; no password: it guards against slips, not against people."""
        self.sheet.protect("", dict.fromkeys(MAY, True))

    def _print(self) -> None:
        sheet, owner = self.sheet, self.owner
        sheet.set_landscape()
        sheet.set_paper(A4 if sum(self.widths) <= WIDEST_A4 else A3)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.repeat_rows(HEADER_ROW)
        sheet.set_margins(**MARGINS)
        font = f'&"{BODY_FONT},Regular"&10'
        project = f"{owner.book.city.name}城市数字公共基础设施建设".replace("&", "&&")
        sheet.set_header(f"&L{font}{project}&R{font}模板版本 {template_version(owner.ledger)}", {"margin": 0.35})
        sheet.set_footer(f"&L{font}{SIGNED}&R{font}第 &P 页 共 &N 页", {"margin": 0.35})


def title_of(owner: Owner) -> str:
    name = owner.ledger.name
    kind = "" if owner.ledger.mode == LedgerMode.PERIOD or name.endswith(("台账", "目录")) else "台账"
    return f"{owner.book.city.name}{name}{kind}（{calendar.label(owner.period)}）"


def sheet_name(name: str) -> str:
    """A sheet's name may have 31 characters, none of them of these."""
    return "".join(" " if c in "[]:*?/\\" else c for c in name)[:31].strip(" '")
