"""Two fills for marked cells, laid over whatever style a cell has."""

import re

from data.intake.annotate.cells import CannotPatch

ERROR_FILL, WARNING_FILL = b"FFFFC7CE", b"FFFFEB9C"
XF = re.compile(rb"<xf\b[^>]*?(?:/>|>.*?</xf>)", re.S)


class Styles:
    """The styles part: asks for (style, is_error) are remembered and appended as new formats."""

    def __init__(self, xml: bytes) -> None:
        fills = re.search(rb"<fills\b[^>]*>(.*?)</fills>", xml, re.S)
        formats = re.search(rb"<cellXfs\b[^>]*>(.*?)</cellXfs>", xml, re.S)
        if fills is None or formats is None:
            raise CannotPatch
        self._xml, self._fills, self._formats = xml, fills, formats
        self._xfs = XF.findall(formats[1])
        self._first_fill = len(re.findall(rb"<fill\b[^>]*?(?:/>|>)", fills[1]))
        self._new: dict[tuple[int, bool], int] = {}

    def restyle(self, style: int, is_error: bool) -> int:
        key = (style if style < len(self._xfs) else 0, is_error)
        return self._new.setdefault(key, len(self._xfs) + len(self._new))

    def xml(self) -> bytes:
        fills = b"".join(b'<fill><patternFill patternType="solid"><fgColor rgb="%s"/><bgColor indexed="64"/></patternFill></fill>' % colour
                         for colour in (ERROR_FILL, WARNING_FILL))
        added = b"".join(self._filled(style, is_error) for style, is_error in self._new)
        new_fills = b'<fills count="%d">%s%s</fills>' % (self._first_fill + 2, self._fills[1], fills)
        new_formats = b'<cellXfs count="%d">%s%s</cellXfs>' % (len(self._xfs) + len(self._new), self._formats[1], added)
        spans = sorted([(self._fills.span(), new_fills), (self._formats.span(), new_formats)])
        (a, b), first = spans[0]
        (c, d), second = spans[1]
        return self._xml[:a] + first + self._xml[b:c] + second + self._xml[d:]

    def _filled(self, style: int, is_error: bool) -> bytes:
        xf = self._xfs[style] if self._xfs else b'<xf numFmtId="0" fontId="0" borderId="0"/>'
        xf = re.sub(rb'\s(?:fillId|applyFill)="[^"]*"', b"", xf, count=2)
        return xf.replace(b"<xf", b'<xf fillId="%d" applyFill="1"' % (self._first_fill + (0 if is_error else 1)), 1)
