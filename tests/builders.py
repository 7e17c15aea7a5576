"""What tests build: workbooks as units write them, through a real writer, and broken ones by hand."""

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
