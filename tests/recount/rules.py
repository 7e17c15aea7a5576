"""What the declarations say in words of their own: conditions, named functions, plans. Nothing of the product is used."""

import calendar
import re
from datetime import date
from fractions import Fraction
from itertools import pairwise


def holds(where, row, names, listed):
    """Does a row meet a condition? What is not said meets nothing but `not` and `ne`. `listed`: what the rows of each ledger are called."""
    (operator, said), = where.items()
    if operator in ("all", "any"):
        return (all if operator == "all" else any)(holds(part, row, names, listed) for part in said)
    if operator == "not":
        return not holds(said, row, names, listed)
    field, *values = [said] if isinstance(said, str) else said
    value = row.get(names.get(field) or field)
    if operator == "present":
        return value is not None
    if operator == "linked":
        return value in listed.get(values[0], ())
    if operator == "after":  # asked of amounts only
        return value is not None and Fraction(value) > Fraction(values[0])
    return value not in values if operator == "ne" else value in values


DAYS = {"实时": 1, "每日": 1, "每周": 7, "每月": 31, "每季度": 92, "每半年": 184, "每年": 366}  # between two updates, at most


def in_time(row, end):
    """Was a data resource updated within its own cycle, seen from the month's end?"""
    said = [int(part) for part in re.findall(r"\d+", row.get("updated_on", ""))[:3]]
    return len(said) == 3 and (end - date(*said)).days <= DAYS.get(row.get("update_cycle"), -1)


CHECKS = {None: lambda row, end: True, "updated_within_cycle": in_time}


def month_end(period):
    year, month = map(int, period.split("-"))
    return date(year, month, calendar.monthrange(year, month)[1])


def planned(indicator, unit, period):
    """What the plan asks for at the end of a month: straight between its points, by calendar day; None without a plan."""
    day = month_end(period)
    points = []
    for point in [*filter(None, [indicator.get("start")]), *indicator.get("points", [])]:
        worth = point.get("all") or (point.get("units", {}).get(unit) if unit else point.get("city"))
        if worth is not None:
            points.append((date.fromisoformat(point["on"]), Fraction(worth)))
    if not points or day < points[0][0]:
        return None
    for (begin, low), (end, high) in pairwise(points):
        if begin <= day <= end:
            return low + (high - low) * (day - begin).days / (end - begin).days
    return points[-1][1]
