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
from data.intake.ole import MAGIC
from data.intake.parsed import Hints
from data.vocabulary import Severity
from tests.builders import MAIN, a_zip

CHINESE, FOREIGN = re.compile("[一-鿿]"), re.compile(r"Traceback|Exception|\bError\b|Errno|File \"|<class|0x[0-9a-f]{6}")
NS, SHEET, STRINGS, STYLES, BOOK = f"{{{MAIN}}}", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
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
        return Fate("unreadable", _words(refused.sentence))
    errors = [found.message for found in parsed.findings if found.severity == Severity.ERROR]
    if errors:
        return Fate("rejected", "".join(map(_words, errors)))
    if parsed.content_sha == good.parsed.content_sha and by_row(parsed) == by_row(good.parsed):
        return Fate("equal")
    return Fate("different", _unexplained(good, parsed, content))


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
            trees = {name: ElementTree.fromstring(archive.read(name)) for name in (SHEET, STRINGS, STYLES, BOOK)}
    except (BadZipFile, KeyError, ElementTree.ParseError, OSError, NotImplementedError, EOFError):
        return None
    strings = ["".join(t.text or "" for t in one.iter(f"{NS}t")) for one in trees[STRINGS].iter(f"{NS}si")]
    codes = {one.get("numFmtId"): one.get("formatCode") for one in trees[STYLES].iter(f"{NS}numFmt")}
    formats = [(one.get("numFmtId"), codes.get(one.get("numFmtId"))) for xfs in trees[STYLES].iter(f"{NS}cellXfs") for one in xfs]
    epoch = [one.get("date1904") for one in trees[BOOK].iter(f"{NS}workbookPr")]
    found, number = {}, 0
    for row in trees[SHEET].iter(f"{NS}row"):
        number = int(row.get("r")) if (row.get("r") or "").isdigit() else number + 1
        found.setdefault(number, []).extend((cell.get("r"), cell.get("t"), _at(formats, cell.get("s")), epoch, _value(cell, strings)) for cell in row)
    return found


def _value(cell, strings):
    text = "".join(v.text or "" for v in cell.iter(f"{NS}v"))
    return _at(strings, text) if cell.get("t") == "s" else (text, "".join(t.text or "" for t in cell.iter(f"{NS}t")))


def _at(places: list, number: str | None):
    return places[int(number)] if (number or "").isdigit() and int(number) < len(places) else number
