"""The unit's own workbook, given back with every wrong cell marked and a 校验结果 sheet; all else stays as it was."""

from collections.abc import Sequence
from zipfile import BadZipFile
from zlib import error as ZlibError

from data.errors import UnreadableFile
from data.intake.annotate.patch import CannotPatch, patched
from data.intake.annotate.rewrite import result_only, rewritten
from data.intake.found import FILE_READABLE, Found
from data.intake.reader import read
from data.intake.result_sheet import MOST_LINES
from data.intake.sniff import FileKind, sniff
from data.intake.typed import note
from data.vocabulary import Quality, Severity

# A part that the cells do not need may be damaged, or missing.
_UNFIT = (CannotPatch, UnreadableFile, BadZipFile, ZlibError, EOFError, KeyError, OSError, NotImplementedError, UnicodeDecodeError)


_FIRST = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def listed(findings: Sequence[Found]) -> Sequence[Found]:
    """What a copy marks and lists: as many as may be explained in it, errors first; how many are left out is its last line."""
    if len(findings) <= MOST_LINES:
        return findings
    order = sorted(range(len(findings)), key=lambda n: (_FIRST[findings[n].severity], n))[:MOST_LINES]
    said = (f"问题太多，这里只标出并列出 {MOST_LINES} 处，另有 {len(findings) - MOST_LINES} 处没有列出：多半是同一列的同一种问题，"
            "请按上面各处整列改正后重新报送；各列的问题总数见系统“报送详情”页")
    return [*(findings[n] for n in sorted(order)), note("findings_listed", said, Quality.COMPLETENESS).of_file()]


def annotated_copy(content: bytes, findings: Sequence[Found]) -> bytes:
    """An xlsx: the file itself patched where it is a plain xlsx, else a new one with the same sheets and addresses.

    What the contained child could not read is not opened here either: it has no cells to mark, and may be hostile.
    """
    findings = listed(findings)
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
