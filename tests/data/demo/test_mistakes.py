"""Every mistake leads to the finding it is made for, and a file without one leads to none."""

from itertools import chain

import pytest

from data.demo.clock import PERIODS
from data.demo.preparing import prepared
from data.demo.slips import MISTAKES
from data.demo.story import deliveries
from data.demo.tables import WRITERS
from data.errors import UnreadableFile
from data.intake.parse import parse
from data.intake.parsed import Hints
from data.intake.reference import Reference
from data.settings import RULE_BOOK
from data.vocabulary import Severity

# These need what was accepted before, or the sender: the parent finds them.
IN_THE_DATABASE = {"listed_object_gone", "jump_within", "cumulative_never_falls", "opening_continues", "unit_is_sender", "mounted_on_known_pole",
                   "ledger_owed", "code_claimed_elsewhere"}


@pytest.fixture(scope="module")
def reference(demo_book):
    return Reference(demo_book, RULE_BOOK)


@pytest.fixture(scope="module")
def year(demo_book):
    return list(chain.from_iterable(deliveries(demo_book, period) for period in PERIODS))


def findings(reference, file):
    try:
        return {f.rule: f.severity for f in parse(file.path.read_bytes(), Hints(None, None, file.path.name), reference).findings}
    except UnreadableFile:
        return {"file_readable": Severity.ERROR}


@pytest.mark.parametrize("name", [name for name, m in MISTAKES.items() if m.rule not in IN_THE_DATABASE])
def test_a_mistake_leads_to_its_finding(world, reference, year, tmp_path, name):
    delivery = next(d for d in year if d.mistake == name)
    found = findings(reference, prepared(world, delivery, tmp_path))
    assert MISTAKES[name].rule in found
    expected = {"fix": {Severity.ERROR, Severity.WARNING}, "explain": {Severity.WARNING}, "none": {Severity.INFO}}[MISTAKES[name].cure]
    assert found[MISTAKES[name].rule] in expected


def test_files_without_a_mistake_are_read_without_a_doubt(world, reference, year, tmp_path):
    """One right file of every unit and ledger, in the unit's own writing."""
    right = {(d.unit, d.ledger): d for d in year if d.mistake is None and d.period == "2023-11"}
    for n, delivery in enumerate(right.values()):
        found = findings(reference, prepared(world, delivery, tmp_path / str(n)))
        assert set(found.values()) <= {Severity.INFO}, (delivery.unit, delivery.ledger, found)


def test_the_same_delivery_makes_the_same_file(world, year, tmp_path):
    for n, delivery in enumerate(year[:40:4]):
        assert prepared(world, delivery, tmp_path / f"a{n}").sha256 == prepared(world, delivery, tmp_path / f"b{n}").sha256


def test_every_declared_rule_of_the_ledgers_with_a_world_of_their_own_has_its_mistake(demo_book):
    """built_needs_code has its examples in the world itself: poles that wait for their code; no unit of the demo reports what cannot be."""
    declared = {rule.id for code in WRITERS for rule in demo_book.ledgers[code].rules}
    assert declared - {m.rule for m in MISTAKES.values()} == {"built_needs_code", "within_plausible_values"}
