"""A lean writer of workbooks: cells as text, whole columns at a time, the same bytes for the same content."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from data.intake.found import letters

LONG_AGO = (1980, 1, 1, 0, 0, 0)
LEVEL = 3
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Places in the style sheet below.
PLAIN, TITLE, HEADER, DAY, TEXT, PERCENT = range(6)
STYLES = (f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
          '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="14"/><name val="宋体"/></font></fonts>'
          '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
          '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
          '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">'
          + "".join(f'<xf numFmtId="{n}" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
                    for n, font in ((0, 0), (0, 1), (0, 1), (164, 0), (49, 0), (9, 0)))
          + '</cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>')

Tail = str  # a cell without its address, "" for an empty one


@dataclass
class Sheet:
    """One sheet while it is written; rows come in order."""

    name: str
    is_hidden: bool = False
    lines: list[str] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    last_row: int = 0
    width: int = 1

    def row(self, cells: Sequence[Tail], first: int = 1, number: int | None = None) -> int:
        """One row of cells from a column on; returns its number."""
        self.last_row = number or self.last_row + 1
        written = "".join(f'<c r="{letters(n)}{self.last_row}"{tail}' for n, tail in enumerate(cells, first) if tail)
        self.lines.append(f'<row r="{self.last_row}">{written}</row>')
        self.width = max(self.width, first + len(cells) - 1)
        return self.last_row

    def block(self, columns: Sequence[Sequence[Tail]], hidden: range = range(0)) -> None:
        """Many rows, given by columns; some of them hidden."""
        starts = [f'<c r="{letters(n)}' for n in range(1, len(columns) + 1)]
        for place, cells in enumerate(zip(*columns, strict=True)):
            self.last_row += 1
            mark = ' hidden="1"' if place in hidden else ""
            written = "".join([f"{start}{self.last_row}\"{tail}" for start, tail in zip(starts, cells, strict=True) if tail])
            self.lines.append(f'<row r="{self.last_row}"{mark}>{written}</row>')
        self.width = max(self.width, len(columns))

    def xml(self, says_a1: bool) -> str:
        reach = "A1" if says_a1 else f"A1:{letters(self.width)}{max(1, self.last_row)}"
        merged = f'<mergeCells count="{len(self.merges)}">{"".join(self.merges)}</mergeCells>' if self.merges else ""
        return (f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><dimension ref="{reach}"/><sheetViews><sheetView workbookViewId="0"/></sheetViews>'
                f'<sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="{self.width}" width="16" customWidth="1"/></cols>'
                f'<sheetData>{"".join(self.lines)}</sheetData>{merged}</worksheet>')


class Workbook:
    """工作簿 — sheets and the strings they share; `is_wps` says A1 for every sheet, as old WPS files do."""

    def __init__(self, is_wps: bool = False) -> None:
        self.is_wps, self.sheets, self._strings, self._uses = is_wps, list[Sheet](), dict[str, int](), 0

    def sheet(self, name: str, is_hidden: bool = False) -> Sheet:
        self.sheets.append(Sheet(name, is_hidden))
        return self.sheets[-1]

    def text(self, words: str, style: int = PLAIN) -> Tail:
        self._uses += 1
        return f' s="{style}" t="s"><v>{self._strings.setdefault(words, len(self._strings))}</v></c>'

    @staticmethod
    def number(value: float, style: int = PLAIN) -> Tail:
        return f' s="{style}"><v>{value!r}</v></c>'

    @staticmethod
    def formula(words: str, result: str) -> Tail:
        kind = ' t="e"' if result.startswith("#") else ' t="str"' if result else ""
        return f'{kind}><f>{escape(words.removeprefix("="))}</f>{f"<v>{escape(result)}</v>" if result else ""}</c>'

    def content(self) -> bytes:
        sink = BytesIO()
        with ZipFile(sink, "w", ZIP_DEFLATED, compresslevel=LEVEL) as archive:
            for name, text in self._parts().items():
                entry = ZipInfo(name, LONG_AGO)
                entry.compress_type = ZIP_DEFLATED
                archive.writestr(entry, text, compresslevel=LEVEL)
        return sink.getvalue()

    def _parts(self) -> dict[str, str]:
        count = range(1, len(self.sheets) + 1)
        hidden = ' state="hidden"'
        listed = "".join(f'<sheet name="{escape(s.name)}" sheetId="{n}"{hidden if s.is_hidden else ""} r:id="rId{n}"/>'
                         for n, s in enumerate(self.sheets, 1))
        return {
            "[Content_Types].xml": _content_types(count),
            "_rels/.rels": _links([("officeDocument", "xl/workbook.xml"), ("extended-properties", "docProps/app.xml")]),
            "docProps/app.xml": f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
                                f'<Application>{"WPS 表格" if self.is_wps else "Microsoft Excel"}</Application></Properties>',
            "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _links([*(("worksheet", f"worksheets/sheet{n}.xml") for n in count), ("styles", "styles.xml"),
                                                  ("sharedStrings", "sharedStrings.xml")]),
            "xl/styles.xml": STYLES, "xl/sharedStrings.xml": self._shared(),
            **{f"xl/worksheets/sheet{n}.xml": sheet.xml(self.is_wps) for n, sheet in enumerate(self.sheets, 1)}}

    def _shared(self) -> str:
        items = "".join(f'<si><t xml:space="preserve">{escape(words)}</t></si>' for words in self._strings)
        return f'{HEAD}<sst xmlns="{MAIN}" count="{self._uses}" uniqueCount="{len(self._strings)}">{items}</sst>'


def _links(targets: list[tuple[str, str]]) -> str:
    items = "".join(f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1))
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def _content_types(sheets: range) -> str:
    parts = [("workbook", "sheet.main"), *((f"worksheets/sheet{n}", "worksheet") for n in sheets), ("styles", "styles"), ("sharedStrings", "sharedStrings")]
    items = "".join(f'<Override PartName="/xl/{name}.xml" ContentType="{TYPE}.spreadsheetml.{kind}+xml"/>' for name, kind in parts)
    return (f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{items}'
            f'<Override PartName="/docProps/app.xml" ContentType="{TYPE}.extended-properties+xml"/></Types>')
