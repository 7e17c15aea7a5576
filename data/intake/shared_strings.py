"""The shared strings of a workbook: fast for the plain form, exact for rich text and phonetics."""

import re
from html import unescape
from xml.parsers import expat
from zipfile import ZipFile

from data.errors import UnreadableFile
from data.intake.package import DAMAGED, no_dtd, read_part

_PLAIN = re.compile(rb"<si>\s*<t(?: xml:space=\"preserve\")?(?:>([^<]*)</t>|\s*/>)\s*</si>|<si\s*/>")
_ITEM = re.compile(rb"<(?:[^\s<>/?!]+:)?si[\s/>]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SEPARATOR = "\0"
_OPEN, _CLOSE = b"<si><t>", b"</t></si>"
_SEAM = _CLOSE + _OPEN


def shared_strings(archive: ZipFile, path: str | None) -> list[str]:
    if path is None:
        return []
    content = read_part(archive, path)
    if (plainest := _plainest(content)) is not None:
        return plainest
    found = _PLAIN.findall(content)
    # Anything but the plain form, by count: then every string is walked properly. So is a part in which no string can be told by its bytes.
    if not found or len(found) != len(_ITEM.findall(content)) or b"<!" in content or _SEPARATOR.encode() in content:
        return _walk(content, path)
    return texts(found)


def _plainest(content: bytes) -> list[str] | None:
    """All of them when nothing but the same two tags stands around each: the seams are counted, and so is every tag."""
    start, end = content.find(_OPEN) + len(_OPEN), content.rfind(_CLOSE)
    if start < len(_OPEN) or end < start or b"<!" in content[:start] or _SEPARATOR.encode() in content:
        return None
    # One in another form before or behind them would move the numbers of all that follow, or be missing: only the end of the table may come.
    if _ITEM.search(content, 0, start - len(_OPEN)) or content.count(b"<", end + len(_CLOSE)) != 1:
        return None
    inner = content[start:end]
    seams = inner.count(_SEAM)
    return _cleaned(inner, _SEAM.decode()) if inner.count(b"<") == seams * _SEAM.count(b"<") else None


def texts(raw: list[bytes]) -> list[str]:
    """Element contents as text: entities and _xHHHH_ resolved, all in one go."""
    return _cleaned(b"\0".join(raw), _SEPARATOR) if raw else []


def _cleaned(joined: bytes, seam: str) -> list[str]:
    try:
        text = joined.decode("utf-8")
    except UnicodeDecodeError as broken:
        raise UnreadableFile(DAMAGED.format("文字编码")) from broken
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" not in text and "_x" not in text:
        return text.split(seam)
    return [clean(one) for one in text.split(seam)]


def clean(text: str) -> str:
    if "&" in text:
        text = unescape(text)
    return unescaped(text)


def unescaped(text: str) -> str:
    """_x000A_ stands for the character of that number."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _walk(content: bytes, path: str) -> list[str]:
    """Every <si> as the texts of its <t> joined, those of phonetic runs (<rPh>) left out."""
    found: list[str] = []
    pieces: list[str] = []
    state = {"text": False, "phonetic": False}

    def start(name: str, _: dict[str, str]) -> None:
        tag = name.rsplit(":", 1)[-1]
        if tag == "si":
            pieces.clear()
        state["phonetic"] = state["phonetic"] or tag == "rPh"
        state["text"] = tag == "t"

    def end(name: str) -> None:
        tag = name.rsplit(":", 1)[-1]
        state["text"] = False
        if tag == "rPh":
            state["phonetic"] = False
        elif tag == "si":
            found.append(unescaped("".join(pieces)))

    def data(text: str) -> None:
        if state["text"] and not state["phonetic"]:
            pieces.append(text)

    parser = expat.ParserCreate()
    parser.buffer_text, parser.StartDoctypeDeclHandler = True, no_dtd
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, data
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as broken:
        raise UnreadableFile(DAMAGED.format(path)) from broken
    return found
