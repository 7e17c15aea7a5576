"""Sentences on a sheet: paragraphs of the paper's body text, their heading running in."""

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from data.reports import look
from data.reports.sheet import Page, clean, lines_of

BODY_TO_CELL = 14 / 12  # body text is 14 points, widths are told in 12-point characters
OPEN_LINE = 1.05  # long lines fill better than the narrow ones of a table
LINE_PT = 20.5


def paragraph(page: Page, text: str, heading: str = "") -> None:
    """Indented by two characters, as high as its lines; the heading stands in front in its own font, so no page break parts them."""
    lead, shown = f"　　{heading}。" if heading else "　　", clean(text)
    lines = lines_of(lead + shown, sum(page.widths) / BODY_TO_CELL * OPEN_LINE)
    cell = page.line(lead + shown, look.style_name("正文"), lines * LINE_PT + 4)
    if heading:
        cell.value = CellRichText(_run(look.HEAD_FONT, lead), _run(look.BODY_FONT, shown))
    page.down()


def _run(font: str, text: str) -> TextBlock:
    return TextBlock(InlineFont(rFont=font, sz=14), text)
