"""Who makes which mistake in which month, and how it ends: some told here, the others dealt out so that each has its example."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from data.catalogue.book import Catalogue
from data.demo.clock import PERIODS
from data.demo.mistakes import Mistake
from data.demo.mistakes_cells import CELL_MISTAKES
from data.demo.mistakes_declared import DECLARED_MISTAKES
from data.demo.mistakes_files import FILE_MISTAKES
from data.demo.mistakes_rules import RULE_MISTAKES

MISTAKES: dict[str, Mistake] = {m.name: m for m in (*CELL_MISTAKES, *RULE_MISTAKES, *FILE_MISTAKES, *DECLARED_MISTAKES)}
Key = tuple[str, str, str]  # period, unit, ledger
End = Literal["fix", "explain", "never", "none"]


@dataclass(frozen=True)
class Slip:
    """失误 — what is wrong with the first `tries` files, and what follows."""

    mistake: str
    end: End
    tries: int = 1


# The unit that never learns writes O for 0 month after month; twice it does not even send it again.
TOLD: dict[Key, Slip] = {
    ("2023-02", "U18", "pole"): Slip("letter_o", "fix"),
    ("2023-03", "U18", "pole"): Slip("letter_o", "fix", 2),
    ("2023-04", "U18", "pole"): Slip("letter_o", "fix"),
    ("2023-05", "U18", "pole"): Slip("letter_o", "never"),
    ("2023-06", "U18", "pole"): Slip("letter_o", "fix", 3),
    ("2023-07", "U18", "pole"): Slip("code_as_number", "fix"),
    ("2023-08", "U18", "pole"): Slip("letter_o", "fix", 2),
    ("2023-09", "U18", "pole"): Slip("letter_o", "never"),
    ("2023-10", "U18", "coding"): Slip("letter_o", "fix"),
    ("2023-11", "U18", "pole"): Slip("letter_o", "fix", 2),
    ("2023-06", "U22", "indicator_report"): Slip("number_falls", "fix"),
    ("2023-03", "U16", "indicator_report"): Slip("sum_off", "fix", 2),
    ("2023-11", "U22", "indicator_report"): Slip("other_opening", "fix"),
    ("2023-11", "U14", "pole"): Slip("wrong_district", "explain"),
    ("2023-11", "U46", "task_report"): Slip("empty_file", "never"),
    ("2023-12", "U17", "coding"): Slip("letter_o", "fix"),
    ("2023-12", "U44", "scene"): Slip("covered_tomorrow", "never"),
    ("2023-12", "U35", "pole"): Slip("unbuilt_with_day", "explain"),
}
CAREFUL = ("U01", "U11", "U13", "U21")
TWICE_EVERY = 7
STRIDE = 5


def slips(book: Catalogue) -> dict[Key, Slip]:
    """Every mistake at least once, from the second month on: some need a month before."""
    found = dict(TOLD)
    for number, mistake in enumerate(MISTAKES.values()):
        key = next((k for k in _places(book, mistake, number) if k not in found), None)
        if key is None:  # a rule book in which nobody owes such a ledger
            continue
        is_twice = mistake.cure == "fix" and number % TWICE_EVERY == 0
        found[key] = Slip(mistake.name, mistake.cure, 2 if is_twice else 1)
    return found


def _places(book: Catalogue, mistake: Mistake, number: int) -> Iterator[Key]:
    ledger = mistake.ledgers[number % len(mistake.ledgers)]
    units = list(mistake.units) or [u.code for u in book.members if ledger in u.owes and u.code not in CAREFUL]
    months = PERIODS[1:-1]
    for further in range(len(months) * len(units)):
        yield months[(number + further) % len(months)], units[(number * STRIDE + further // len(months)) % len(units)], ledger
