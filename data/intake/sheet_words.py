"""Which 核实 finding of a file the words of its own 校验结果 sheet belong to: by rule and object, never by the place of a row."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from data.intake.found import Found
from data.intake.result_sheet import HEADERS, Written, subject_of
from data.vocabulary import Quality, Severity

NAMELESS = "?"  # what keys of rows without a number of their own begin with: such a key is a place, not an object
_SHOWN = 5
_ON_BEHALF = "代报的文件里的说明不予采用，须由报送单位自己填写"
_WORN = "说明与已过期的相同，请重新核实后另写"
_GONE = "本次没有发现所说明的核实问题"
_NOT_ENOUGH = "强制问题不能以说明代替，须改正"
Key = tuple[str, str, str]  # rule, object, subject


def key_of(found: Found) -> Key:
    key = found.object_key or ""
    return found.rule, key, "" if key else subject_of(found.sheet, found.header, found.value)


@dataclass
class SheetWords:
    """The words a file brought with it, which of them were used, and why others were not. `worn`: (rule, object, words) that have expired."""

    written: dict[Key, Written]
    is_on_behalf: bool = False
    worn: set[tuple[str, str, str]] = field(default_factory=set)
    used: set[Key] = field(default_factory=set)
    refused: dict[Key, str] = field(default_factory=dict)

    @classmethod
    def of(cls, written: Iterable[Written], is_on_behalf: bool, worn: set[tuple[str, str, str]]) -> "SheetWords":
        return cls({(one.rule, one.object_key, one.subject): one for one in written}, is_on_behalf, worn)

    def words_for(self, found: Found) -> str | None:
        """The words on a finding, if there are any that may be used."""
        key = key_of(found)
        written = self.written.get(key)
        if written is None or written.object_key.startswith(NAMELESS):
            return None
        if self.is_on_behalf:
            self.refused[key] = _ON_BEHALF
            return None
        if (written.rule, written.object_key, written.words) in self.worn:
            self.refused[key] = _WORN
            return None
        self.used.add(key)
        return written.words

    def findings(self, judged: Iterable[Found]) -> list[Found]:
        """What became of words that were not used: one 提示 for each reason."""
        left = self.written.keys() - self.used
        errors = {key_of(found) for found in judged if found.severity == Severity.ERROR} if left else set()
        reasons: dict[str, list[Written]] = {}
        for key, written in self.written.items():
            if key in left:
                reasons.setdefault(self.refused.get(key) or (_NOT_ENOUGH if key in errors else _GONE), []).append(written)
        return [_said(reason, those) for reason, those in reasons.items()]


def _said(reason: str, those: list[Written]) -> Found:
    shown = "、".join(one.cell for one in those[:_SHOWN]) + ("等" if len(those) > _SHOWN else "")
    return Found(Severity.INFO, Quality.CONSISTENCY, "words_unused", those[0].sheet, those[0].cell, None, HEADERS[8], None, None,
                 f"校验结果表中有 {len(those)} 条说明没有采用（{shown}）：{reason}")
