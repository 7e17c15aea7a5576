"""What is written in a file, as a simple reading of quite another kind than the house's sees it: row → cells."""

import csv
import struct
from io import BytesIO, StringIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

SHEET, STRINGS, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
ODS_SHEET, XLSB_SHEET = "content.xml", "xl/worksheets/sheet1.bin"
BEYOND = 100  # rows and columns
_ROW_RECORD = 0


def rows_written(content: bytes) -> dict[int, list] | None:
    """Row → its cells as the XML has them, with text and number format resolved; None where this simple reading cannot follow."""
    if not content.startswith(b"PK"):
        return {n: row for n, row in enumerate(csv.reader(StringIO(content.decode("gb18030", "replace"), newline="")), 1) if row}
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _rows_of(archive)
    except (BadZipFile, KeyError, ElementTree.ParseError, OSError, NotImplementedError, EOFError, struct.error, IndexError):
        return None


def _rows_of(archive: ZipFile) -> dict[int, list]:
    names = archive.namelist()
    if XLSB_SHEET in names:
        return _xlsb_rows(archive.read(XLSB_SHEET))
    if ODS_SHEET in names:
        return _ods_rows(ElementTree.fromstring(archive.read(ODS_SHEET)))
    return _xlsx_rows({name: ElementTree.fromstring(archive.read(name)) for name in (SHEET, STRINGS, STYLES, BOOK)})


def _named(tree, name: str):
    """Elements by their name alone, as the house knows them: whatever namespace a mutant puts them into."""
    return (one for one in tree.iter() if one.tag.rpartition("}")[2] == name)


def _xlsx_rows(trees) -> dict[int, list]:
    strings = ["".join(t.text or "" for t in _named(one, "t")) for one in _named(trees[STRINGS], "si")]
    codes = {one.get("numFmtId"): one.get("formatCode") for one in _named(trees[STYLES], "numFmt")}
    formats = [(one.get("numFmtId"), codes.get(one.get("numFmtId"))) for xfs in _named(trees[STYLES], "cellXfs") for one in xfs]
    epoch = [one.get("date1904") for one in _named(trees[BOOK], "workbookPr")]
    found, number = {}, 0
    for row in _named(trees[SHEET], "row"):
        number = int(row.get("r")) if (row.get("r") or "").isdigit() else number + 1
        found.setdefault(number, []).extend((cell.get("r"), cell.get("t"), _at(formats, cell.get("s")), epoch, _value(cell, strings)) for cell in row)
    return found


def _value(cell, strings):
    text = "".join(v.text or "" for v in _named(cell, "v"))
    return _at(strings, text) if cell.get("t") == "s" else (text, "".join(t.text or "" for t in _named(cell, "t")))


def _ods_rows(tree) -> dict[int, list]:
    """Rows and cells as often as they say, each cell with all its attributes and its text."""
    found, number = {}, 0
    for row in _named(tree, "table-row"):
        cells = [(sorted(cell.attrib.items()), "".join(cell.itertext())) for cell in row for _ in range(_times(cell, "columns"))]
        for _ in range(_times(row, "rows")):
            number += 1
            found[number] = cells
    return found


def _times(one, what: str) -> int:
    """Beyond the table nothing need be known."""
    written = next((value for name, value in one.attrib.items() if name.endswith(f"}}number-{what}-repeated")), "1")
    return min(int(written), BEYOND) if written.isdigit() else 1


def _at(places: list, number: str | None):
    return places[int(number)] if (number or "").isdigit() and int(number) < len(places) else number


def _xlsb_rows(content: bytes) -> dict[int, list]:
    """All records behind each row's own, byte for byte: texts stand in the cells here, and nothing has a format."""
    found, place, row = {}, 0, 0
    while place < len(content):
        kind, place = _number(content, place)
        size, place = _number(content, place)
        data, place = content[place:place + size], place + size
        if kind == _ROW_RECORD:
            row = struct.unpack_from("<I", data)[0] + 1
        found.setdefault(row, []).append((kind, data))
    return found


def _number(content: bytes, place: int) -> tuple[int, int]:
    """Seven bits of each byte, the lowest first, as long as the eighth says that there are more."""
    value = shift = 0
    while True:
        value |= (content[place] & 0x7F) << shift
        shift, place = shift + 7, place + 1
        if not content[place - 1] & 0x80:
            return value, place
