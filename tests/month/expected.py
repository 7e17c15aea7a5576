"""The figures of May 2023, worked out on paper from the units' workbooks and the rules of the rule book.

At the end of May 150 of the 180 days to 06-30 have passed: 5/6 of each way is due. gap = 100 × (value − planned) ÷ target.
"""

NO = None
FIELDS = ("state", "numerator", "denominator", "value", "reported", "discrepancy", "target", "planned", "completion", "gap_points", "light")


def _ok(numerator, denominator, value, reported=NO, discrepancy=NO, plan=(NO, NO, NO, NO, NO)):  # noqa: PLR0913
    """plan: target, planned, completion, gap, light."""
    return ("ok", numerator, denominator, value, reported, discrepancy, *plan)


def _bare(numerator, denominator=NO, value=NO):
    """A region, or an indicator that is followed only: no plan, no light."""
    return _ok(numerator, denominator, numerator if denominator is NO else value)


CITY = {
    # 4 of 东城区 (E-05 has no code) + 5 of 甲通信; 乙通信 sent none. planned 18 × 5/6; (9 − 15) ÷ 18. Reported 5 + 5.
    "G01": _ok(9, NO, 9, 10, 1, (18, 15, 0.5, -33.333333, "red")),
    # six rebuilt; (6 − 5) ÷ 6; the last target is 6: reached.
    "G02": _ok(6, NO, 6, plan=(6, 5, 1, 16.666667, "done")),
    # with 5G: E-01, A-01, A-06, A-07 of 4 + 11 built and coded.
    "G04": _ok(4, 15, 26.666667),
    # 4 + 3, A5 is not open; planned 2 + 12 × 5/6 = 12; (7 − 12) ÷ 14.
    "N01": _ok(7, NO, 7, 7, 0, (14, 12, 0.5, -35.714286, "red")),
    # S1 S2 S3 and S3 S5 S6: the shared S3 once.
    "N02": _ok(5, NO, 5, plan=(6, 5, 0.833333, 0, "green")),
    # 7 ÷ 7 (ten thousand people); planned 1.2 × 5/6.
    "N03": _ok(7, 70000, 1, plan=(1.2, 1, 0.833333, 0, "green")),
    # 11 + 25, less 乙通信's claim of H-11's code. Reported 12 + 25.
    "C01": _ok(35, NO, 35, 37, 2),
    # 35 ÷ (50 + 120); planned 30 × 5/6; (20.588235 − 25) ÷ 30. Percentages of units do not add up: nothing reported.
    "C02": _ok(35, 170, 20.588235, plan=(30, 25, 0.686275, -14.705882, "yellow")),
    # 35 of 36 rows with a code.
    "C03": _ok(35, 36, 97.222222),
}
CITY_BY_REGION = {
    "990101": {"G01": _bare(6), "G02": _bare(0), "G04": _bare(2, 6, 33.333333), "N01": _bare(4), "N02": _bare(3), "N03": _bare(4, 40000, 1),
               "C01": _bare(18), "C02": _bare(18, 90, 20), "C03": _bare(18, 19, 94.736842)},
    "990102": {"G01": _bare(3), "G02": _bare(6), "G04": _bare(2, 9, 22.222222), "N01": _bare(3), "N02": _bare(2), "N03": _bare(3, 30000, 1),
               "C01": _bare(17), "C02": _bare(17, 80, 21.25), "C03": _bare(17, 17, 100)},
}
EAST = {
    # (4 − 5) ÷ 6; reported 5.
    "G01": _ok(4, NO, 4, 5, 1, (6, 5, 0.666667, -16.666667, "yellow")),
    "G04": _ok(1, 4, 25),
    "C01": _ok(11, NO, 11, 12, 1),
    # 11 ÷ 50 = 22; planned 25; (22 − 25) ÷ 30 = −10 exactly, and −10 is yellow.
    "C02": _ok(11, 50, 22, 24, 2, (30, 25, 0.733333, -10, "yellow")),
    "C03": _ok(11, 11, 100),
}
EAST_BY_REGION = {"990101": {"G01": _bare(4), "G04": _bare(1, 4, 25), "C01": _bare(11), "C02": _bare(11, 50, 22), "C03": _bare(11, 11, 100)}}
FIRST = {
    "G01": _ok(5, NO, 5, 5, 0, (6, 5, 0.833333, 0, "green")),
    "G02": _ok(6, NO, 6, plan=(6, 5, 1, 16.666667, "done")),
    "G04": _ok(3, 11, 27.272727),
    "N01": _ok(4, NO, 4, 4, 0, (6, 5, 0.666667, -16.666667, "yellow")),
    "N02": _ok(3, NO, 3),
    "N03": _ok(4, 70000, 0.571429),
}
FIRST_BY_REGION = {
    "990101": {"G01": _bare(2), "G02": _bare(0), "G04": _bare(1, 2, 50), "N01": _bare(3), "N02": _bare(2), "N03": _bare(3, 40000, 0.75)},
    "990102": {"G01": _bare(3), "G02": _bare(6), "G04": _bare(2, 9, 22.222222), "N01": _bare(1), "N02": _bare(1), "N03": _bare(1, 30000, 0.333333)},
}
SECOND = {
    "G01": ("missing", NO, NO, NO, NO, NO, 6, 5, NO, NO, "grey"),
    "G04": ("missing", NO, NO, NO, NO, NO, NO, NO, NO, NO, "grey"),
    # planned 2 + 6 × 5/6 = 7; (3 − 7) ÷ 8.
    "N01": _ok(3, NO, 3, 3, 0, (8, 7, 0.375, -50, "red")),
    "N02": _ok(3, NO, 3),
    "N03": _ok(3, 70000, 0.428571),
    "C01": _ok(24, NO, 24, 25, 1),
    # 24 ÷ 120 = 20; planned 60 × 5/6 = 50; (20 − 50) ÷ 60.
    "C02": _ok(24, 120, 20, 20, 0, (60, 50, 0.333333, -50, "red")),
    "C03": _ok(24, 25, 96),
}
SECOND_BY_REGION = {
    "990101": {"N01": _bare(1), "N02": _bare(1), "N03": _bare(1, 40000, 0.25), "C01": _bare(7), "C02": _bare(7, 40, 17.5), "C03": _bare(7, 8, 87.5)},
    "990102": {"N01": _bare(2), "N02": _bare(2), "N03": _bare(2, 30000, 0.666667), "C01": _bare(17), "C02": _bare(17, 80, 21.25),
               "C03": _bare(17, 17, 100)},
}


def by_place(city, east):
    """(indicator, unit, region) → what is said of it, for the city and the units."""
    parts = {(None, None): city[0], ("E", None): east[0], ("A", None): FIRST, ("B", None): SECOND}
    for unit, regions in ((None, city[1]), ("E", east[1]), ("A", FIRST_BY_REGION), ("B", SECOND_BY_REGION)):
        parts |= {(unit, region): found for region, found in regions.items()}
    return {(code, unit, region): line for (unit, region), lines in parts.items() for code, line in lines.items()}


FIGURES = by_place((CITY, CITY_BY_REGION), (EAST, EAST_BY_REGION))

# Groups: 区 is 东城区 alone; 企业 is 甲 and 乙, whose G01 is 甲's five of 12 (6 + 6), planned 10: (5 − 10) ÷ 12.
GROUPS = {
    ("G01", "district"): EAST["G01"], ("G04", "district"): EAST["G04"], ("C01", "district"): EAST["C01"], ("C03", "district"): EAST["C03"],
    ("C02", "district"): _ok(11, 50, 22, plan=(30, 25, 0.733333, -10, "yellow")),  # a ratio reported by units is not added up
    ("G01", "company"): _ok(5, NO, 5, 5, 0, (12, 10, 0.416667, -41.666667, "red")),
    ("G02", "company"): FIRST["G02"], ("G04", "company"): FIRST["G04"], ("N01", "company"): CITY["N01"],
    ("N02", "company"): _ok(5, NO, 5),              # planned for the city only
    ("N03", "company"): _ok(7, 70000, 1),
    ("C01", "company"): SECOND["C01"], ("C03", "company"): SECOND["C03"],
    ("C02", "company"): _ok(24, 120, 20, plan=(60, 50, 0.333333, -50, "red")),
}

# The lights of 05-31, judged when the month is closed: task → unit, light, level, since.
LIGHTS = {
    "T1": ("E", "yellow", "none", "2023-05-31"),       # T1-1 was due 04-28, reached by May's report: made up, 33 days late
    "T2": ("E", "done", "none", "2023-05-24"),
    "T3": ("A", "yellow", "supervise", "2023-05-01"),  # N01 of 甲通信: −16.67; May's figures speak for the whole month
    "T4": ("A", "blue", "none", "2023-05-12"),         # due 05-19, moved to 06-20 on 05-12
    "T5": ("B", "yellow", "supervise", "2023-05-30"),  # due 05-29: two days over
    "T6": ("B", "red", "interview", "2023-05-01"),     # C02 of 乙通信: −50
    "T7": ("D", "grey", "none", "2023-05-06"),         # April's report was due 05-05
    "T8": ("A", "green", "none", "2023-04-28"),        # begins in September; first looked at on 04-28
    "T9": ("E", "yellow", "supervise", "2023-05-01"),  # G01 of 东城区: −16.67
}

# Earned points by item; None: 不涉及.
#                 E: R01 T1-1 late ½, T2 in time 1, of two: 15 × 0.75
#                    R02 G01 4 ÷ 5 of 25;  R03 C02 22 ÷ 25 of 10;  R04 100 %
#                    R06 24 rows (6 + 11 + 1 + 3 + 3), one with an explained 核实: 5 × 23 ÷ 24 = 4.7917
#                    R07 all in time (poles counted from 06-05, when only 核实 was left);  R08 one file sent back
#                    R09 one order due in May, closed in time;  R10 T1 约谈 −2, T9 督办 −0.5;  R11 returned once as empty −0.5
#                 A: R01 T3-1 in time, T4 moved to June;  R02 (1 + 1 + 0.8) ÷ 3 × 25 = 23.3333;  R07 stations three days late;
#                    R08 one file sent back, on the last day before closing;  R10 T3 督办 −0.5
#                 B: R01 T5-1 in time, T5 open: ½;  R02 (G01 missing 0 + N01 3 ÷ 7) ÷ 2 × 25 = 5.3571;  R03 20 ÷ 50
#                    R04 96 %: three points below 99;  R06 35 rows (3 + 25 + 2 + 2 + 3), one disputed: 5 × 34 ÷ 35 = 4.8571
#                    R07 no poles at all;  R08 sent back −1, wrong cumulative −2;  R10 T5 督办 −0.5, T6 约谈 −2
ITEMS = ("R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10", "R11", "R12")
POINTS = (15, 25, 10, 5, 5, 5, 8, 7, 8, 4, 3, 5)
EARNED = {
    "E": (11.25, 20, 8.8, 5, NO, 4.79, 8, 6, 8, 1.5, 2.5, NO),
    "A": (15, 23.33, NO, NO, NO, 5, 5, 6, NO, 3.5, NO, NO),
    "B": (7.5, 5.36, 4, 2, NO, 4.86, 0, 4, NO, 1.5, NO, NO),
}
# total = Σ earned ÷ Σ applicable × 100: 75.84 ÷ 90, 57.83 ÷ 64, 29.22 ÷ 79.
TOTALS = {"E": (84.27, 1, "good"), "A": (90.36, 1, "excellent"), "B": (36.99, 2, "fail")}
APPLICABLE = {"E": 90, "A": 64, "B": 79}

# After the correction E-05 has its code: one pole more, built and without 5G. T5 of 乙通信 was done on 05-30.
EAST_CORRECTED = EAST | {
    "G01": _ok(5, NO, 5, 5, 0, (6, 5, 0.833333, 0, "green")),
    "G04": _ok(1, 5, 20),
}
EAST_CORRECTED_BY_REGION = {"990101": EAST_BY_REGION["990101"] | {"G01": _bare(5), "G04": _bare(1, 5, 20)}}
CITY_CORRECTED = CITY | {
    "G01": _ok(10, NO, 10, 10, 0, (18, 15, 0.555556, -27.777778, "yellow")),  # (10 − 15) ÷ 18; April's −49 was red: the first yellow month
    "G04": _ok(4, 16, 25),
}
CITY_CORRECTED_BY_REGION = {
    "990101": CITY_BY_REGION["990101"] | {"G01": _bare(7), "G04": _bare(2, 7, 28.571429)}, "990102": CITY_BY_REGION["990102"]}
FIGURES_CORRECTED = by_place((CITY_CORRECTED, CITY_CORRECTED_BY_REGION), (EAST_CORRECTED, EAST_CORRECTED_BY_REGION))
LIGHTS_CORRECTED = LIGHTS | {
    "T5": ("B", "yellow", "none", "2023-05-30"),       # made up, a day late
    "T9": ("E", "green", "none", "2023-04-28"),        # gap 0, and never behind: green since the first look
}
# E: R02 5 ÷ 5; R10 only T1. 81.34 ÷ 90.  B: R01 T5-1 in time 1, T5 late ½, of two; R10 only T6;
# R08 one more sent back, after the first closing. 32.47 ÷ 79.
EARNED_CORRECTED = EARNED | {
    "E": (11.25, 25, 8.8, 5, NO, 4.79, 8, 6, 8, 2, 2.5, NO),
    "B": (11.25, 5.36, 4, 2, NO, 4.86, 0, 3, NO, 2, NO, NO),
}
TOTALS_CORRECTED = TOTALS | {"E": (90.38, 1, "excellent"), "B": (41.1, 2, "fail")}
