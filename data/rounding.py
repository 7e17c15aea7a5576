"""Decimal arithmetic of the house: half up, at the end; scores as integer hundredths, money as integer 分."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

HUNDREDTH = Decimal("0.01")


def half_up(value: Decimal | int | float | str, places: int = 2) -> Decimal:
    """Round half up (0.005 → 0.01, −0.005 → −0.01) to `places` decimals."""
    return exact(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def exact(value: Decimal | int | float | str) -> Decimal:
    """A Decimal of what is written: floats go through their shortest text, never their binary tail."""
    return value if isinstance(value, Decimal) else Decimal(repr(value) if isinstance(value, float) else str(value))


def hundredths(value: Decimal | int | float | str) -> int:
    """Score points as integer hundredths, half up."""
    return int(half_up(value) * 100)


def from_hundredths(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value) / 100


def ratio(numerator: Decimal | int | float, denominator: Decimal | int | float) -> Decimal | None:
    """numerator ÷ denominator; None when the denominator is zero (not applicable, never 0)."""
    below = exact(denominator)
    return None if below == 0 else exact(numerator) / below


def number_or_none(text: object) -> Decimal | None:
    """The Decimal a plain number text stands for, else None."""
    try:
        value = exact(text)  # type: ignore[arg-type]
    except (InvalidOperation, ValueError):
        return None
    return value if value.is_finite() else None


def plain(value: Decimal | int | float | None) -> int | float | None:
    """A JSON number without a tail: whole numbers as int, others as float of at most 6 decimals."""
    if value is None:
        return None
    rounded = half_up(value, 6)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)
