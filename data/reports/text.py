"""Sentences on a sheet: paragraphs of the paper's body text."""

from data.reports import look
from data.reports.sheet import Page, lines_of

BODY_TO_CELL = 14 / 12  # body text is 14 points, widths are told in 12-point characters
OPEN_LINE = 1.05  # long lines fill better than the narrow ones of a table
LINE_PT = 20.5


def paragraph(page: Page, text: str) -> None:
    """Indented by two characters, as high as its lines."""
    shown = f"　　{text}"
    page.line(shown, look.style_name("正文"), lines_of(shown, sum(page.widths) / BODY_TO_CELL * OPEN_LINE) * LINE_PT + 4)
    page.down()
