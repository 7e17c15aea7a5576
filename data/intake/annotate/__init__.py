"""The unit's own workbook, given back with every wrong cell marked and a 校验结果 sheet; all else stays as it was."""

from collections.abc import Sequence

from data.errors import UnreadableFile
from data.intake.annotate.patch import CannotPatch, patched
from data.intake.annotate.rewrite import result_only, rewritten
from data.intake.found import Found
from data.intake.reader import read
from data.intake.sniff import FileKind, sniff


def annotated_copy(content: bytes, findings: Sequence[Found]) -> bytes:
    """An xlsx: the file itself patched where it is a plain xlsx, else a new one with the same sheets and addresses."""
    try:
        kind, archive = sniff(content)
    except UnreadableFile:
        return result_only(findings)
    if kind == FileKind.XLSX and archive is not None:
        try:
            return patched(archive, findings)
        except CannotPatch:
            pass  # an unusual but valid package: the rewritten copy says the same
    try:
        return rewritten(read(content)[1], findings)
    except UnreadableFile:
        return result_only(findings)
