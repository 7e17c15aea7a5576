"""Degrees as whole units of 1/2048 arc second, floored exactly as the written decimal says."""

from decimal import MIN_EMIN, ROUND_FLOOR, Context, Decimal, InvalidOperation

import numpy as np

UNITS_PER_DEGREE = 3600 * 2048

# A float product p and the exact decimal product differ by less than 3e-7 units up to 180 degrees;
# anything nearer than this to a whole number is decided by comparison instead.
_BORDERLINE = 1e-6

Degree = str | float | int | Decimal


def as_decimal(degree: Degree) -> Decimal:
    """The decimal a person would read: a float stands for its shortest writing, not for its binary value."""
    if isinstance(degree, Decimal):
        exact = degree
    else:
        written = repr(float(degree)) if isinstance(degree, float) else str(degree)
        try:
            exact = Decimal(written)
        except InvalidOperation as wrong:
            raise ValueError(f"not a number of degrees: {degree!r}") from wrong
    if not exact.is_finite():
        raise ValueError(f"not a number of degrees: {degree!r}")
    return exact


def floor_unit(degree: Decimal) -> int:
    """Whole units at or below a finite degree."""
    digits = len(degree.as_tuple().digits)
    exact = Context(prec=digits + 12, Emin=MIN_EMIN, rounding=ROUND_FLOOR)
    return int(exact.to_integral_value(exact.multiply(degree, Decimal(UNITS_PER_DEGREE))))


def floor_units(degrees: np.ndarray) -> np.ndarray:
    """floor_unit of every finite float, equal to it for each: |degree| must not pass 180."""
    product = degrees * float(UNITS_PER_DEGREE)
    units = np.floor(product)
    nearest = np.rint(product)
    border = np.flatnonzero(np.abs(product - nearest) < _BORDERLINE)
    if border.size:
        units[border] = _settle(degrees[border], nearest[border])
    return units.astype(np.int64)


def _settle(degrees: np.ndarray, nearest: np.ndarray) -> np.ndarray:
    """Is the written degree at or above the whole unit? Reading text as a float never changes order, so only a tie asks the text."""
    edge = nearest / float(UNITS_PER_DEGREE)
    units = np.where(degrees < edge, nearest - 1, nearest)
    ties = np.flatnonzero(degrees == edge)
    if ties.size:
        distinct, place = np.unique(degrees[ties], return_inverse=True)
        settled = [floor_unit(Decimal(repr(degree))) for degree in distinct.tolist()]
        units[ties] = np.array(settled, dtype=np.float64)[place]
    return units
