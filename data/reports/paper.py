"""A workbook on paper: A4, one page wide, head rows repeated, opening and closing lines, what header and footer say."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties

from data.reports import look
from data.reports.edition import View
from data.reports.sheet import Page, write
from data.reports.table import Table
from data.reports.tables.filing import completeness, expected
from data.reports.words import day, moment

# Ideographic spaces are as wide in every Chinese font; the others are not.
GAP = "　" * 10
DATED = "日期：　　　　年　　月　　日"
SIGNED = GAP.join(("制表人：", "审核人：", "签发人：", DATED))
NAME_LENGTH = 31  # what a sheet's name may have
MARGINS = (("left", 0.6), ("right", 0.6), ("top", 0.8), ("bottom", 0.75), ("header", 0.35), ("footer", 0.35))  # inches


@dataclass
class Paper:
    """The workbook of one view; `stamps` are what the reader must know before believing a number."""

    view: View
    book: Workbook
    done: int
    owing: int

    @property
    def stamps(self) -> list[str]:
        e = self.view.edition
        told = (("试算稿", e.is_trial), ("更正", e.is_correction), ("未齐", self.done < self.owing), ("演示数据", e.demo))
        return [*filter(None, [e.known_words]), *(word for word, is_so in told if is_so)]

    def open(self, name: str, widths: Sequence[float], *, portrait: bool = False) -> Page:
        return opened(self.book, name, widths, portrait=portrait)

    def head(self, page: Page, title: str, counted: str = "") -> None:
        """Title over the table; who made it on the left, the stamp in the middle, what is counted on the right."""
        page.line(title, look.style_name("标题"), 42)
        page.down()
        write(page.sheet.cell(page.row, 1), f"制表单位：{self.view.book.city.office}", look.style_name("表左"))
        write(page.sheet.cell(page.row, page.last_column), f"单位：{counted}" if counted else "", look.style_name("表右"))
        page.tall(22)
        page.down()
        if self.stamps:
            page.line(f"【{' · '.join(self.stamps)}】", look.style_name("戳记"), 21)
            page.down()

    def signatures(self, page: Page) -> None:
        """The line that people sign."""
        page.down()
        page.line(SIGNED, look.style_name("表左"), 26)
        page.down()

    def finish(self, page: Page, repeated: int | None = None) -> None:
        """Print area, repeated head, footer with version and cut-off, stamps in the header."""
        e = self.view.edition
        frame(page, f"规则第{e.rule_version}版 数据截止{day(e.day)}", f"{e.state_words} 制表 {moment(e.made_at)}", repeated)
        _set(page.sheet.oddHeader.left, f"{self.view.book.city.name}城市数字公共基础设施建设 {e.month}")
        _set(page.sheet.oddHeader.right, " · ".join(self.stamps), look.HEAD_FONT)

    def single(self, name: str, table: Table, counted: str = "") -> Page:
        """A sheet that is one table: head, rows, signatures."""
        page = self.open(name, [c.width for c in table.columns])
        self.head(page, table.title, counted or table.counted)
        first = page.row
        page.table(table)
        self.signatures(page)
        self.finish(page, first)
        return page


def paper(view: View) -> Paper:
    """A new workbook with the house's styles and no sheet yet."""
    return Paper(view, blank_book(), *completeness(expected(view)))


def blank_book() -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    look.dress(book)
    return book


def opened(book: Workbook, name: str, widths: Sequence[float], *, portrait: bool = False) -> Page:
    """A new sheet, set up to print."""
    sheet = book.create_sheet(name[:NAME_LENGTH])
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "portrait" if portrait else "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    for side, inches in MARGINS:
        setattr(sheet.page_margins, side, inches)
    return Page(sheet, widths)


def frame(page: Page, left: str, right: str, repeated: int | None = None) -> None:
    """What is printed, what stands on every page, and the footer."""
    sheet = page.sheet
    sheet.print_area = f"A1:{get_column_letter(page.last_column)}{max(page.row - 1, sheet.max_row)}"
    if repeated:
        sheet.print_title_rows = f"{repeated}:{repeated}"
        sheet.freeze_panes = sheet.cell(repeated + 1, 1)
    _set(sheet.oddFooter.left, left)
    _set(sheet.oddFooter.center, "第 &P 页 共 &N 页", escape=False)
    _set(sheet.oddFooter.right, right)


def _set(part: _HeaderFooterPart, text: str, font: str = look.BODY_FONT, *, escape: bool = True) -> None:
    part.text, part.font, part.size = text.replace("&", "&&") if escape else text, f"{font},Regular", 10
