"""What tests build: workbooks as units write them, through a real writer, and broken ones by hand."""

import struct
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import openpyxl
import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN, STRICT_LINKS = "http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships"


def a_workbook(rows, header=(), *, title=(), sheet="Sheet1", more_sheets=None, metadata=None):
    """A filled xlsx as bytes: title rows, the header, the rows; `more_sheets` are name → all rows, `metadata` the template's own sheet."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2023, 6, 30)})  # the same table is the same bytes
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    table = [[line] for line in ([title] if isinstance(title, str) else title)] + ([list(header)] if header else []) + [list(row) for row in rows]
    for name, lines in {sheet: table, **(more_sheets or {})}.items():
        _fill(book.add_worksheet(name), lines, day)
    if metadata:
        hidden = book.add_worksheet("_chengji")
        _fill(hidden, [list(pair) for pair in metadata.items()], day)
        hidden.very_hidden()
    book.close()
    return out.getvalue()


def _fill(sheet, lines, day):
    for number, line in enumerate(lines):
        for column, value in enumerate(line):
            if isinstance(value, (date, datetime)):
                sheet.write_datetime(number, column, value, day)
            elif value is not None:
                sheet.write(number, column, value)


def an_openpyxl_workbook(rows, edit=None):
    """The same through the other writer, which puts texts into the cells; `edit` may merge, hide or format."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    if edit:
        edit(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def a_package(sheet_xml, *, strings=None, styles=None, strict=False, workbook=""):
    """An xlsx around hand-written sheet XML; `workbook` goes before <sheets>."""
    main, links = (STRICT_MAIN, STRICT_LINKS) if strict else (MAIN, LINKS)
    kind = links
    workbook_links = f'<Relationship Id="rId1" Type="{kind}/worksheet" Target="worksheets/sheet1.xml"/>'
    entries = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _relations(f'<Relationship Id="rId1" Type="{kind}/officeDocument" Target="xl/workbook.xml"/>'),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}">{workbook}<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": sheet_xml,
    }
    if strings is not None:
        workbook_links += f'<Relationship Id="rId2" Type="{kind}/sharedStrings" Target="sharedStrings.xml"/>'
        entries["xl/sharedStrings.xml"] = strings
    if styles is not None:
        workbook_links += f'<Relationship Id="rId3" Type="{kind}/styles" Target="styles.xml"/>'
        entries["xl/styles.xml"] = styles
    entries["xl/_rels/workbook.xml.rels"] = _relations(workbook_links)
    return a_zip(entries)


def _relations(inner):
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def sheet_xml(data, *, main=MAIN, before="", after=""):
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{main}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def a_zip(entries):
    """An OpenDocument's mimetype stands first and uncompressed, as its standard wants."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content, ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def changed_zip(content, changes):
    """The same archive with some entries replaced or added."""
    with ZipFile(BytesIO(content)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    return a_zip({**entries, **changes})


def part_of(content, name):
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def an_xls(rows, streams=("Workbook",), records=()):
    """A BIFF8 workbook of texts, numbers and #DIV/0! (given as ZeroDivisionError), as old Excel and WPS (.et) write it.

    `records`: further ones of the workbook, as (number, bytes).
    """
    cells = b"".join(_xls_cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row) if value is not None)
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + cells + _record(0x000A)
    name = "表一".encode("utf-16-le")
    globals_before = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    bound = 4 + 4 + 2 + 2 + len(name)
    more = b"".join(_record(*record) for record in records)
    start = len(globals_before) + len(more) + bound + 4
    book = globals_before + more + _record(0x0085, struct.pack("<IHBB", start, 0, len(name) // 2, 1) + name) + _record(0x000A) + sheet
    return _compound(book.ljust(4096, b"\0"), streams)


def _record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def _xls_cell(row, column, value):
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return _record(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    if value is ZeroDivisionError:
        return _record(0x0205, place + b"\x07\x01")
    return _record(0x0203, place + struct.pack("<d", value))


def _compound(stream, names):
    """An OLE file: header, one sector of chains, one of directory, then the stream."""
    sectors = -(-len(stream) // 512)
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504)
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    struct.pack_into("<108I", header, 80, *[0xFFFFFFFF] * 108)
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    entries = [_entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)] + [_entry(name, 2, 0xFFFFFFFF, 2, len(stream)) for name in names]
    return bytes(header) + table + b"".join(entries).ljust(512, b"\0") + stream.ljust(sectors * 512, b"\0")


def _entry(name, kind, child, start, size):
    text = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<BBIII", kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return text.ljust(64, b"\0") + struct.pack("<H", len(text)) + links + b"\0" * 36 + struct.pack("<IQ", start, size)
