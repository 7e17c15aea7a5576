"""The 校验结果 sheet: every finding with a link to its cell, and a column in which a 核实 finding is explained."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from data.intake.found import Found
from data.intake.result_sheet import HEADERS, NAME, NOT_SAID, WHOLE_FILE
from data.vocabulary import Severity

__all__ = ["HEADERS", "NAME", "sheet_xml", "table_of"]

WIDTHS = (6, 8, 10, 16, 10, 16, 24, 70, 40, 22, 26)
NOTHING = "没有发现问题"


def safe_xml(text: str) -> str:
    """Text for XML: markup escaped, characters that XML cannot hold left out."""
    return escape("".join(ch for ch in text if (ch >= " " or ch in "\t\n\r") and ch not in "\ufffe\uffff" and not "\ud800" <= ch <= "\udfff"))


def table_of(findings: Sequence[Found]) -> list[tuple[str, ...]]:
    """Rows of the sheet, headers first."""
    rows = [(str(n), f.severity.label, f.quality.label, f.sheet or WHOLE_FILE, f.cell or NOT_SAID, f.header or NOT_SAID, f.value or "", f.message, "",
             f.rule, f.object_key or "") for n, f in enumerate(findings, start=1)]
    return [HEADERS, *(rows or [("", "", "", "", "", "", "", NOTHING, "", "", "")])]


def location(found: Found) -> str | None:
    """The cell as a link inside the workbook."""
    if not found.cell or not found.sheet:
        return None
    return "'" + found.sheet.replace("'", "''") + "'!" + found.cell


def sheet_xml(findings: Sequence[Found], styles: tuple[int, int, int]) -> bytes:
    """The sheet with inline strings; styles: (plain, error, warning)."""
    rows = []
    for r, row in enumerate(table_of(findings), start=1):
        found = findings[r - 2] if r > 1 and findings else None
        style = styles[0] if found is None or found.severity == Severity.INFO else styles[1 if found.severity == Severity.ERROR else 2]
        rows.append(f'<row r="{r}">' + "".join(_cell(r, c, text, style if c == 1 else styles[0]) for c, text in enumerate(row)) + "</row>")
    links = "".join(f'<hyperlink ref="E{n + 2}" location={quoteattr(place)} display={quoteattr(f.cell or "")}/>'
                    for n, f in enumerate(findings) if (place := location(f)))
    columns = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(WIDTHS, start=1))
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
            f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>"
            + (f"<hyperlinks>{links}</hyperlinks>" if links else "") + "</worksheet>").encode()


def _cell(row: int, column: int, text: str, style: int) -> str:
    safe = safe_xml(text)
    return f'<c r="{chr(65 + column)}{row}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{safe}</t></is></c>' if safe else ""
