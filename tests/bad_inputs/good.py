"""The good workbook that every bad one is made from: six poles of one unit in June 2023; and good ones of its other ledgers."""

from datetime import date
from functools import cache

from data.codes import beidou
from tests.builders import a_workbook
from tests.ledger_examples import Examples, book_owing_all, point_in

UNIT, OTHER, REGION, MAY, JUNE = "U03", "U04", "990102", "2023-05", "2023-06"
SHEET, TITLE, COUNT = "台账", "智慧杆柱台账（2023年6月）", 6
FIELDS = ("pole_no", "code", "class_code", "region", "name", "road", "build_mode", "height_m", "reserved_5g", "mounted_5g", "mounts", "lng", "lat",
          "crs", "grid", "status", "built_on", "cut_off", "reduction_reason", "remark")
HEADERS = ("杆号", "统一识别代码", "分类代码", "行政区划代码", "名称", "道路", "建设方式", "高度", "5G预留", "5G挂载", "挂载设备数", "经度", "纬度",
           "坐标系", "北斗网格位置码", "状态", "建成/投用日期", "数据截止日期", "核减原因", "备注")
# Near the eastern border of the district, so that a shift of 600 m is seen.
POINTS = ((102.51862, 39.97997), (102.52593, 39.99485), (102.52471, 40.00838), (102.51862, 40.01649), (102.51862, 40.02596), (102.51497, 40.03408))

Changes = dict[str, dict[int, object]]  # field → number of the row (1 is the first) → what is written there


def pole(n: int) -> dict[str, object]:
    lng, lat = POINTS[n - 1]
    return {"pole_no": f"A00{n}", "code": f"{REGION}050401{n:09d}", "class_code": "050401", "region": REGION,
            "name": "=1+1" if n == 1 else f"{n}号杆",  # so that every copy and export has it to show as text
            "road": "云桥大道",
            "build_mode": "新建", "height_m": 10 + n, "reserved_5g": "是", "mounted_5g": "否", "mounts": 2, "lng": lng, "lat": lat, "crs": "CGCS2000",
            "grid": beidou.encode(lng, lat, 8), "status": "已建成", "built_on": date(2023, 6, n), "cut_off": date(2023, 6, 30),
            "reduction_reason": None, "remark": None}


def lines(changes: Changes | None = None, numbers: range | tuple[int, ...] = range(1, COUNT + 1)) -> list[list]:
    """The rows below the header, with some cells written otherwise."""
    return [[(changes or {}).get(name, {}).get(n, value) for name, value in pole(n).items()] for n in numbers]


def table(changes: Changes | None = None) -> list[list]:
    """Title, header and rows, as a writer of another format takes them: days as text."""
    rows = [[str(value) if isinstance(value, date) else value for value in row] for row in lines(changes)]
    return [[TITLE], list(HEADERS), *rows]


def poles(changes: Changes | None = None, **more) -> bytes:
    """The workbook of all poles."""
    given = {"header": HEADERS, "title": TITLE, "sheet": SHEET, **more}
    return a_workbook(given.pop("rows", None) or lines(changes), **given)


def with_cells(**cells) -> Changes:
    """Cells of the third pole, by field."""
    return {name: {3: value} for name, value in cells.items()}


def spot(rule: str, name: str, n: int = 3, sheet: str = SHEET):
    """The finding on the cell of a field in the n-th row below title and header."""
    return rule, sheet, f"{chr(65 + FIELDS.index(name))}{n + 2}"


def spots(rule: str, name: str, *numbers: int):
    return [spot(rule, name, n) for n in numbers]


# The other ledgers, by their declarations


@cache
def book():
    """The default rule book, in which one unit owes every ledger."""
    return book_owing_all(UNIT)


@cache
def examples(period: str = JUNE) -> Examples:
    return Examples(book(), REGION, point_in(REGION), period)


def other(ledger: str, changes: Changes | None = None, count: int = 3, period: str = JUNE) -> bytes:
    """Rows of another ledger that keep every rule, with some cells written otherwise."""
    declared = book().ledger(ledger)
    rows = [examples(period).row(declared, n) for n in range(count)]
    for name, values in (changes or {}).items():
        for n, value in values.items():
            rows[n - 1][name] = value
    return examples(period).workbook(declared, rows)


def tasks(changes: Changes | None = None, period: str = JUNE) -> bytes:
    """Three tasks that began in May and went on in June."""
    rows = [{"task": f"T10{n}", "name": f"任务{n}", "status": "进行中", "progress": "正常", "opening": 10.0 * n * (period == JUNE),
             "current": 5.0 if period == JUNE else 10.0 * n, "closing": 10.0 * n + 5 * (period == JUNE)} for n in (1, 2, 3)]
    for name, values in (changes or {}).items():
        for n, value in values.items():
            rows[n - 1][name] = value
    return examples(period).workbook(book().ledger("task_report"), rows)


def place(rule: str, ledger: str, name: str, n: int = 1):
    """The finding on the cell of a field in the n-th row of another ledger."""
    number = book().ledger(ledger).fields.index(name)
    return rule, "数据", f"{chr(65 + number) if number < 26 else 'A' + chr(39 + number)}{n + 2}"


CLAIMED = f"{REGION}050401000000777"


def claimed() -> bytes:
    """A pole of another unit."""
    return poles({"pole_no": {1: "B001"}, "code": {1: CLAIMED}}, rows=lines({"pole_no": {1: "B001"}, "code": {1: CLAIMED}}, (1,)))
