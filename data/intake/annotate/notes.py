"""Cell notes: the comments part and the drawing that shows it; notes of the unit's own are kept."""

import re

from data.intake.annotate.cells import CannotPatch
from data.intake.annotate.result import safe_xml
from data.intake.found import a1

AUTHOR = "城基督导平台"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Notes = dict[tuple[int, int], str]  # (row, column) → text

VML_HEAD = ('<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
            'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
            'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>')


def comments_part(notes: Notes, before: bytes | None) -> bytes:
    """A comments part with our notes, appended to the unit's own; a cell that has one keeps it."""
    if before is None:
        entries = "".join(_comment(place, text, 0) for place, text in sorted(notes.items()))
        return (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{MAIN}"><authors><author>{AUTHOR}</author></authors>'
                f"<commentList>{entries}</commentList></comments>").encode()
    text = before.decode("utf-8")
    authors, closing = text.find("</authors>"), text.find("</commentList>")
    if authors < 0 or closing < 0:
        raise CannotPatch
    taken = set(re.findall(r'<comment\b[^>]*\sref="([A-Z]+\d+)"', text))
    number = len(re.findall(r"<author\b[^>]*(?:/>|>)", text))
    entries = "".join(_comment(place, words, number) for place, words in sorted(notes.items()) if a1(place[1], place[0]) not in taken)
    return (text[:authors] + f"<author>{AUTHOR}</author>" + text[authors:closing] + entries + text[closing:]).encode()


def _comment(place: tuple[int, int], text: str, author: int) -> str:
    return f'<comment ref="{a1(place[1], place[0])}" authorId="{author}"><text><r><t xml:space="preserve">{safe_xml(text)}</t></r></text></comment>'


def drawing_part(notes: Notes, before: bytes | None) -> bytes:
    """The VML drawing that shows the notes as boxes, hidden until the mouse is there."""
    shapes = "".join(_shape(n, place) for n, place in enumerate(sorted(notes)))
    if before is None:
        return (VML_HEAD + shapes + "</xml>").encode()
    text = before.decode("utf-8")
    closing = text.rfind("</xml>")
    if closing < 0:
        raise CannotPatch
    return (text[:closing] + shapes + text[closing:]).encode()


def _shape(n: int, place: tuple[int, int]) -> str:
    row, column = place[0] - 1, place[1] - 1
    return (f'<v:shape id="_x0000_c{n + 1}" type="#_x0000_t202" style="position:absolute;width:220pt;height:90pt;z-index:{n + 1};visibility:hidden" '
            f'fillcolor="#ffffe1"><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
            f'<x:Anchor>{column + 1},12,{row},4,{column + 5},12,{row + 5},4</x:Anchor><x:AutoFill>False</x:AutoFill>'
            f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>")
