"""Mutated workbooks and what may become of them: the same rows, rows that differ where the file itself does, or a Chinese refusal."""

import csv
import re
import struct
from dataclasses import dataclass
from io import BytesIO, StringIO
from random import Random
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from data.errors import UnreadableFile
from data.intake.container import KILLED
from data.intake.ole import MAGIC
from data.intake.parsed import Hints
from data.vocabulary import Severity
from tests.builders import a_zip

CHINESE, FOREIGN = re.compile("[一-鿿]"), re.compile(r"Traceback|Exception|\bError\b|Errno|File \"|<class|0x[0-9a-f]{6}")
ODS_SHEET, BEYOND = "content.xml", 100
SHEET, STRINGS, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
PARTS = (SHEET, SHEET, SHEET, STRINGS, STRINGS, STYLES, BOOK, "xl/_rels/workbook.xml.rels", "[Content_Types].xml")
HEADER_ROW = 2
ATTRIBUTE, TAG, VALUE = re.compile(rb'(\w+)="([^"]*)"'), re.compile(rb"<(/?)(\w+)"), re.compile(rb">([^<]+)<")
WORDS = (b"", b"0", b"-1", b"999999999", b"A1", b"XFD1048576", b"s", b"str", b"e", b"b", b"1e308", b"NaN", b"&amp;", b"\xff\xfe", "改".encode(), b"x" * 5000)
SIZES = (0, 1, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)


def mutant(good: bytes, seed: int) -> tuple[str, bytes]:
    """The seed's way of spoiling a file, and the file."""
    random = Random(seed)
    ways = (flipped, cut, doubled, in_a_part, in_a_part, in_a_part, in_the_directory, chunked) if good[:2] == b"PK" else (flipped, flipped, cut, doubled)
    way = random.choice(ways)
    return way.__name__, way(random, good)


def flipped(random: Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(random.choice((1, 1, 1, 3, 20))):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def cut(random: Random, content: bytes) -> bytes:
    start = random.randrange(len(content))
    return content[:start] + content[start + random.choice((1, 7, 64, 512, len(content))):]


def doubled(random: Random, content: bytes) -> bytes:
    start = random.randrange(len(content))
    piece = content[start:start + random.choice((1, 7, 64, 512))]
    return content[:start] + piece + content[start:]


def in_the_directory(random: Random, content: bytes) -> bytes:
    """Another size, checksum, method or place in the head of an entry or in the directory."""
    mark, fields = random.choice(((b"PK\x01\x02", ("<H", 8), ), (b"PK\x01\x02", ("<I", 16)), (b"PK\x01\x02", ("<I", 20)), (b"PK\x01\x02", ("<I", 24)),
                                  (b"PK\x01\x02", ("<I", 42)), (b"PK\x03\x04", ("<I", 18)), (b"PK\x03\x04", ("<I", 22)), (b"PK\x05\x06", ("<H", 10)),
                                  (b"PK\x05\x06", ("<I", 16))))
    place = random.choice([found.start() for found in re.finditer(re.escape(mark), content)])
    changed = bytearray(content)
    form, offset = fields
    struct.pack_into(form, changed, place + offset, random.choice(SIZES) & (0xFFFF if form == "<H" else 0xFFFFFFFF))
    return bytes(changed)


def in_a_part(random: Random, content: bytes) -> bytes:
    """A tag, an attribute or a value written otherwise; the package around it is whole."""
    return _with_part(random, content, _respelt)


def chunked(random: Random, content: bytes) -> bytes:
    """A piece of a part left out or put twice; the package around it is whole."""
    return _with_part(random, content, random.choice((cut, doubled, flipped)))


def _with_part(random: Random, content: bytes, spoil) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    known = [name for name in PARTS if name in parts] or [name for name in parts if parts[name]]
    name = random.choice(known)
    return a_zip({**parts, name: spoil(random, parts[name])})


def _respelt(random: Random, xml: bytes) -> bytes:
    pattern = random.choice((ATTRIBUTE, TAG, VALUE))
    found = list(pattern.finditer(xml)) or list(TAG.finditer(xml))
    if not found:
        return flipped(random, xml)
    one = random.choice(found)
    group = random.choice(range(1, one.re.groups + 1))
    return xml[:one.start(group)] + random.choice(WORDS) + xml[one.end(group):]


@dataclass(frozen=True)
class Fate:
    """What the house made of a mutant, and what is wrong with that."""

    end: str
    wrong: str = ""


def fate(container, path, book, good, content: bytes) -> Fate:
    """`good`: the workbook it was made from and what the house reads of that."""
    path.write_bytes(content)
    try:
        parsed = container.parse(path, Hints(None, None, "台账"), book)
    except UnreadableFile as refused:
        is_fall = refused.sentence == KILLED and not is_read_by_others(good.content)
        return Fate("unreadable", "the child fell, where our own reading must refuse" if is_fall else _words(refused.sentence))
    errors = [found.message for found in parsed.findings if found.severity == Severity.ERROR]
    if errors:
        return Fate("rejected", "".join(map(_words, errors)))
    if parsed.content_sha == good.parsed.content_sha and by_row(parsed) == by_row(good.parsed):
        return Fate("equal")
    return Fate("different", _unexplained(good, parsed, content))


def is_read_by_others(content: bytes) -> bool:
    """xls, xlsb and ods: a library reads them, which may fall over what it does not know; the containment is for that."""
    return content.startswith(MAGIC) or (content.startswith(b"PK") and SHEET.encode() not in content)


def _words(sentence: str) -> str:
    return "" if CHINESE.search(sentence) and not FOREIGN.search(sentence) else f"no Chinese sentence: {sentence!r}"


def _unexplained(good, parsed, content: bytes) -> str:
    """Rows that the house reads otherwise must be written otherwise, as a reading of quite another kind says."""
    if good.content.startswith(MAGIC):
        return ""  # no checksum guards its bytes; that nothing is lost, the second count has seen: else it would be refused
    before, after = by_row(good.parsed), by_row(parsed)
    apart = {row for row in before.keys() | after.keys() if before.get(row) != after.get(row)}
    written, were = rows_written(content), rows_written(good.content)
    if written is None or were is None:
        return f"rows {sorted(apart)} differ, and no other reading says why"
    if written.get(HEADER_ROW) != were.get(HEADER_ROW):  # a column is no longer known, which must be said
        return "" if parsed.findings else f"rows {sorted(apart)} differ under a header that nobody asks about"
    changed = {row for row in were.keys() | written.keys() if were.get(row) != written.get(row)}
    return "" if apart <= changed else f"rows {sorted(apart - changed)} are written as before and read otherwise"


def by_row(parsed) -> dict[int, dict]:
    return {row["row"]: {**row, "sheet": ""} for row in parsed.table.to_pylist()}


def rows_written(content: bytes) -> dict[int, list] | None:
    """Row → its cells as the XML has them, with text and number format resolved; None where this simple reading cannot follow."""
    if not content.startswith(b"PK"):
        return {n: row for n, row in enumerate(csv.reader(StringIO(content.decode("gb18030", "replace"), newline="")), 1) if row}
    try:
        with ZipFile(BytesIO(content)) as archive:
            is_ods = ODS_SHEET in archive.namelist()
            trees = {name: ElementTree.fromstring(archive.read(name)) for name in ((ODS_SHEET,) if is_ods else (SHEET, STRINGS, STYLES, BOOK))}
    except (BadZipFile, KeyError, ElementTree.ParseError, OSError, NotImplementedError, EOFError):
        return None
    return _ods_rows(trees[ODS_SHEET]) if is_ods else _xlsx_rows(trees)


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
