"""Every figure of a month, counted again from the accepted workbooks and the declarations alone: no code of the product is used.

`python -m tests.recount.recount HOME PERIOD…` compares a home's stored figures with the recount and ends with 1 where they differ.
"""

import re
import sqlite3
import sys
from collections import defaultdict
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import yaml

from tests.recount.rules import CHECKS, holds, month_end, planned
from tests.recount.workbook import Ledger, rows_of

BOOK = Path(__file__).parents[2] / "data" / "catalogue"
CODE = re.compile(r"\d{21}")
UNCHANGED = object()  # 无变化: the rows of the workbook before
LEAST = Fraction(1, 10**6)  # plans are kept with so many places


class City:
    """The declarations as plain YAML, and what of them decides a row."""

    def __init__(self, folder=BOOK):
        read = {name: yaml.load((folder / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader) for name in ("city", "units", "indicators")}
        self.units = {u["code"]: u for u in read["units"]["units"] if u.get("kind", "member") == "member"}
        self.indicators = read["indicators"]
        self.regions = {r["code"] for r in read["city"]["regions"]}
        self.districts = sorted(r["code"] for r in read["city"]["regions"] if r.get("parent") == read["city"]["code"])
        self.classes = {c["code"] for c in read["city"]["classes"]}
        self.statistics = {(s["name"], s["region"], int(s["year"])): Fraction(s["value"]) for s in read["city"]["statistics"]}
        self.code, self.kept = read["city"]["code"], {}
        self.ledgers = {path.stem: Ledger(yaml.load(path.read_text("utf-8"), yaml.BaseLoader)) for path in (folder / "ledgers").glob("*.yaml")}

    def read(self, path, ledger):
        if path not in self.kept:
            self.kept[path] = declared_rows(path.read_bytes()) if path.read_bytes()[:2] != b"PK" else rows_of(path, self.ledgers[ledger])
        return self.kept[path]

    def owes(self, unit, ledger, period):
        for owed in self.units[unit].get("owes", []):
            name, first, last = (owed, "", "9") if isinstance(owed, str) else (owed["ledger"], owed.get("from", ""), owed.get("to", "9"))
            if name == ledger and first <= period <= last:
                return True
        return False


def declared_rows(content):
    """A signed statement instead of a workbook: 零报告 has no rows, 无变化 those that stood before."""
    (said,) = [line.removeprefix("声明：") for line in content.decode().splitlines() if line.startswith("声明：")]
    return {"零报告": [], "无变化": UNCHANGED}[said]


class Recount:
    """What stands in a month: of every unit and ledger the last accepted workbook, each of its rows judged."""

    def __init__(self, city, files, period):
        self.city, self.period, self.rows, self.handed = city, period, {}, set()
        wanted = {side["ledger"] for i in city.indicators for side in (i["numerator"], i.get("denominator")) if side and "ledger" in side}
        standing = {}
        claims = defaultdict(dict)  # (ledger, code) → unit → the acceptance since which it is claimed without a break
        for seq, unit, ledger, month, path in sorted(files):
            if ledger in wanted and month <= period:
                rows = city.read(path, ledger)
                rows = standing[unit, ledger][1] if rows is UNCHANGED else rows
                self._claim(claims, (seq, unit, ledger), rows)
                if (unit, ledger) not in standing or month >= standing[unit, ledger][0]:
                    standing[unit, ledger] = month, rows
                if month == period:
                    self.handed.add((unit, ledger))
        for (unit, ledger), (_, rows) in standing.items():
            self.rows[unit, ledger] = [self._judged(row, unit, claims[ledger, row.get("code")]) for row in rows]
        self.names = {ledger: {row[field] for (_, other), rows in self.rows.items() if other == ledger for row in rows
                               for field in ("code", *city.ledgers[ledger].declared["key"]) if field in row} for _, ledger in self.rows}

    @staticmethod
    def _claim(claims, at, rows):
        seq, unit, ledger = at
        said = {row["code"] for row in rows if "code" in row}
        for (other, code), claimants in claims.items():
            if other == ledger and code not in said:
                claimants.pop(unit, None)
        for code in said:
            claims[ledger, code].setdefault(unit, seq)

    def _judged(self, row, unit, claimants):
        code = row.get("code", "")
        is_good = bool(CODE.fullmatch(code)) and code[:6] in self.city.regions and code[6:12] in self.city.classes
        first = min(claimants, key=claimants.get, default=unit)
        return {**row, "code_ok": "true" if is_good else "false", "disputed": "true" if code and first != unit else "false"}

    def counted(self, side, unit, region, is_achieved):
        """The rows of a unit that a side counts; what is achieved, a numerator, counts for the first claimant only."""
        ledger = self.city.ledgers[side["ledger"]].declared
        names = {"kind": ledger.get("kind_field"), "on_date": ledger.get("date_field")}
        wheres = [where for where in (ledger.get("counted"), side.get("where")) if where]
        return [row for row in self.rows.get((unit, side["ledger"]), ())
                if (region is None or row.get("region") == region) and all(holds(where, row, names, self.names) for where in wheres)
                and not (is_achieved and row["disputed"] == "true") and CHECKS[side.get("check")](row, month_end(self.period))]

    def amount(self, side, units, region, is_achieved):
        if side["aggregate"] == "statistic":
            return self._statistic(side["field"], region)
        rows = [row for unit in units for row in self.counted(side, unit, region, is_achieved)]
        if side["aggregate"] == "count_distinct":
            return Fraction(len({row[side["field"]] for row in rows if side["field"] in row}))
        return Fraction(len(rows)) if side["aggregate"] == "count" else sum((Fraction(row.get(side["field"], "0")) for row in rows), Fraction())

    def _statistic(self, name, region):
        """The newest that is known of a place; units that stand on such a number have no district of their own."""
        place = region or self.city.code
        years = [year for kind, code, year in self.city.statistics if (kind, code) == (name, place) and year <= int(self.period[:4])]
        return self.city.statistics[name, place, max(years)] if years else None

    def figures(self):
        """(indicator, unit or None for the city, region or None) → (numerator, denominator), None where a unit did not hand in."""
        found = {}
        for indicator in self.city.indicators:
            above, below = indicator["numerator"], indicator.get("denominator")
            needed = {side["ledger"] for side in (above, below) if side and "ledger" in side}
            units = [u for u in self.city.units if self._applies(indicator, u) and all(self.city.owes(u, ledger, self.period) for ledger in needed)]
            handed = [u for u in units if all((u, ledger) in self.handed for ledger in needed)]
            for unit in units:
                found[indicator["code"], unit, None] = self._pair(above, below, [unit]) if unit in handed else None
            districts = self.city.districts if any(self._is_by_region(ledger) for ledger in needed) else ()
            for region in (None, *districts):
                is_told = handed and (region is None or handed == units or self._speaks(above, below, handed, region))
                found[indicator["code"], None, region] = self._pair(above, below, handed, region) if is_told else None
        return found

    def _is_by_region(self, ledger):
        return "region" in (column["field"] for column in self.city.ledgers[ledger].declared["columns"])

    def _speaks(self, above, below, units, region):
        """Does anybody who handed in speak of a district? Where not all did, silence is no zero."""
        sides = [(side, side is above) for side in (above, below) if side and "ledger" in side]
        return any(self._named(side, unit, region, is_achieved) for side, is_achieved in sides for unit in units)

    def _named(self, side, unit, region, is_achieved):
        """A row of a district speaks of it, counted or not; of keys only those that count are known."""
        if side["aggregate"] == "count_distinct":
            return bool(self.counted(side, unit, region, is_achieved))
        return any(row.get("region") == region for row in self.rows.get((unit, side["ledger"]), ()))

    def _applies(self, indicator, unit):
        named = indicator.get("applies_to")
        return unit in named if named else self.city.owes(unit, indicator["numerator"]["ledger"], self.period)

    def _pair(self, above, below, units, region=None):
        return self.amount(above, units, region, True), self.amount(below, units, region, False) if below else None


def files_of(home, period):
    """(acceptance, unit, ledger, month, workbook) of everything that counts for a month, as the house kept it; of a closed one what it was closed with."""
    rows = _asked(home, "select seq, unit, ledger, period, sha256 from submission where outcome = 'accepted' and withdrawn_at is null and seq <= "
                        "coalesce((select pinned_seq from month where period = ?), 1e9)", period)
    return [(seq, unit, ledger, period, Path(home) / "originals" / digest[:2] / digest) for seq, unit, ledger, period, digest in rows]


def _asked(home, query, *values):
    with closing(sqlite3.connect(f"file:{home}/chengji.db?mode=ro", uri=True)) as database:
        return database.execute(query, values).fetchall()


def stored(home, period):
    """The figures a month shows, as they lie in the database, in the form of the recount; groups are left out."""
    rows = _asked(home, "select indicator, unit, region, state, numerator, denominator, planned from measurement where period = ? and version = "
                        "coalesce((select version from month where period = ? and state = 'published'), 0)", period, period)
    exact = {}
    for indicator, unit, region, state, above, below, plan in rows:
        if not unit.startswith("@"):
            exact[indicator, unit or None, region or None] = (state, *(None if v is None else Fraction(str(v)) for v in (above, below, plan)))
    return exact


def differences(home, period, city):
    """A sentence for every figure that differs."""
    counted, kept = Recount(city, files_of(home, period), period).figures(), stored(home, period)
    declared = {i["code"]: i for i in city.indicators}
    for (code, unit, region), pair in sorted(counted.items(), key=str):
        at, (state, *found, plan) = f"{period} {code} {unit or '全市'} {region or ''}", kept.get((code, unit, region), ("absent", None, None, None))
        if pair is None:
            if state not in ("missing", "absent"):
                yield f"{at}: stored {state} {found}, nobody handed in"
        elif tuple(found) != pair and not (state == "absent" and not any(pair)):
            yield f"{at}: stored {state} {found}, counted {pair}"
        elif region is None and not _is_near(plan, wanted := planned(declared[code], unit, period)):
            yield f"{at}: stored plan {plan}, counted {wanted}"
    for code, unit, region in sorted(kept.keys() - counted.keys(), key=str):
        if unit is None or region is None:
            yield f"{period} {code} {unit or '全市'} {region or ''}: stored {kept[code, unit, region]}, not expected"


def _is_near(one, other):
    return one == other or (one is not None and other is not None and abs(one - other) < LEAST)


def main(home, *periods):
    city = City()
    found = [words for period in periods for words in differences(home, period, city)]
    print("\n".join([*found, f"{len(found)} differ"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
