"""What a unit gets back with a rejected file: its own workbook with the wrong cells marked, and a receipt slip."""

from pathlib import Path

from data.errors import NotFound
from data.intake.annotate import annotated_copy
from data.intake.file_names import fitting
from data.intake.found import Found
from data.intake.incoming import Receipt
from data.intake.record import stored_findings
from data.intake.take import Doors
from data.store import contents
from data.store.tables import Submission


def hand_back(doors: Doors, receipt: Receipt, folder: Path) -> None:
    """Write the marked copy and the slip beside the rejected file."""
    assert receipt.submission is not None
    stem = Path(receipt.file).stem
    contents.put(folder / fitting(f"{receipt.receipt}_", stem, "_校验结果.xlsx"), returned_copy(doors, receipt.submission))
    contents.put(folder / fitting(f"回执_{receipt.receipt}_", stem, ".txt"), slip(receipt).encode("utf-8-sig"))


def slip(receipt: Receipt) -> str:
    """The receipt as a text that any office computer shows."""
    lines = [f"回执号：{receipt.receipt}", f"文件：{receipt.file}", f"结果：{receipt.outcome.label}", receipt.sentence, ""]
    lines += [f"{n + 1}. [{f.severity.label}] {_place(f)}{f.message}" for n, f in enumerate(receipt.findings)]
    return "\r\n".join(lines) + "\r\n"


def _place(found: Found) -> str:
    return f"{found.sheet or ''}!{found.cell}：" if found.cell else ""


def returned_copy(doors: Doors, submission: int) -> bytes:
    """The marked copy of a submission: made once, from the kept original and the findings as they were judged, then kept under its hash.

    This opens the unit's file: it belongs into a worker or the command line, never into the web.
    """
    with doors.store.read() as session:
        entry = session.get(Submission, submission)
        if entry is None:
            raise NotFound("没有这份报送，或不属于本单位")
        findings = stored_findings(session, submission)
    if entry.returned_sha and contents.path_of(doors.settings.returned, entry.returned_sha).is_file():
        return contents.content_of(doors.settings.returned, entry.returned_sha)
    content = annotated_copy(contents.content_of(doors.settings.originals, entry.sha256), findings)
    digest = contents.keep(doors.settings.returned, content)
    with doors.store.write() as session:
        session.get_one(Submission, submission).returned_sha = digest
    return content
