"""The whole rule book: read from a folder or from stored texts, checked within and across files."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from data.catalogue.city import CRS, LEVEL, MAP_KIND, MAP_NAME, MONTH, SIX_DIGITS, City, Unit, Units
from data.catalogue.indicator import Indicator
from data.catalogue.ledger import IDENTIFIER, LEDGER_CODE, Ledger
from data.catalogue.plan import Plan, Task
from data.catalogue.rules import Rubric, Supervision
from data.catalogue.system import System
from data.catalogue.text import line_of, read_text
from data.errors import CatalogueError, NotFound

FILES = ("city.yaml", "units.yaml", "plan.yaml", "indicators.yaml", "supervision.yaml", "rubric.yaml", "glossary.yaml")
OPTIONAL = ("systems.yaml",)  # rule books adopted before it was known, and those that declare nothing in it, have none
Part = TypeVar("Part")


@dataclass(frozen=True, eq=False)
class Catalogue:
    """办法 — the adopted rule book; `texts` are the files as written, boundaries included by name only. Equal when its texts are."""

    city: City
    groups: dict[str, str]
    units: dict[str, Unit]
    plan: Plan
    ledgers: dict[str, Ledger]
    indicators: dict[str, Indicator]
    supervision: Supervision
    rubric: Rubric
    glossary: list[dict[str, str]]
    systems: list[System]
    texts: Mapping[str, str]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Catalogue) and self.sha256 == other.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)

    @cached_property
    def sha256(self) -> str:
        digest = sha256()
        for name in sorted(self.texts):
            digest.update(name.encode() + b"\0" + self.texts[name].encode() + b"\0")
        return digest.hexdigest()

    @cached_property
    def members(self) -> list[Unit]:
        return [u for u in self.units.values() if u.is_member]

    @cached_property
    def tasks(self) -> dict[str, Task]:
        return {t.code: t for t in self.plan.tasks}

    def unit(self, code: str) -> Unit:
        if code not in self.units:
            raise NotFound(f"没有代码为“{code}”的单位")
        return self.units[code]

    def ledger(self, code: str) -> Ledger:
        if code not in self.ledgers:
            raise NotFound(f"没有代码为“{code}”的台账，可用：{'、'.join(self.ledgers)}")
        return self.ledgers[code]

    def indicator(self, code: str) -> Indicator:
        if code not in self.indicators:
            raise NotFound(f"没有代码为“{code}”的指标")
        return self.indicators[code]

    def find_unit(self, word: str) -> Unit | None:
        """The unit a code, full name, short name or alias stands for."""
        return self._unit_words.get(word.strip())

    @cached_property
    def _unit_words(self) -> dict[str, Unit]:
        return {word: u for u in self.units.values() for word in (u.code, u.full_name, u.short_name, *u.aliases)}

    def applies_to(self, indicator: Indicator, period: str | None = None) -> list[Unit]:
        """Member units the indicator is measured for; in a month only those that owe its ledger in it."""
        named, ledger = indicator.applies_to, indicator.numerator.ledger
        found = [u for u in self.members if (u.code in named if named else ledger in u.owes)]
        return found if period is None else [u for u in found if ledger not in u.owes or ledger in u.owes_in(period)]


def read_folder(folder: Path) -> dict[str, str]:
    """All texts of a rule book; a missing file is said by name."""
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing or not (folder / "ledgers").is_dir():
        raise CatalogueError(f"办法目录缺少：{'、'.join(missing or ['ledgers/'])}")
    paths = [folder / name for name in (*FILES, *OPTIONAL) if name in FILES or (folder / name).is_file()] + sorted((folder / "ledgers").glob("*.yaml"))
    return {str(p.relative_to(folder)): _read(p, folder) for p in paths}


def _read(path: Path, folder: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise CatalogueError(f"{path.relative_to(folder)}：不是 UTF-8 编码，请用编辑器另存为 UTF-8") from problem


KINDS: dict[str, Any] = {
    "city.yaml": City, "units.yaml": Units, "plan.yaml": Plan, "indicators.yaml": list[Indicator], "supervision.yaml": Supervision,
    "rubric.yaml": Rubric, "glossary.yaml": list[dict[str, str]], "systems.yaml": list[System]}


def load_texts(texts: Mapping[str, str]) -> Catalogue:
    """Models of a rule book's texts; all problems at once, each with file, line and what is wanted."""
    names = [*(n for n in KINDS if n in FILES or n in texts), *sorted(n for n in texts if n.startswith("ledgers/"))]
    typed = {name: _typed(texts[name], name) for name in names}
    problems = [problem for _, found in typed.values() for problem in found]
    parts = {name: part for name, (part, _) in typed.items()}
    ledgers = [parts[name] for name in names if name not in KINDS]
    if problems:
        raise CatalogueError("\n".join(problems))
    units: Units = parts["units.yaml"]
    return Catalogue(
        city=parts["city.yaml"], groups={g.code: g.name for g in units.groups}, units={u.code: u for u in units.units},
        plan=parts["plan.yaml"],
        ledgers={ledger.code: ledger for ledger in ledgers}, indicators={i.code: i for i in parts["indicators.yaml"]},
        supervision=parts["supervision.yaml"], rubric=parts["rubric.yaml"], glossary=parts["glossary.yaml"],
        systems=parts.get("systems.yaml", []), texts=dict(texts))


def copy_folder(folder: Path, target: Path) -> None:
    """A rule book of one's own to begin with: the texts and the boundaries, nothing of the program."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise CatalogueError(f"{target} 已经有内容，请换一个新目录")
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns("*.py", "__pycache__"), dirs_exist_ok=True)


def load_folder(folder: Path) -> Catalogue:
    return load_texts(read_folder(folder))


@lru_cache(maxsize=64)
def _typed(source: str, file: str) -> tuple[Any, tuple[str, ...]]:
    """The models of one text and what is wrong with it; a text that did not change is not read again."""
    value, lines = read_text(source, file)
    try:
        return TypeAdapter(KINDS.get(file, Ledger)).validate_python(value), ()
    except ValidationError as wrong:
        return None, tuple(f"{file} 第 {line_of(lines, e['loc'])} 行：{_place(e['loc'])}{_sentence(e)}" for e in wrong.errors())


def _place(loc: tuple[int | str, ...]) -> str:
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc).lstrip(".") + " "


SENTENCES = {
    "missing": "缺少这一项", "extra_forbidden": "多出的键，请删去或改正拼写", "decimal_parsing": "应为数字", "int_parsing": "应为整数",
    "date_from_datetime_parsing": "应为形如 2023-06-30 的日期", "date_parsing": "应为形如 2023-06-30 的日期",
    "list_type": "应为列表", "model_type": "应为一组键值", "dict_type": "应为一组键值", "string_type": "应为文字"}


# What a pattern of the models asks for, in words.
WRITTEN = {
    SIX_DIGITS: "六位数字", MONTH: "形如 2023-06 的月份", LEVEL: "district、street、community 或 grid",
    CRS: "cgcs2000、wgs84、gcj02、bd09 或形如 EPSG:4547 的编号", MAP_NAME: "不超过 40 个字的名称，只用文字、数字、横线和括号",
    MAP_KIND: "xyz、wms、wmts 或 mbtiles", IDENTIFIER: "小写英文字母开头的标识，只用小写字母、数字和下划线",
    LEDGER_CODE: "小写英文字母开头的标识，只用小写字母和下划线"}


def _sentence(error: Any) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind in {"enum", "literal_error"}:
        return f"“{error['input']}”不在可用的词之内：{context.get('expected')}"
    if kind == "string_pattern_mismatch":
        return f"“{error['input']}”不能用，应为{WRITTEN.get(context['pattern'], context['pattern'])}"
    if kind == "value_error":
        return str(context.get("error"))
    return SENTENCES.get(kind, f"“{error.get('input')}”不能用（{error['msg']}）")


def model_fields(kind: type[BaseModel]) -> list[str]:
    return list(kind.model_fields)
