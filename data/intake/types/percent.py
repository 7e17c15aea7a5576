"""Percent in its three guises: 12%, 0.12 in a percent cell, and bare numbers, which must all mean the same."""

from data.catalogue.ledger import Column
from data.intake.grid import Percent, Raw
from data.intake.typed import Noted, Parsed, note, wrong
from data.intake.types import number
from data.intake.types.plain import narrowed
from data.vocabulary import Quality

AMBIGUOUS = "这一列里既有不大于 1 的数（如 {}），又有大于 1 的数（如 {}），分不清是小数还是百分数；请整列统一写成百分数，如 12%"
ONE = "这一列的数都是 0 或 1，分不清 1 是 1% 还是 100%；请写成带 % 的百分数"
FRACTIONS = "这一列都是不大于 1 的小数，按 0.12 = 12% 读取；如不是这样，请写成带 % 的百分数"


def read(column: Column, values: list[Raw]) -> list[Parsed | Noted]:
    """Marked ones say what they are; the bare ones are judged together and refused together."""
    found = [_marked(column, value) for value in values]
    bare = [place for place, (is_marked, one) in enumerate(found) if not is_marked and isinstance(one, float) and one != 0]
    scale, verdict = _guise([float(found[place][1]) for place in bare])  # type: ignore[arg-type]
    result: list[Parsed | Noted] = [one for _, one in found]
    for place in bare:
        value = float(f"{float(result[place]) * scale:.12g}")  # type: ignore[arg-type]
        result[place] = verdict if verdict and verdict.severity == "error" else Noted(value, verdict) if verdict else value
    return result


def _marked(column: Column, value: Raw) -> tuple[bool, Parsed | Noted]:
    if isinstance(value, Percent):
        return True, float(f"{value.value * 100:.12g}")
    if isinstance(value, str):
        text = narrowed(value)
        if text.endswith("%"):
            return True, number.read(column, [text[:-1]])[0]
    return False, number.read(column, [value])[0]


def _guise(bare: list[float]):  # noqa: ANN202 - (scale, verdict)
    small, large = [v for v in bare if abs(v) <= 1], [v for v in bare if abs(v) > 1]
    if small and large:
        return 1, wrong("percent_guise", AMBIGUOUS.format(f"{small[0]:g}", f"{large[0]:g}"), Quality.CONSISTENCY)
    if small and all(abs(v) == 1 for v in small):
        return 1, wrong("percent_guise", ONE, Quality.CONSISTENCY)
    if small:
        return 100, note("percent_guise", FRACTIONS, Quality.CONSISTENCY)
    return 1, None
