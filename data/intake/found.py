"""Findings: what is wrong with one place of a file, and where that place is."""

import re
from dataclasses import dataclass

from data.vocabulary import Quality, Severity

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
FILE_READABLE = "file_readable"  # the one finding of a file that could not be read
SHOWN_LENGTH = 60  # characters of a wrong value that a finding repeats


@dataclass(frozen=True, slots=True)
class Found:
    """问题 — one wrong or doubtful place; sheet, cell and row are None when the whole file or sheet is meant."""

    severity: Severity
    quality: Quality
    rule: str
    sheet: str | None
    cell: str | None
    row: int | None
    header: str | None
    value: str | None
    object_key: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """判定 — the part of a finding that a rule decides; where it applies is told apart."""

    severity: Severity
    quality: Quality
    rule: str
    message: str

    def of_file(self, sheet: str | None = None, header: str | None = None, value: object = None) -> Found:
        return Found(self.severity, self.quality, self.rule, sheet, None, None, shown(header), shown(value), None, clean(self.message))

    def at(self, sheet: str, column: int, row: int, header: str | None = None, value: object = None) -> Found:
        return Found(self.severity, self.quality, self.rule, sheet, a1(column, row), row, shown(header), shown(value), None, clean(self.message))


def clean(text: str) -> str:
    """Without control characters and halves of characters, which no database takes."""
    return _UNFIT.sub("", text)


def shown(value: object) -> str | None:
    """A value as a finding repeats it, cut at SHOWN_LENGTH."""
    if value is None:
        return None
    text = clean(str(value))
    return text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"


def letters(column: int) -> str:
    """Column letters of a 1-based column number."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def a1(column: int, row: int) -> str:
    return f"{letters(column)}{row}"
