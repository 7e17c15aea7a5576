"""How a good workbook is spoilt: a part written otherwise, bytes turned, other containers around the same rows."""

import csv
import re
import struct
from io import BytesIO, StringIO
from zipfile import ZIP_STORED, ZipFile

from tests.builders import LINKS, MAIN, STRICT_LINKS, STRICT_MAIN, a_zip, an_xls, changed_zip, part_of
from tests.data.intake.test_container import ods_with
from tests.data.intake.test_second import an_xlsb, at, binary, wide

STRINGS, SHEET_XML, WORKBOOK, TYPES = "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"
PLACEHOLDER = "xl/media/placeholder.bin"
CSV, XLS, ODS = "CSV", "表一", "a"  # what the sheets of other formats are called


def with_part(content: bytes, part: str, old: str, new: str, times: int = 1) -> bytes:
    """One place of a part written otherwise."""
    text = part_of(content, part).decode("utf-8")
    assert old in text, f"{part} does not hold {old!r}"
    return changed_zip(content, {part: text.replace(old, new, times)})


def with_cell(content: bytes, reference: str, attributes: str, inner: str) -> bytes:
    """One cell of the first sheet as hand-written XML."""
    text = part_of(content, SHEET_XML).decode()
    found = re.search(rf'<c r="{reference}"[^>]*?(/>|>.*?</c>)', text)
    assert found, reference
    return changed_zip(content, {SHEET_XML: text.replace(found[0], f'<c r="{reference}"{attributes}>{inner}</c>', 1)})


def parts_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def without_part(content: bytes, part: str) -> bytes:
    return a_zip({name: data for name, data in parts_of(content).items() if name != part})


def stored(content: bytes) -> bytes:
    """The same parts, not compressed, so that bytes can be turned where they stand."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, data in parts_of(content).items():
            archive.writestr(name, data)
    return out.getvalue()


def turned(content: bytes, old: bytes, new: bytes) -> bytes:
    assert old in content and len(old) == len(new)
    return content.replace(old, new)


def with_entry_called(content: bytes, name: str, data: bytes = b"x") -> bytes:
    """An entry whose name no writer would write: as long as the placeholder, put into the bytes."""
    padded = name.ljust(len(PLACEHOLDER), "x")
    assert len(padded) == len(PLACEHOLDER)
    return turned(changed_zip(content, {PLACEHOLDER: data}), PLACEHOLDER.encode(), padded.encode())


def backslashed(content: bytes) -> bytes:
    """Folders parted the other way, as some programs do; each name stands in the bytes twice."""
    for name in (name for name in parts_of(content) if "/" in name):
        content = content.replace(name.encode(), name.replace("/", "\\").encode())
    return content


def directory_place(content: bytes, name: str) -> int:
    """Where the central directory speaks of an entry."""
    place = content.index(name.encode(), content.index(b"PK\x01\x02")) - 46
    assert content[place:place + 4] == b"PK\x01\x02"
    return place


def patched(content: bytes, place: int, form: str, value: int) -> bytes:
    changed = bytearray(content)
    struct.pack_into(form, changed, place, value)
    return bytes(changed)


def locked(content: bytes) -> bytes:
    """Entries flagged as encrypted, as zip programs with a password do."""
    return patched(content, directory_place(content, SHEET_XML) + 8, "<H", 1)


def overlapping(content: bytes) -> bytes:
    """Two entries of the directory that are one place of the file."""
    first = struct.unpack_from("<I", content, directory_place(content, SHEET_XML) + 42)[0]
    return patched(content, directory_place(content, STRINGS) + 42, "<I", first)


def strict(content: bytes) -> bytes:
    """Saved as Strict Open XML."""
    swapped = ((MAIN, STRICT_MAIN), (LINKS, STRICT_LINKS))
    return a_zip({name: data.replace(swapped[0][0].encode(), swapped[0][1].encode()).replace(swapped[1][0].encode(), swapped[1][1].encode())
                  for name, data in parts_of(content).items()})


def without_references(content: bytes) -> bytes:
    """Rows and cells that do not say where they stand, which the standard allows."""
    return changed_zip(content, {SHEET_XML: re.sub(r'(<(?:row|c)) r="[^"]+"', r"\1", part_of(content, SHEET_XML).decode())})


def in_utf16(content: bytes) -> bytes:
    text = part_of(content, SHEET_XML).decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return changed_zip(content, {SHEET_XML: text.encode("utf-16")})


def as_csv(table: list[list], delimiter: str = ",") -> str:
    out = StringIO()
    csv.writer(out, delimiter=delimiter).writerows(table)
    return out.getvalue()


def as_xls(table: list[list], **more) -> bytes:
    return an_xls([[float(v) if isinstance(v, int) else v for v in row] for row in table], **more)


def as_ods(table: list[list]) -> bytes:
    return ods_with("".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in table))


def _ods_cell(value) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'


def as_xlsb(table: list[list]) -> bytes:
    """Each row but the first brings its own head."""
    rows = [b"".join(_xlsb_cell(column, value) for column, value in enumerate(row) if value is not None) for row in table]
    heads = [b""] + [binary(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0)) for number in range(1, len(rows))]
    return an_xlsb(b"".join(head + row for head, row in zip(heads, rows, strict=True)), [""])


def _xlsb_cell(column: int, value) -> bytes:
    return binary(6, at(column) + wide(value)) if isinstance(value, str) else binary(5, at(column) + struct.pack("<d", value))
