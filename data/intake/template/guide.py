"""填报说明: the sheet of instructions, in plain Chinese."""

from dataclasses import dataclass
from typing import Any

import xlsxwriter

from data import calendar
from data.intake.due import deadline
from data.intake.metadata import GUIDE_SHEET
from data.intake.template.look import BODY_FONT, Look, places
from data.intake.template.prefill import Owner, Prefill
from data.intake.template.version import template_version
from data.intake.template.words import how_to_fill
from data.vocabulary import LedgerMode

WIDTHS = (24, 11, 75)
LINE, PER_LINE = 18, 38  # points; Chinese characters on a line of the widest column
ALL_PER_LINE = 55


@dataclass(frozen=True)
class Told:
    """What the instructions say beside the declaration: where the rows come from."""

    owner: Owner
    filled: Prefill

    @property
    def origin(self) -> str:
        month = calendar.label(self.filled.month) if self.filled.month else ""
        if self.filled.is_own_month:
            return f"已填入本单位{month}已接收的内容，共 {self.filled.count} 行；更正时只改有变化的，改完整份重新报送"
        if not self.filled.month:
            listed = f"已列出应填的 {self.filled.count} 行" if self.filled.count else "表内没有预填内容"
            return f"本单位以前没有接收过这份报表，{listed}，请按列名填写"
        if self.owner.ledger.mode == LedgerMode.SNAPSHOT:
            return f"已填入{month}接收的台账，共 {self.filled.count} 行；只改有变化的"
        return f"已按{month}接收的内容带出 {self.filled.count} 行（编号、名称、上期末等），请填写本月情况"


def write_guide(book: xlsxwriter.Workbook, look: Look, told: Told) -> None:
    guide = _Guide(book.add_worksheet(GUIDE_SHEET), look)
    guide.open()
    guide.title(GUIDE_SHEET)
    guide.section("一、这是什么表")
    for name, words in _facts(told):
        guide.pair(name, words)
    guide.section("二、怎样填")
    for number, line in enumerate(_steps(told), 1):
        guide.line(f"{number}. {line}")
    guide.section("三、各列说明")
    guide.head("列名", "是否必填", "怎样填写")
    for column in told.owner.ledger.columns:
        guide.column(column.header, column.required, "；".join(how_to_fill(told.owner.ledger, column)))
    if any(column.code == "region_code" for column in told.owner.ledger.columns):
        guide.section("四、行政区划代码")
        guide.head("代码", "", "名称")
        for region in told.owner.book.city.regions:
            guide.column(region.code, False, region.name, mark="")
    guide.finish()


def _facts(told: Told) -> list[tuple[str, str]]:
    owner, ledger = told.owner, told.owner.ledger
    due = deadline(owner.book, ledger, owner.period)
    content = ledger.note or f"{ledger.system}：一行一个对象"
    return [
        ("表名", ledger.name),
        ("填报单位", owner.book.unit(owner.unit).full_name),
        ("所属月份", calendar.label(owner.period)),
        ("报送截止", f"{due.year}年{due.month}月{due.day}日"),
        ("填报范围", content),
        ("填报方式", "全量台账：写本单位现有的全部对象，没有变化的也保留" if ledger.mode == LedgerMode.SNAPSHOT else "当月报表：只写本月的情况"),
        ("预填内容", told.origin),
        ("模板版本", template_version(ledger)),
    ]


def _steps(told: Told) -> list[str]:
    snapshot = told.owner.ledger.mode == LedgerMode.SNAPSHOT
    rows = ("没有变化的行不用动；有变化的直接改；新增的接在最后一行下面；确已核减、注销的删去整行，报送后按提示写明原因。" if snapshot
            else "一行一项，已列出的不要改编号；本月没有的项目可以删去整行。")
    return [
        rows,
        "带＊的黄底列必填，其余有就填，没有就空着，不要写“无”“/”。鼠标停在列名上可以看到这一列的填写说明。",
        "有下拉箭头的单元格从列表里选。编号和代码按文本填写；从别处复制时请用“选择性粘贴—数值”，以免把文本变成数字。",
        "列的顺序可以调整，列名、表名和隐藏的工作表不要改。可以筛选、排序、插入和删除行；标题与列名加了保护（没有密码），防止误改。",
        "填好后保存，在“报送”页上传，或放入本单位的收件目录。系统当场校验：强制问题须改正，核实问题写明情况即可通过，提示不影响接收。",
        "有问题的会退回一份标好位置的文件，在退回的文件上改好再报即可。本月确无内容或没有变化的，在“报送”页声明。",
    ]


class _Guide:
    """The sheet while it is written, row by row."""

    def __init__(self, sheet: Any, look: Look) -> None:
        self.sheet, self.look, self.row = sheet, look, 0

    def open(self) -> None:
        for place, width in enumerate(WIDTHS):
            self.sheet.set_column(place, place, width)
        self.sheet.hide_gridlines(2)

    def title(self, words: str) -> None:
        self._merged(words, "title", 46)

    def section(self, words: str) -> None:
        self._merged(words, "section", 32)

    def line(self, words: str) -> None:
        self._merged(words, "words", _height(words, ALL_PER_LINE))

    def pair(self, name: str, words: str) -> None:
        self.sheet.write_string(self.row, 0, name, self.look["centred"])
        self.sheet.merge_range(self.row, 1, self.row, 2, words, self.look["boxed"])
        self._next(_height(words, ALL_PER_LINE - 12))

    def head(self, *words: str) -> None:
        for place, word in enumerate(words):
            self.sheet.write_string(self.row, place, word, self.look["head"])
        self._next(26)

    def column(self, name: str, required: bool, words: str, mark: str = "选填") -> None:
        self.sheet.write_string(self.row, 0, name, self.look["centred"])
        self.sheet.write_string(self.row, 1, "必填" if required else mark, self.look["must" if required else "centred"])
        self.sheet.write_string(self.row, 2, words, self.look["boxed"])
        self._next(_height(words, PER_LINE))

    def finish(self) -> None:
        self.sheet.protect("", {"format_columns": True, "format_rows": True})
        self.sheet.set_portrait()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.center_horizontally()
        self.sheet.set_footer(f'&C&"{BODY_FONT},Regular"&10第 &P 页 共 &N 页')

    def _merged(self, words: str, style: str, height: float) -> None:
        self.sheet.merge_range(self.row, 0, self.row, len(WIDTHS) - 1, words, self.look[style])
        self._next(height)

    def _next(self, height: float) -> None:
        self.sheet.set_row(self.row, height)
        self.row += 1


def _height(words: str, per_line: int) -> float:
    return 6 + LINE * (1 + places(words) // (2 * per_line))
