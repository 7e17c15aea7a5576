"""The unit's own workbook, given back with every wrong cell marked and a 校验结果 sheet; all else stays as it was."""

from collections.abc import Sequence
from zipfile import BadZipFile
from zlib import error as ZlibError

from data.errors import UnreadableFile
from data.intake.annotate.patch import CannotPatch, patched
from data.intake.annotate.rewrite import result_only, rewritten
from data.intake.found import FILE_READABLE, Found
from data.intake.reader import read
from data.intake.sniff import FileKind, sniff

# A part that the cells do not need may be damaged, or missing.
_UNFIT = (CannotPatch, UnreadableFile, BadZipFile, ZlibError, EOFError, KeyError, OSError, NotImplementedError, UnicodeDecodeError)


def annotated_copy(content: bytes, findings: Sequence[Found]) -> bytes:
    """An xlsx: the file itself patched where it is a plain xlsx, else a new one with the same sheets and addresses.

    What the contained child could not read is not opened here either: it has no cells to mark, and may be hostile.
    """
    if any(found.rule == FILE_READABLE for found in findings):
        return result_only(findings)
    try:
        kind, archive = sniff(content)
    except UnreadableFile:
        return result_only(findings)
    if kind == FileKind.XLSX and archive is not None:
        try:
            return patched(archive, findings)
        except _UNFIT:
            pass  # an unusual package that could be read: the rewritten copy says the same
    try:
        return rewritten(read(content)[1], findings)
    except UnreadableFile:
        return result_only(findings)
