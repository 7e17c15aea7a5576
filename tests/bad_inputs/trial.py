"""Send a bad file through every door and hold what comes back against what must."""

import re
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from tests.bad_inputs.case import CLI, INBOX, PAGE, Case
from tests.bad_inputs.doors import Answer
from tests.builders import part_of

CHINESE = re.compile("[一-鿿]")
FOREIGN = re.compile(r"Traceback|Exception|Error\b|Errno|File \"|<class|0x[0-9a-f]{6}")


def at_the_command_line(cases: list[Case], door) -> dict[str, Answer]:
    """All of them in one call, by their names; nothing may have changed but the records."""
    able = [case for case in cases if CLI not in case.not_at]
    answers = door.send_all([(case.file_name, case.bytes) for case in able])
    assert [case.name for case, answer in zip(able, answers, strict=True) if answer.receipt["outcome"] == "accepted"] == []
    assert door.home.counts() == door.home.before
    return {case.name: answer for case, answer in zip(able, answers, strict=True)}


def through(case: Case, doors: dict, at_cli: dict[str, Answer], caplog) -> None:
    for name in (PAGE, INBOX):
        if name not in case.not_at:
            judge(case, name, doors[name].send(case.file_name, case.bytes))
            assert doors[name].home.counts() == doors[name].home.before, f"{name}: rows or figures changed"
    if case.name in at_cli:
        judge(case, CLI, at_cli[case.name])
    assert [record.getMessage() for record in caplog.records if record.levelname in ("ERROR", "CRITICAL") or record.exc_info] == []


def judge(case: Case, door: str, answer) -> None:
    if door == PAGE and case.at_page:
        assert answer.receipt is None and re.search(case.at_page, answer.said), answer.said
        return
    receipt = answer.receipt
    assert receipt is not None, answer.said
    assert spots(receipt, "error") == case.wrong, f"{door}: {told(receipt)}"
    assert spots(receipt, "warning") == case.doubts, f"{door}: {told(receipt)}"
    assert receipt["outcome"] == case.outcome, door
    assert receipt["awaiting"] == ("explanation" if case.doubts and not case.wrong else None)
    assert (receipt["rows"]["accepted"], receipt["rows"]["added"], receipt["rows"]["changed"]) == (0, 0, 0) or case.outcome == "unchanged"
    if case.words:
        assert re.search(case.words, receipt["findings"][0]["message"]), receipt["findings"]
    for sentence in [found["message"] for found in receipt["findings"]] + ([answer.said] if answer.said else []):
        assert CHINESE.search(sentence) and not FOREIGN.search(sentence), sentence
    if door == PAGE and case.outcome == "rejected":
        marks(case, answer.returned)


def spots(receipt: dict, severity: str) -> set:
    found = [(one["rule"], one["sheet"], one["cell"]) for one in receipt["findings"] if one["severity"] == severity]
    # A file-wide doubt about each of several objects is one spot; a cell is named once per rule.
    assert len(found) == len(set(found)) or all(cell is None for _, _, cell in found), found
    return set(found)


def told(receipt: dict) -> list:
    return [(one["severity"], one["rule"], one["sheet"], one["cell"], one["value"], one["message"]) for one in receipt["findings"]]


def marks(case: Case, returned: bytes | None) -> None:
    """The copy that goes back has a note on every wrong or doubtful cell."""
    assert returned is not None
    if not case.words and not formulas(case.bytes):
        assert not formulas(returned), "a text became a formula"
    cells = {cell for _, _, cell in case.wrong | case.doubts if cell}
    if cells:
        notes = b"".join(part_of(returned, name) for name in names_of(returned) if re.search("comments|notes", name, re.IGNORECASE) and "vml" not in name)
        assert cells <= {found.decode() for found in re.findall(rb'<comment ref="([A-Z]+[0-9]+)"', notes)}


def formulas(content: bytes) -> bool:
    """Whether any sheet has a formula; what is no zip has none."""
    return content[:2] == b"PK" and is_zipfile(BytesIO(content)) and any(
        b"<f>" in part_of(content, name) or b"<f " in part_of(content, name) for name in names_of(content) if "worksheets/sheet" in name)


def names_of(content: bytes) -> list[str]:
    with ZipFile(BytesIO(content)) as archive:
        return archive.namelist()
