"""How a good workbook is spoilt: a part written otherwise, bytes turned, other containers around the same rows."""

from tests.builders import changed_zip, part_of

STRINGS, SHEET_XML, WORKBOOK, TYPES = "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"


def with_part(content: bytes, part: str, old: str, new: str, times: int = 1) -> bytes:
    """One place of a part written otherwise."""
    text = part_of(content, part).decode("utf-8")
    assert old in text, f"{part} does not hold {old!r}"
    return changed_zip(content, {part: text.replace(old, new, times)})
