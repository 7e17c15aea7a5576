"""The 校验结果 sheet of a marked copy: its columns, and the words that a unit typed into it beside 核实 findings."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from data.intake.found import Found, a1, clean
from data.intake.grid import CellError, Raw, Sheet, Uncalculated, plain_text
from data.intake.headers import Texts, top_rows
from data.intake.headings import heading_key
from data.intake.typed import note
from data.vocabulary import Quality

NAME = "校验结果"
WHOLE_FILE, NOT_SAID = "整份文件", "—"
HEADERS = ("序号", "等级", "质量维度", "工作表", "单元格", "列名", "现值", "问题与处理办法", "说明（核实问题请在此填写）", "规则", "对象")
_SHEET, _HEADER, _VALUE, _WORDS, _RULE, _OBJECT = (heading_key(HEADERS[n]) for n in (3, 5, 6, 8, 9, 10))
_NEEDED = (_SHEET, _HEADER, _VALUE, _WORDS, _RULE, _OBJECT)
MOST_WORDS = 1000  # characters of one explanation, whichever door it comes through
MOST_LINES, MOST_CHARACTERS = 50_000, 5_000_000
_SHOWN = 5
_RULE_LENGTH, _KEY_LENGTH, _SUBJECT_LENGTH = 60, 200, 400


@dataclass(frozen=True, slots=True)
class Written:
    """手写说明 — words beside one line. A finding is told by its rule and object; one without an object by its rule and what it is about."""

    rule: str
    object_key: str
    subject: str
    words: str
    sheet: str
    cell: str


def subject_of(sheet: str | None, header: str | None, value: str | None) -> str:
    """What a finding without an object is about: never its row, which moves when rows are put in above."""
    parts = (sheet or WHOLE_FILE, header or NOT_SAID, value or "")
    return "\n".join(" ".join(part.split()) for part in parts)[:_SUBJECT_LENGTH]


def set_apart(sheets: list[Sheet]) -> tuple[list[Sheet], list[Sheet]]:
    """The result sheets of earlier marked copies, and all others; one whose columns are gone is a sheet like any other."""
    results = [sheet for sheet in sheets if sheet.name.strip().startswith(NAME) and _columns(top_rows(sheet)) is not None]
    return results, [sheet for sheet in sheets if not any(sheet is result for result in results)]


def _columns(rows: list[tuple[int, Texts]]) -> tuple[int, dict[str, int]] | None:
    """The row of the headers and the column of each."""
    for number, texts in rows:
        columns = {key: column for column, text in sorted(texts.items(), reverse=True) if (key := heading_key(text))}
        if all(key in columns for key in _NEEDED):
            return number, columns
    return None


@dataclass
class _Reading:
    """One sheet while it is read."""

    sheet: Sheet
    columns: dict[str, int]
    said: dict[tuple[str, str, str], Written] = field(default_factory=dict)
    wrong: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    lines: int = 0
    characters: int = 0

    def line(self, place: int) -> None:
        row, raw = int(self.sheet.rows[place]), self.sheet.columns[self.columns[_WORDS]].raw(place)
        text = clean(raw).strip() if isinstance(raw, str) else ""
        if isinstance(raw, str) and not text:
            return
        self.lines, self.characters = self.lines + 1, self.characters + len(text)
        about = self._about(place)
        complaint = _complaint(raw, text) or ("lost" if not about[0] else None)
        if self.lines > MOST_LINES or self.characters > MOST_CHARACTERS:
            complaint = "many"
        if complaint is None and (before := self.said.get(about)) and text not in before.words:
            text = f"{before.words}；{text}"
            complaint = _complaint(text, text)
        if complaint:
            self.wrong[complaint].append(row)
        elif about not in self.said or text not in self.said[about].words:
            self.said[about] = Written(*about, text, self.sheet.name, a1(self.columns[_WORDS], row))

    def _about(self, place: int) -> tuple[str, str, str]:
        rule, key, sheet, header, value = (self._text(name, place) for name in (_RULE, _OBJECT, _SHEET, _HEADER, _VALUE))
        return rule.strip()[:_RULE_LENGTH], key[:_KEY_LENGTH], "" if key else subject_of(sheet, header, value)

    def _text(self, name: str, place: int) -> str:
        column = self.sheet.columns.get(self.columns[name])
        return clean(plain_text(column.raw(place))) if column else ""

    def findings(self) -> Iterator[Found]:
        for complaint, rows in self.wrong.items():
            shown = "、".join(map(str, rows[:_SHOWN])) + (f" 等 {len(rows)}" if len(rows) > _SHOWN else "")
            said = f"“{self.sheet.name}”第 {shown} 行的说明没有采用：{_COMPLAINTS[complaint]}"
            yield note("words_read", said, Quality.CONFORMITY).at(self.sheet.name, self.columns[_WORDS], rows[0], HEADERS[8])


_COMPLAINTS = {
    "formula": "是公式或错误值，请直接填写文字",
    "number": "只有数字、日期或是否，请用文字说明情况",
    "long": f"超过 {MOST_WORDS} 字，请写简短些，佐证材料另行上传",
    "lost": "这一行的“规则”是空的，不知道说明的是哪个问题，请不要改动说明以外的列",
    "many": f"说明太多，一次最多读取 {MOST_LINES} 条、共 {MOST_CHARACTERS // 10000} 万字，请分次填写",
}


def _complaint(raw: Raw | None, text: str) -> str | None:
    if isinstance(raw, CellError | Uncalculated):
        return "formula"
    if not isinstance(raw, str):
        return "number"
    return "long" if len(text) > MOST_WORDS else None


def read_words(results: list[Sheet]) -> tuple[list[Written], list[Found]]:
    """The words of all result sheets, of the newest where several speak of the same; what could not be taken is said once per reason."""
    said: dict[tuple[str, str, str], Written] = {}
    findings: list[Found] = []
    for sheet in results:
        number, columns = _columns(top_rows(sheet)) or (0, {})
        if columns[_WORDS] not in sheet.columns:
            continue
        reading = _Reading(sheet, columns)
        for place in ((sheet.rows > number) & sheet.columns[columns[_WORDS]].filled()).nonzero()[0].tolist():
            reading.line(place)
        said.update(reading.said)
        findings += reading.findings()
    return list(said.values()), findings
