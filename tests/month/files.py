"""The workbooks of the month, as the three units write them: two title lines, the header on row 3, objects from row 4."""

from datetime import date

from tests.builders import a_workbook

NAMES = {"E": "东城区", "A": "甲通信", "B": "乙通信"}
EAST, WEST = "990101", "990102"

POLE_HEAD = ["杆号", "统一识别代码", "行政区划代码", "经度", "纬度", "建设方式", "5G挂载", "状态", "建成/投用日期", "核减原因"]
STATION_HEAD = ["gNodeB标识", "站址编码", "行政区划代码", "经度", "纬度", "是否共享", "共享方", "状态", "入网日期"]
CODING_HEAD = ["内部编号", "统一识别代码", "行政区划代码", "经度", "纬度", "实体类别", "赋码状态", "赋码日期"]
BASELINE_HEAD = ["行政区划代码", "实体类别", "应赋码数"]
TASK_HEAD = ["任务编号", "任务状态", "上期末进度", "本期进度", "本期末进度", "完成日期", "进展情况"]
REPORT_HEAD = ["指标编号", "上期末", "本期", "本期末"]


def a_file(unit, ledger_name, month, header, rows):
    """`month` is the number of a month of 2023."""
    title = [f"{ledger_name}（2023年{month}月）", f"填报单位：{NAMES[unit]}"]
    return a_workbook(rows, header, title=title, sheet=ledger_name)


def code(region, kind, number):
    """21 digits: region, class, own number."""
    return f"{region}{kind}{number:09d}"


def _place(region, n):
    """Somewhere in the district; both lie in the city's box of 100–101° E, 30–31° N."""
    return [region, (100.25 if region == EAST else 100.75) + n / 1000, 30.5 + n / 1000]


def _pole(name, number, region, mode, mounted, built_on):  # noqa: PLR0913
    """`number` None: no code yet; `built_on` None: under construction."""
    coded = None if number is None else code(region, "010101", number)
    return [name, coded, *_place(region, number or 99), mode, mounted, "已建成" if built_on else "在建", built_on]


# 东城区's poles. In April three of seven are built; in May a fourth and a fifth, the fifth has no code; the seventh is gone.
def _east_poles(month, fifth_code=None):
    may = month == 5
    rows = [
        _pole("E-01", 1, EAST, "新建", "是", date(2023, 3, 10)),
        _pole("E-02", 2, EAST, "新建", "否", date(2023, 3, 20)),
        _pole("E-03", 3, EAST, "新建", "否", date(2023, 4, 12)),
        _pole("E-04", 4, EAST, "新建", "否", date(2023, 5, 15) if may else None),
        _pole("E-05", fifth_code, EAST, "新建", "否", date(2023, 5, 20) if may else None),
        _pole("E-06", 6, EAST, "新建", "否", None)]
    if may:
        rows[5][8] = date(2023, 5, 25)  # under construction, yet dated: 核实 at I9
        return rows
    return [*rows, _pole("E-07", 7, EAST, "新建", "否", None)]


def east_poles(month, fifth_code=None):
    return a_file("E", "智慧杆柱", month, POLE_HEAD, _east_poles(month, fifth_code))


def east_poles_wrong():
    """The first try in May: G5 is no choice, B7 was turned into a number, I8 has no date."""
    rows = _east_poles(5)
    rows[1][6] = "也许"
    rows[3][1] = 9.90101010101e20
    rows[4][8] = None
    return a_file("E", "智慧杆柱", 5, POLE_HEAD, rows)


def first_poles():
    """甲通信: five new ones, two of them in the east; six rebuilt ones in the west; three carry 5G."""
    built = date(2023, 5, 12)
    new = [_pole(f"A-{n:02d}", 100 + n, EAST if n <= 2 else WEST, "新建", "是" if n == 1 else "否", built) for n in range(1, 6)]
    rebuilt = [_pole(f"A-{n:02d}", 100 + n, WEST, "改建", "是" if n in (6, 7) else "否", built) for n in range(6, 12)]
    return a_file("A", "智慧杆柱", 5, POLE_HEAD, [*new, *rebuilt])


def _station(name, site, region, n, partner=None, opened=True):  # noqa: PLR0913
    return [name, site, *_place(region, n), "是" if partner else "否", partner, "已开通" if opened else "在建", date(2023, 5, 9) if opened else None]


def first_stations():
    """甲通信: five, the last not yet open; two on site S1, one on S3 shared with 乙通信."""
    return a_file("A", "5G站点", 5, STATION_HEAD, [
        _station("A1", "S1", EAST, 1), _station("A2", "S1", EAST, 1), _station("A3", "S2", EAST, 2),
        _station("A4", "S3", WEST, 3, "乙通信"), _station("A5", "S4", WEST, 4, opened=False)])


def undated_stations(unit):
    """One open station without a date: 强制 at I4."""
    row = _station(f"{unit}1", "S1", EAST, 1)
    return a_file(unit, "5G站点", 5, STATION_HEAD, [[*row[:8], None]])


def second_stations():
    """乙通信: three, one of them on the shared S3."""
    return a_file("B", "5G站点", 5, STATION_HEAD, [
        _station("B1", "S3", WEST, 3, "甲通信"), _station("B2", "S5", WEST, 5), _station("B3", "S6", EAST, 6)])


def _coded(name, coded, region, n, category):
    return [name, coded, *_place(region, n), category, "已赋码", date(2023, 5, 18)]


def east_coding():
    """Eleven houses in the east."""
    return a_file("E", "编码赋码", 5, CODING_HEAD, [_coded(f"H-{n:02d}", code(EAST, "020101", n), EAST, n, "房屋") for n in range(1, 12)])


SHARED_CODE = code(EAST, "020101", 11)  # 东城区's H-11, claimed by 乙通信's I-08 as well


def second_coding():
    """乙通信: eight in the east, the last under a code that 东城区 holds; seventeen in the west."""
    rows = [_coded(f"I-{n:02d}", SHARED_CODE if n == 8 else code(EAST if n <= 8 else WEST, "030101", n), EAST if n <= 8 else WEST, n, "信息基础")
            for n in range(1, 26)]
    return a_file("B", "编码赋码", 5, CODING_HEAD, rows)


def east_baseline():
    return a_file("E", "应赋码底数", 5, BASELINE_HEAD, [[EAST, "房屋", 50]])


def second_baseline():
    return a_file("B", "应赋码底数", 5, BASELINE_HEAD, [[EAST, "信息基础", 40], [WEST, "信息基础", 80]])


def _running(task, progress, state="进行中", done_on=None):
    return [task, state, 0, progress, progress, done_on, "按计划推进"]


def east_tasks():
    return a_file("E", "任务月报", 5, TASK_HEAD, [_running("T1", 60), _running("T2", 100, "已完成", date(2023, 5, 24)), _running("T9", 40)])


def first_tasks():
    """甲通信 assists in T1 too; only the lead unit's word counts there."""
    return a_file("A", "任务月报", 5, TASK_HEAD, [_running("T1", 10), _running("T3", 50), _running("T4", 30), _running("T8", 0, "未启动")])


def second_tasks():
    return a_file("B", "任务月报", 5, TASK_HEAD, [_running("T5", 80), _running("T6", 30)])


def second_tasks_corrected():
    """T5 was done on 05-30, a day late."""
    return a_file("B", "任务月报", 5, TASK_HEAD, [_running("T5", 100, "已完成", date(2023, 5, 30)), _running("T6", 30)])


def east_report():
    return a_file("E", "指标月报", 5, REPORT_HEAD, [["G01", 3, 2, 5], ["C01", 0, 12, 12], ["C02", 0, 24, 24]])


def first_report():
    return a_file("A", "指标月报", 5, REPORT_HEAD, [["G01", 0, 5, 5], ["N01", 0, 4, 4]])


def second_report_of_april():
    return a_file("B", "指标月报", 4, REPORT_HEAD, [["N01", 0, 2, 2]])


def second_report_wrong():
    """上期末 1 is not April's 2 (B4), and 1 + 1 is not 3 (D4)."""
    return a_file("B", "指标月报", 5, REPORT_HEAD, [["N01", 1, 1, 3], ["C01", 0, 25, 25], ["C02", 0, 20, 20]])


def second_report():
    return a_file("B", "指标月报", 5, REPORT_HEAD, [["N01", 2, 1, 3], ["C01", 0, 25, 25], ["C02", 0, 20, 20]])
