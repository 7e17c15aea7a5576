"""行政区划代码 (GB/T 2260): 6 digits, and on the city's own list."""

from collections.abc import Collection

from data.codes.written import digits_problem

NAME = "行政区划代码"
LENGTH = 6


def problem(code: str, known: Collection[str]) -> str | None:
    """The list changes from year to year and 功能区 have no code, so the catalogue says which codes are known."""
    wrong = digits_problem(code, NAME, LENGTH)
    if wrong:
        return wrong
    if code not in known:
        return f"{NAME}“{code}”不在本市区划代码表中，请核对；功能区没有区划代码，请填所在行政区的代码"
    return None
