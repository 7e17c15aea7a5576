"""A long table as a workbook, written row by row as it is read: however many rows, the memory stays the same."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook.child import INVALID_TITLE_REGEX

from data.reports.plain_sheet import FORMULAS
from data.reports.sheet import clean

PLAIN, TEXT, QUOTED, DAY, MOMENT, HEAD, TITLE = range(7)  # cell formats, in the order of STYLES
BATCH = 500  # rows written at once
NARROWEST, WIDEST = 10, 40
SPACE = "http://schemas.openxmlformats.org"
KINDS = f"{SPACE}/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = (f'{XML}<Types xmlns="{SPACE}/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/>'
         + "".join(f'<Override PartName="/xl/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
                   for part, kind in (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("styles", "styles"))) + "</Types>")
ROOT = (f'{XML}<Relationships xmlns="{SPACE}/package/2006/relationships"><Relationship Id="rId1" Type="{KINDS}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>")
PARTS = (f'{XML}<Relationships xmlns="{SPACE}/package/2006/relationships"><Relationship Id="rId1" Type="{KINDS}/worksheet" Target="worksheets/sheet1.xml"/>'
         f'<Relationship Id="rId2" Type="{KINDS}/styles" Target="styles.xml"/></Relationships>')
STYLES = (f'{XML}<styleSheet xmlns="{SPACE}/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
          '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd hh:mm:ss"/></numFmts>'
          '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font>'
          '<font><b/><sz val="14"/><name val="Calibri"/></font></fonts>'
          '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
          '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf/>'
          '<xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/><xf numFmtId="164" applyNumberFormat="1"/>'
          '<xf numFmtId="165" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/><xf fontId="2" applyFont="1"/></cellXfs>'
          '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>')


def write_long(target: IO[bytes], title: str, notes: Sequence[str], headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """One sheet: the title, a line for each note, the headers, the rows. Answers how many rows there were."""
    written = _Counted(rows)
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in (("[Content_Types].xml", TYPES), ("_rels/.rels", ROOT), ("xl/_rels/workbook.xml.rels", PARTS), ("xl/styles.xml", STYLES),
                              ("xl/workbook.xml", _workbook(title))):
            package.writestr(name, content)
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(_head(len(notes) + 2, headers).encode())
            for piece in _lines([([title], TITLE), *(([note], PLAIN) for note in notes), (list(headers), HEAD)], written):
                sheet.write(piece.encode())
            sheet.write(b"</sheetData></worksheet>")
    return written.count


class _Counted:
    """Rows that are counted while they pass."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Sequence[Any]]:
        for row in self.rows:
            self.count += 1
            yield row


def _workbook(title: str) -> str:
    name = escape(INVALID_TITLE_REGEX.sub(" ", title)[:31], {'"': "&quot;"})
    sheets = f'<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets>'
    return f'{XML}<workbook xmlns="{SPACE}/spreadsheetml/2006/main" xmlns:r="{KINDS}">{sheets}</workbook>'


def _head(top: int, headers: Sequence[str]) -> str:
    widths = [min(WIDEST, max(NARROWEST, 2 * len(header) + 4)) for header in headers]
    columns = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, start=1))
    return (f'{XML}<worksheet xmlns="{SPACE}/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">'
            f'<pane ySplit="{top}" topLeftCell="A{top + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
            f'<cols>{columns}</cols><sheetData>')


def _lines(above: Sequence[tuple[list[str], int]], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    for number, (words, look) in enumerate(above, start=1):
        yield _row(number, [f'<c r="{get_column_letter(n)}{number}" s="{look}" t="inlineStr">{_text(word)}</c>' for n, word in enumerate(words, start=1)])
    pieces: list[str] = []
    for number, row in enumerate(rows, start=len(above) + 1):
        pieces.append(_row(number, [_cell(f"{get_column_letter(n)}{number}", value) for n, value in enumerate(row, start=1) if value is not None]))
        if len(pieces) == BATCH:
            yield "".join(pieces)
            pieces.clear()
    yield "".join(pieces)


def _row(number: int, cells: Sequence[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, value: Any) -> str:
    """Numbers as numbers, days as days; a text is never a formula."""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float | Decimal):
        return f'<c r="{place}"><v>{value}</v></c>'
    if isinstance(value, datetime):
        return f'<c r="{place}" s="{MOMENT}"><v>{to_excel(value.replace(tzinfo=None))}</v></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="{DAY}"><v>{to_excel(value)}</v></c>'
    text = str(value)
    return f'<c r="{place}" s="{QUOTED if text.startswith(FORMULAS) else TEXT}" t="inlineStr">{_text(text)}</c>'


def _text(text: str) -> str:
    return f'<is><t xml:space="preserve">{escape(clean(text))}</t></is>'
