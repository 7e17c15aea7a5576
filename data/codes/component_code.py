"""城市部件标识码 (GB/T 30428.2): 16 digits = 6 region + 2 main class + 2 class + 6 serial."""

from data.codes.written import digits_problem

NAME = "城市部件标识码"
LENGTH = 16


def problem(code: str) -> str | None:
    """What is wrong with the writing of a code; it has no check digit and its classes are extended locally."""
    return digits_problem(code, NAME, LENGTH)
