"""视频与感知设备编码 (GB/T 28181): 20 digits, held only to what both editions share."""

from data.codes.written import digits_problem

NAME = "设备编码"
LENGTH = 20


def problem(code: str) -> str | None:
    """8 centre + 2 industry + 3 type + 7; the editions differ in the last seven, where one has a network digit."""
    wrong = digits_problem(code, NAME, LENGTH)
    if wrong:
        return wrong
    kind = code[10:13]
    if kind < "111":
        return f"{NAME}第 11—13 位（设备类型）为“{kind}”，GB/T 28181 的类型为 111—999，请核对"
    return None
