"""Mutated workbooks and what may become of them: the same rows, rows that differ where the file itself does, or a Chinese refusal."""

import re
import struct
from dataclasses import dataclass
from io import BytesIO
from random import Random
from zipfile import ZipFile

from data.errors import UnreadableFile
from data.intake.container import KILLED
from data.intake.ole import MAGIC
from data.intake.parsed import Hints
from data.vocabulary import Severity
from tests.builders import a_zip
from tests.reliability.written import BOOK, ODS_SHEET, SHEET, STRINGS, STYLES, rows_written

CHINESE, FOREIGN = re.compile("[一-鿿]"), re.compile(r"Traceback|Exception|\bError\b|Errno|File \"|<class|0x[0-9a-f]{6}")
PARTS = (SHEET, SHEET, SHEET, STRINGS, STRINGS, STYLES, BOOK, "xl/_rels/workbook.xml.rels", "[Content_Types].xml")
HEADER_ROW = 2
ATTRIBUTE, TAG, VALUE = re.compile(rb'(\w+)="([^"]*)"'), re.compile(rb"<(/?)(\w+)"), re.compile(rb">([^<]+)<")
WORDS = (b"", b"0", b"-1", b"999999999", b"A1", b"XFD1048576", b"s", b"str", b"e", b"b", b"1e308", b"NaN", b"&amp;", b"\xff\xfe", "改".encode(), b"x" * 5000)
SIZES = (0, 1, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)


def mutant(good: bytes, seed: int) -> tuple[str, bytes]:
    """The seed's way of spoiling a file, and the file."""
    random = Random(seed)
    of_bytes, of_parts = (flipped, cut, doubled), (in_a_part, in_a_part, in_a_part, in_a_value, in_a_value, in_the_directory, chunked)
    way = random.choice((*of_bytes, *of_parts) if good[:2] == b"PK" else (flipped, *of_bytes))
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


def in_a_value(random: Random, content: bytes) -> bytes:
    """A value written otherwise: the file is as well formed as before, and another one."""
    return _with_part(random, content, lambda random, xml: _respelt(random, xml, (VALUE,)), (SHEET, SHEET, STRINGS, ODS_SHEET))


def chunked(random: Random, content: bytes) -> bytes:
    """A piece of a part left out or put twice; the package around it is whole."""
    return _with_part(random, content, random.choice((cut, doubled, flipped)))


def _with_part(random: Random, content: bytes, spoil, wanted=PARTS) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    known = [name for name in wanted if name in parts] or [name for name in parts if parts[name]]
    name = random.choice(known)
    return a_zip({**parts, name: spoil(random, parts[name])})


def _respelt(random: Random, xml: bytes, patterns=(ATTRIBUTE, TAG, VALUE)) -> bytes:
    pattern = random.choice(patterns)
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
