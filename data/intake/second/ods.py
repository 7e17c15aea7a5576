"""Count the filled cells of an ods by streaming its content.xml."""

from xml.parsers.expat import ParserCreate
from zipfile import ZipFile

from data.errors import UnreadableFile
from data.intake.biff import LINKED
from data.intake.package import no_dtd
from data.intake.second.counted import Counted

_TABLE, _TEXT, _OFFICE, _CALC = (f"urn:{name} " for name in (
    "oasis:names:tc:opendocument:xmlns:table:1.0", "oasis:names:tc:opendocument:xmlns:text:1.0", "oasis:names:tc:opendocument:xmlns:office:1.0",
    "org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"))
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_VALUES = {"float", "percentage", "currency", "date", "time", "boolean"}
_WRITTEN = {f"{_TEXT}{name}" for name in ("s", "tab", "line-break")}
_LINKS = {f"{_TABLE}dde-links", f"{_OFFICE}dde-source", f"{_TABLE}table-source", f"{_TABLE}cell-range-source"}
_ERRORS = ("#DIV/0!", "#REF!", "#N/A", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "Err:")
_BLOCK = 1 << 20


class _Pass:
    """One walk: rows and cells with their repetitions, the texts of cells without what is only attached to them."""

    def __init__(self) -> None:
        self.sheets: list[Counted] = []
        self.row = self.column = self.rows = self.columns = self.paragraphs = 0
        self.is_cell = self.is_said = self.is_filled = self.is_percent = self.is_error = self.is_formula = False
        self.text = ""
        self.apart = 0  # depth inside an annotation, which is no content of its cell

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _LINKS:
            raise UnreadableFile(LINKED)
        if self.apart or name == f"{_OFFICE}annotation" or name == f"{_TABLE}tracked-changes":
            self.apart += 1
        elif name == f"{_TABLE}table":
            self.sheets.append(Counted())
            self.row = 0
        elif name == f"{_TABLE}table-row":
            self.rows, self.column = int(attributes.get(f"{_TABLE}number-rows-repeated", 1)), 0
        elif name in _CELLS:
            self._open_cell(attributes)
        elif self.is_cell and name == f"{_TEXT}p":
            self.paragraphs, self.is_said = self.paragraphs + 1, True
            self.is_filled |= self.paragraphs > 1
        elif self.is_cell and name in _WRITTEN:
            self.is_filled = True

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self.columns = int(attributes.get(f"{_TABLE}number-columns-repeated", 1))
        kind = attributes.get(f"{_OFFICE}value-type", "")
        self.is_cell, self.is_said, self.paragraphs, self.text = True, False, 0, ""
        self.is_error, self.is_formula = attributes.get(f"{_CALC}value-type") == "error", f"{_TABLE}formula" in attributes
        self.is_percent = kind == "percentage"
        self.is_filled = kind in _VALUES or bool(attributes.get(f"{_OFFICE}string-value"))

    def characters(self, text: str) -> None:
        if self.is_cell and self.is_said and not self.apart:  # between paragraphs stand line ends that nobody wrote
            self.is_filled = True
            self.text += text

    def end(self, name: str) -> None:
        if self.apart:
            self.apart -= 1
        elif name in _CELLS:
            self._close_cell()
        elif name == f"{_TEXT}p":
            self.is_said = False
        elif name == f"{_TABLE}table-row":
            self.row += self.rows

    def _close_cell(self) -> None:
        sheet = self.sheets[-1]
        if self.is_filled:
            sheet.cells += self.rows * self.columns
        if self.is_error or (self.is_formula and self.text.startswith(_ERRORS)):
            sheet.errors[self.row + 1, self.column + 1] = self.text or "#VALUE!"
        elif self.is_percent:
            sheet.percents |= {(row, column) for row in range(self.row + 1, self.row + self.rows + 1)
                               for column in range(self.column + 1, self.column + self.columns + 1)}
        self.column += self.columns
        self.is_cell = False


def count(archive: ZipFile) -> list[Counted]:
    found, parser = _Pass(), ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = found.start, found.end, found.characters
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = no_dtd
    with archive.open("content.xml") as stream:
        while block := stream.read(_BLOCK):
            parser.Parse(block)
    parser.Parse(b"", True)
    return found.sheets
