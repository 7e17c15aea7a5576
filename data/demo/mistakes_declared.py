"""Mistakes in the ledgers that are made from their declaration: of each common kind one, and how it ends."""

from datetime import date

from data.demo.mistakes import Hand, Mistake, write


def _letter_o(hand: Hand) -> None:
    hand.change("code", lambda code: code[:12] + code[12:].replace("0", "O", 1))


def _below_the_hole(hand: Hand) -> None:
    """The height above the sea instead of the depth."""
    hand.put(0, water_m=1886.4)


def _sum_off(hand: Hand) -> None:
    hand.change("arrived_now", lambda amount: amount + 10)


DECLARED_MISTAKES = (
    Mistake("tunnel_letter_o", "entity_code_form", ("tunnel",), _letter_o),
    Mistake("credit_code_digit", "credit_code_form", ("dataset",), write(provider_code="11990100MB0000001X")),
    Mistake("money_missing", "required", ("fund",), write(paid=None)),
    Mistake("money_sum_off", "arrived_sums_agree", ("fund",), _sum_off),
    Mistake("water_below_hole", "water_within_hole", ("borehole",), _below_the_hole, "explain"),
    Mistake("layer_upside_down", "bottom_below_top", ("stratum",), write(top_m=80.0, thickness_m=None, bottom_m=1.0)),
    Mistake("camera_code_of_a_sensor", "video_code_is_a_camera", ("sensor",), write(device_code="99010200002000000001"), "explain", units=("U04",)),
    Mistake("address_without_parent", "lower_needs_parent", ("address",), write(level="建筑物", part_building="8号", parent_code=None)),
    Mistake("unfiled_system", "running_is_filed", ("security",), write(status="在运", grade="二级", filed="否", filed_no=None, filed_on=None), "explain"),
    Mistake("decision_late_without_word", "overdue_says_why", ("meeting",), lambda h: h.put(0, status="进行中", done_on=None, problems=None), units=("U01",)),
    Mistake("assessment_lapsed", "third_grade_assessed_yearly", ("security",), lambda h: h.change("assessed_on", lambda _: date(2021, 9, 16)), "explain"),
)
