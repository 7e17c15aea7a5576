"""Mistakes in single cells: codes, numbers, days, choices, places."""

from datetime import date

import numpy as np

from data.codes.coordinates import bd09_from_gcj02, gcj02_from_wgs84
from data.demo.cells import As, Formula
from data.demo.mistakes import CODED, EVERY, PLACED, Apply, Hand, Mistake, write

GRIDLESS = "N47J0000000000ZZ"
WIDE, RING = ("U03", "U04", "U35"), ("U15",)  # poles all over the city, or along a border: a shifted file shows


def _letter_o(hand: Hand) -> None:
    """The letter O for a zero, as hands and scanners write it."""
    hand.change("code", lambda code: code[:12] + code[12:].replace("0", "O", 1))


def _as_number(hand: Hand) -> None:
    hand.change("code", lambda code: As(float(code)))


def _same_twice(field: str) -> Apply:
    """The second row repeats what the first one says."""
    def apply(hand: Hand) -> None:
        rows = [n for n, value in enumerate(hand.columns[field]) if value is not None][:2]
        hand.put(rows[-1], **{field: hand.columns[field][rows[0]]})
    return apply


def _twice_listed(hand: Hand) -> None:
    for values in hand.columns.values():
        values.append(values[0])


def _other_district(hand: Hand) -> None:
    hand.change("code", lambda code: ("990103" if code[:6] != "990103" else "990105") + code[6:])


def _other_class(hand: Hand) -> None:
    hand.change("class_code", lambda code: "020401" if code != "020401" else "030101")


def _strange_class(hand: Hand) -> None:
    at = hand.place("code")
    code = hand.columns["code"][at]
    hand.put(at, code=code[:6] + "190101" + code[12:], class_code="190101")


def _all_shifted(shift) -> Apply:  # noqa: ANN001 - longitudes, latitudes -> the same, elsewhere
    def apply(hand: Hand) -> None:
        lng, lat = shift(np.array(hand.columns["lng"]), np.array(hand.columns["lat"]))
        hand.columns["lng"], hand.columns["lat"] = np.round(lng, 6).tolist(), np.round(lat, 6).tolist()
        hand.columns.pop("grid", None)
    return apply


def _point_elsewhere(east: float, north: float) -> Apply:
    def apply(hand: Hand) -> None:
        at = hand.place()
        hand.put(at, lng=round(hand.columns["lng"][at] + east, 6), lat=round(hand.columns["lat"][at] + north, 6))
        if "grid" in hand.columns:
            hand.put(at, grid=None)
    return apply


def _wrong_grid(places: slice, new: str) -> Apply:
    def apply(hand: Hand) -> None:
        at = hand.place("grid")
        code = hand.columns["grid"][at]
        was = code[places]
        hand.put(at, grid=code[: places.start] + (new if was != new else "11"[: len(new)]) + code[places.start + len(new) :])
    return apply


def _instead_of_the_amount(formula: Formula) -> Apply:
    return lambda hand: hand.put(**{AMOUNT[hand.table.ledger]: formula})


def _metres(lng: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Roughly the zone's metres: who forgets to convert sends these."""
    return 500_000 + (lng - 102) * 85_000, lat * 111_000


CELL_MISTAKES = (
    Mistake("letter_o", "entity_code_form", CODED, _letter_o),
    Mistake("code_as_number", "code_is_text", CODED, _as_number),
    Mistake("short_code", "entity_code_form", ("pole", "coding"), lambda h: h.change("code", lambda code: code[1:])),
    Mistake("code_twice", "code_once", CODED, _same_twice("code")),
    Mistake("object_twice", "key_once", ("scene", "indicator_report", "task_report"), _twice_listed),
    Mistake("code_of_another_city", "entity_code_region", CODED, lambda h: h.change("code", lambda code: "999901" + code[6:])),
    Mistake("code_of_another_district", "entity_code_region_agrees", ("pole", "coding"), _other_district),
    Mistake("class_differs", "entity_code_class_code_agrees", CODED, _other_class),
    Mistake("strange_class", "entity_code_class", CODED, _strange_class),
    Mistake("strange_class_alone", "class_known", ("coding", "pole"), _strange_class),
    Mistake("short_class", "class_code_form", ("pole", "coding"), write(class_code="05040")),
    Mistake("region_unknown", "region_code_form", PLACED, write(region="990199")),
    Mistake("grid_form", "beidou_form", ("pole",), write(grid=GRIDLESS)),
    Mistake("grid_elsewhere", "grid_agrees", ("pole",), _wrong_grid(slice(7, 9), "00")),
    Mistake("grid_rounded", "grid_agrees", ("pole",), _wrong_grid(slice(14, 15), "7"), "explain"),
    Mistake("swapped", "coordinates_swapped", PLACED, _all_shifted(lambda lng, lat: (lat, lng))),
    Mistake("gcj02", "coordinates_gcj02", ("pole",), _all_shifted(gcj02_from_wgs84), units=RING),
    Mistake("bd09", "coordinates_bd09", ("pole",), _all_shifted(lambda lng, lat: bd09_from_gcj02(*gcj02_from_wgs84(lng, lat))), units=WIDE),
    Mistake("metres", "coordinates_projected", ("station",), _all_shifted(_metres)),
    Mistake("zeros", "coordinates_zero", ("scene",), _all_shifted(lambda lng, lat: (lng * 0, lat * 0))),
    Mistake("wrong_district", "in_region", ("pole", "coding"), _point_elsewhere(0.24, -0.05)),
    Mistake("outside_city", "in_city", PLACED, _point_elsewhere(4.0, 0.0)),
    Mistake("impossible_place", "degrees_range", PLACED, write(lng=1023.456)),
    Mistake("words_for_degrees", "degrees_form", PLACED, write(lng="路口东侧")),
    Mistake("placeholder_day", "date_placeholder", ("coding",), write(coded_on=date(1990, 1, 1)), "explain"),
    Mistake("month_for_day", "date_to_day", ("coding",), write(coded_on="2022年12月")),
    Mistake("half_a_day", "date_form", ("pole", "station"), write(built_on=As(2023.1))),
    Mistake("dash_for_day", "nothing_written", ("pole",), write(status="在建", mounted_5g="否", mounts=0, built_on="—"), "none"),
    Mistake("future_code", "coded_on_not_after_period", ("coding",), write(coded_on=date(2024, 6, 1))),
    Mistake("choice_unknown", "choice_known", ("pole", "scene", "task_report"), write(status="基本建成")),
    Mistake("about_a_number", "number_form", ("pole",), write(height_m="约8")),
    Mistake("kilometres", "number_unit", ("pole", "station"), lambda h: h.put(**{("height_m" if h.table.ledger == "pole" else "mount_height_m"): "0.03km"})),
    Mistake("half_a_mount", "integer_form", ("pole",), write(mounts=2.5)),
    Mistake("too_high", "range", ("pole",), write(height_m=85.0)),
    Mistake("empty_cell", "required", EVERY, lambda h: h.put(**{REQUIRED[h.table.ledger]: None})),
    Mistake("long_address", "text_length", PLACED, write(address="示范市" + "某某路口以东" * 55)),
    Mistake("broken_reference", "cell_error", ("coding_baseline", "indicator_report"), _instead_of_the_amount(Formula("=#REF!", "#REF!"))),
    Mistake("uncalculated", "cell_uncalculated", ("coding_baseline", "indicator_report"), _instead_of_the_amount(Formula("=SUM(1,2)"))),
    Mistake("task_unknown", "task_known", ("task_report",), write(task="T999")),
    Mistake("indicator_unknown", "indicator_known", ("indicator_report",), write(indicator="G99")),
)
REQUIRED = {"pole": "region", "station": "site_code", "scene": "name", "coding": "name", "coding_baseline": "source", "indicator_report": "closing",
            "task_report": "progress"}
AMOUNT = {"coding_baseline": "due_count", "indicator_report": "closing"}
