"""All checks of a file's rows, in the order in which a reader wants the answers."""

from collections.abc import Iterator

from data.intake.checks.addresses import addresses_name_places_of_the_region
from data.intake.checks.classes import classes_are_known
from data.intake.checks.coordinates import coordinates_are_right
from data.intake.checks.declared import declared_rules_hold
from data.intake.checks.duplicates import objects_are_listed_once
from data.intake.checks.entity_parts import entity_code_parts_agree
from data.intake.checks.grids import grids_are_those_of_the_coordinates
from data.intake.checks.ranges import numbers_are_in_range
from data.intake.checks.required import required_cells_are_filled
from data.intake.found import Found
from data.intake.ledger_rows import LedgerRows
from data.intake.places import Places

ROW_CHECKS = (required_cells_are_filled, numbers_are_in_range, classes_are_known, entity_code_parts_agree, objects_are_listed_once,
              addresses_name_places_of_the_region, declared_rules_hold)
PLACE_CHECKS = (coordinates_are_right, grids_are_those_of_the_coordinates)


def check_rows(rows: LedgerRows, places: Places) -> Iterator[Found]:
    yield from rows.cell_findings()
    for check in ROW_CHECKS:
        yield from check(rows)
    for check in PLACE_CHECKS:
        yield from check(rows, places)
