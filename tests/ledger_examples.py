"""Workbooks of any ledger made from its declaration alone: rows that keep every rule, and rows that break one of them."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import shapely

from data.calendar import last_day
from data.catalogue.book import Catalogue, load_texts
from data.catalogue.filters import Filter
from data.catalogue.ledger import Column, Ledger, Rule
from data.codes import beidou
from data.intake.found import letters
from data.intake.frame_filters import is_local, row_holds
from data.rounding import number_or_none
from data.settings import RULE_BOOK
from tests.builders import a_workbook
from tests.data.catalogue.broken import default_book

UNKNOWN, MEASURED, ROUNDS = "没有这个编号-0", {"number", "integer", "percent", "degrees"}, 40
OWES = "owes: [pole, coding, coding_baseline, task_report, indicator_report]"
# Of each kind of code one that is no such code.
WRONG_CODES = {"entity_code": "99010", "class_code": "12", "region_code": "123456", "beidou": "X9", "credit_code": "91350100M000100Y4A",
               "device_code": "123", "estate_code": "1", "component_code": "1", "unit": "没有的单位", "task": "T999", "indicator": "Z999"}

ROOMY = 100.0  # what a row says that others are held against
# Values of the columns that a named function reads, which it calls wrong in any month; None: as they are.
BREAKING = {"updated_within_cycle": ("每日", "2022-01-01"), "camera_code_fits": ("99010200001110000001",),
            "within_months_of_period_end": ("2020-01-15",), "paid_within_progress": ("P-BROKEN", 1.0, 100.0, 100.0),
            "within_indicator_limits": ("G04", 150.0), "at_most_linked": (None, ROOMY + 1), "one_level_below_linked": (None, "户室")}
# Values that it calls right beside any others, where those of `Examples.value` may not be; None: as they are.
KEEPING = {"paid_within_progress": (None, None, 1.0, 1000.0)}


def book_owing_all(unit: str) -> Catalogue:
    """The default rule book, in which one unit (the first that owes the five ledgers of a district) owes every ledger."""
    texts = dict(default_book().texts)
    assert texts["units.yaml"].index(OWES) > texts["units.yaml"].index(f"- code: {unit}")
    return load_texts(texts | {"units.yaml": texts["units.yaml"].replace(OWES, f"owes: [{', '.join(sorted(default_book().ledgers))}]", 1)})


def point_in(region: str) -> tuple[float, float]:
    """A point inside a district of the shipped boundaries."""
    features = json.loads((RULE_BOOK / "boundaries" / "district.geojson").read_text("utf-8"))["features"]
    inside = shapely.geometry.shape(next(f["geometry"] for f in features if f["properties"]["code"] == region)).representative_point()
    return round(inside.x, 6), round(inside.y, 6)


class Examples:
    """示例 — typed rows of the ledgers of a rule book, at one place of one region, in one month."""

    def __init__(self, book, region: str, point: tuple[float, float], period: str) -> None:
        self.book, self.region, self.point, self.period = book, region, point, period
        self.bounds = {tuple(rule.linked) for ledger in book.ledgers.values() for rule in ledger.rules if rule.check == "at_most_linked"}

    def row(self, ledger: Ledger, n: int) -> dict:
        """Every column filled, then whatever a rule forbids or wants put right."""
        row = {c.field: self.value(ledger, c, n) for c in ledger.columns if c.field != "reduction_reason"}
        row |= {field: value for r in ledger.rules for field, value in zip(r.columns, KEEPING.get(r.check, ()), strict=False) if value is not None}
        for _ in range(ROUNDS):
            broken = next((rule for rule in ledger.rules if self.is_broken(ledger, rule, row, n)), None)
            if broken is None:
                return row
            self._mend(ledger, broken, row, n)
        raise AssertionError(f"{ledger.code}: {broken.id} cannot be kept")

    def value(self, ledger: Ledger, column: Column, n: int):
        """A right value of the column's type; the n-th row has the n-th choice."""
        if column.choices:
            return "CGCS2000" if column.field == "crs" else column.choices[n % len(column.choices)]
        if (ledger.code, column.field) in self.bounds:
            return ROOMY
        if column.type in MEASURED:
            return self.point[column.field == "lat"] if column.type == "degrees" else float(max(1, column.minimum or 0))
        if column.type == "code":
            return self._code(ledger, column, n)
        kinds = {"date": f"{self.period}-15", "month": self.period, "switch": True}
        return kinds.get(column.type, f"{column.header}{n}")

    def _code(self, ledger: Ledger, column: Column, n: int) -> str:
        kinds = {"entity_code": f"{self.region}050401{abs(hash_of(ledger.code)) % 10**5:05d}{n:04d}", "class_code": "050401", "region_code": self.region,
                 "beidou": beidou.encode(*self.point, 8), "credit_code": "91350100M000100Y43", "device_code": f"990102000013200{n:05d}",
                 "estate_code": "990102001002GB00001F00000001", "component_code": f"9901020101{n:06d}",
                 "unit": next(iter(self.book.units)), "task": nth(self.book.tasks, n), "indicator": nth(self.book.indicators, n)}
        return kinds.get(column.code, f"{column.field}-{n}")

    def numbers(self, ledger: str, rows: int = 3) -> list[str]:
        """What the first rows of a ledger are called where another names them."""
        declared = self.book.ledger(ledger)
        return [self.value(declared, declared.column(declared.key[0]), n) for n in range(rows)]

    def is_broken(self, ledger: Ledger, rule: Rule, row: dict, n: int) -> bool:
        if not row_holds(rule.when, row.get, self.period):
            return False
        if rule.check:
            return rule.check == "opening_plus_current_equals_closing" and not self._adds_up(rule, row)
        if not is_local(rule.require):
            field, target = rule.require.field, rule.require.values[0]
            return row.get(field) is not None and row[field] not in self._known(ledger, target, n)
        return not row_holds(rule.require, row.get, self.period)

    def _known(self, ledger: Ledger, target: str, n: int) -> list[str]:
        """The rows before it, where a ledger points at itself."""
        return [self.value(ledger, ledger.column(ledger.key[0]), n - 1)] if target == ledger.code else self.numbers(target)

    def _adds_up(self, rule: Rule, row: dict) -> bool:
        opening, current, closing = (row.get(name) for name in rule.columns)
        return None in (opening, current, closing) or abs(opening + current - closing) < 1e-6

    def _mend(self, ledger: Ledger, rule: Rule, row: dict, n: int) -> None:
        if rule.check:
            opening, current, closing = rule.columns
            row[current] = row[closing] - row[opening]
        elif not is_local(rule.require):
            known = self._known(ledger, rule.require.values[0], n)
            row[rule.require.field] = known[n % len(known)]
        else:
            self.settle(ledger, rule.require, row, True, n)

    def broken(self, ledger: Ledger, rule: Rule, n: int) -> dict:
        """A row that keeps the rules until this one is broken."""
        row = self.row(ledger, n)
        for _ in range(3):
            if rule.when:
                self.settle(ledger, rule.when, row, True, n)
            self._break(ledger, rule, row, n)
        assert self._is_as_wanted(ledger, rule, row, n), f"{ledger.code}: {rule.id} cannot be broken"
        return row

    def _break(self, ledger: Ledger, rule: Rule, row: dict, n: int) -> None:
        if rule.check == "opening_plus_current_equals_closing":
            for name in rule.columns:
                row[name] = 1.0
        elif rule.check in BREAKING:
            row.update((field, value) for field, value in zip(rule.columns, BREAKING[rule.check], strict=True) if value is not None)
        elif rule.check is None and not is_local(rule.require):
            row[rule.require.field] = UNKNOWN
        elif rule.check is None:
            self.settle(ledger, rule.require, row, False, n)

    def _is_as_wanted(self, ledger: Ledger, rule: Rule, row: dict, n: int) -> bool:
        return rule.check in BREAKING or self.is_broken(ledger, rule, row, n)

    def settle(self, ledger: Ledger, where: Filter, row: dict, wanted: bool, n: int) -> None:
        """Change the row until the filter answers as wanted."""
        if row_holds(where, row.get, self.period) == wanted:
            return
        if where.op == "not":
            self.settle(ledger, where.parts[0], row, not wanted, n)
        elif where.parts:
            for part in where.parts if (where.op == "all") == wanted else where.parts[-1:]:
                self.settle(ledger, part, row, wanted, n)
        elif where.op == "present":
            row[where.field] = self.value(ledger, ledger.column(where.field), n) if wanted else None
        else:
            self._compare(ledger, where, row, wanted, n)

    def _compare(self, ledger: Ledger, where: Filter, row: dict, wanted: bool, n: int) -> None:
        column, operands = ledger.column(where.field), [self._operand(ledger, one, row, n) for one in where.values]
        if where.op in ("eq", "ne", "in"):
            same = wanted == (where.op != "ne")
            others = [c for c in column.choices if c not in where.values] or [f"{row[where.field]}x"]
            row[where.field] = typed(column, operands[0]) if same else others[0]
        elif where.op == "between":
            low, high = (float(one) for one in operands)
            row[where.field] = low if wanted else high + 1 if low <= float(column.minimum or 0) else low - 1
        else:
            row[where.field] = moved(column, operands[0], (1 if where.op == "after" else -1) if wanted else 0)

    def _operand(self, ledger: Ledger, written: str, row: dict, n: int):
        if written == "$period_end":
            return last_day(self.period).isoformat()
        if not written.startswith("$"):
            return written
        if row.get(written[1:]) is None:
            row[written[1:]] = self.value(ledger, ledger.column(written[1:]), n)
        return row[written[1:]]

    def workbook(self, ledger: Ledger, rows: list[dict], headers: list[str] | None = None, title: str | None = None) -> bytes:
        body = [[written(column, row.get(column.field)) for column in ledger.columns] for row in rows]
        return a_workbook(body, headers or [c.header for c in ledger.columns], title=title or f"{ledger.name}（{self.period[:4]}年{int(self.period[5:])}月）",
                          sheet="数据")

    def wrong_cells(self, ledger: Ledger, n: int) -> Iterator[tuple[str, str, dict]]:
        """(rule, field, row) of what every column refuses by its own declaration: empty, out of range, not a choice, no such code."""
        for column in ledger.columns:
            for rule, value in refused(column):
                yield rule, column.field, {**self.row(ledger, n), column.field: value}
                n += 1


def refused(column: Column) -> Iterator[tuple[str, object]]:
    if column.required:
        yield "required", None
    if column.minimum is not None:
        yield "range", float(column.minimum) - 1
    if column.maximum is not None:
        yield "range", float(column.maximum) + 1
    if column.choices:
        yield "choice_known", "没有这个选项"
    if column.type in MEASURED or column.type == "date":
        yield {"date": "date_form", "degrees": "degrees_form"}.get(column.type, "number_form"), "不详"
    if column.code in WRONG_CODES:
        yield f"{column.code}_{'known' if column.code in ('unit', 'task', 'indicator') else 'form'}", WRONG_CODES[column.code]


def cell(ledger: Ledger, field: str, place: int) -> str:
    """Where the field of the place-th row stands below title and header."""
    return f"{letters(ledger.fields.index(field) + 1)}{place + 3}"


def written(column: Column, value):
    return f"{value:g}%" if column.type == "percent" and isinstance(value, float) else "是" if value is True else value


def typed(column: Column, text):
    return float(text) if column.type in MEASURED else text


def moved(column: Column, value, step: int):
    if column.type in MEASURED:
        return float(number_or_none(value)) + step
    return (date.fromisoformat(value) + timedelta(step)).isoformat()


def nth(named: dict, n: int) -> str:
    return list(named)[n % len(named)]


def hash_of(text: str) -> int:
    return sum(ord(letter) * 31**place for place, letter in enumerate(text))
