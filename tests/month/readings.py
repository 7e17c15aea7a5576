"""What the command line printed, in the form it was worked out in."""

from tests.month.expected import FIELDS


def figures_of(rows):
    return {(f["indicator"], f["unit"], f["region"]): tuple(f[name] for name in FIELDS) for f in rows}


def lights_of(rows):
    return {f["task"]: (f["unit"], f["light"], f["level"], f["since"]) for f in rows}


def earned_of(rows):
    return {s["unit"]: tuple(i["earned"] for i in s["items"]) for s in rows}


def totals_of(rows):
    return {s["unit"]: (s["total"], s["rank"], s["grade"]) for s in rows}
