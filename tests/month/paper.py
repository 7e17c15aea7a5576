"""The published bulletin of May: how its sheets are read, and what their tables say on paper."""

from datetime import date, datetime
from io import BytesIO

from openpyxl import load_workbook

from tests.month import expected

LAMPS = {"red": "■ 红", "yellow": "▲ 黄", "grey": "○ 灰", "blue": "◆ 蓝", "green": "● 绿", "done": "✔ 完成", None: "—"}
UNITS = {None: "全市", "E": "东城区", "A": "甲通信", "B": "乙通信"}
INDICATORS = {"G01": ("杆柱新建数", "根"), "G02": ("杆柱改造数", "根"), "G04": ("5G挂载率", "%"), "N01": ("5G基站数", "个"),
              "N02": ("5G物理站址数", "个"), "N03": ("每万人基站数", "个/万人"), "C01": ("已赋码实体数", "个"), "C02": ("赋码覆盖率", "%"),
              "C03": ("赋码合规率", "%")}


def sheets_of(content):
    """Sheet → its rows, empty cells left out."""
    book = load_workbook(BytesIO(content))
    return {sheet.title: [row for cells in sheet.iter_rows(values_only=True) if (row := [_plain(v) for v in cells if v is not None])]
            for sheet in book.worksheets if sheet.sheet_state == "visible"}


def _plain(value):
    return value.date() if isinstance(value, datetime) else value


def table(rows, head):
    """The rows under the nth header that begins with these words, up to the first that is shorter."""
    start = next(n for n, row in enumerate(rows) if row[:len(head)] == head)
    width, found = len(rows[start]), []
    for row in rows[start + 1:]:
        if len(row) != width:
            break
        found.append(row)
    return found


def _said(value):
    return "—" if value is None else value


def indicator_row(unit, code):
    """单位, 编号, 指标, 计量单位, 分子, 分母, 实证值, 申报值, 申报差异, 目标值, 序时计划, 进度差, 亮灯 of a figure."""
    state, above, below, value, reported, differing, target, planned, _, gap, light = expected.FIGURES[code, unit, None]
    said = [above, below, "缺报" if state == "missing" else value, reported, differing, target, planned, gap]
    return [UNITS[unit], code, *INDICATORS[code], *map(_said, said), LAMPS[light]]


INDICATOR_ROWS = [indicator_row(unit, code) for unit in (None, "E", "A", "B") for code in INDICATORS if (code, unit, None) in expected.FIGURES]

# 上月实证: in April 东城区 alone sent poles, three of them built; nobody sent stations or codes.
MONTH_ROWS = [
    ["杆柱新建数", "根", 3, 9, 6, 10, 15, 18, -33.333333, "■ 红"],
    ["杆柱改造数", "根", "—", 6, "—", "—", 5, 6, 16.666667, "✔ 完成"],
    ["5G基站数", "个", "—", 7, "—", 7, 12, 14, -35.714286, "■ 红"],
    ["5G物理站址数", "个", "—", 5, "—", "—", 5, 6, 0, "● 绿"],
    ["每万人基站数", "个/万人", "—", 1, "—", "—", 1, 1.2, 0, "● 绿"],
    ["赋码覆盖率", "%", "—", 20.588235, "—", "—", 25, 30, -14.705882, "▲ 黄"],
]

# Weighted by task: T1 40 T2 20 T3 30 T4 20 T5 20 T6 30 T7 20 T9 10 in the first stage, T8 10 in the second; 建设 T1 T3 T6, the others 服务.
# Reported 60 100 50 30 80 30 – 40; evidenced the same but T3 4 ÷ 6, T6 20 ÷ 60, T9 4 ÷ 6 of their targets.
# Planned: T2, T4, T5 are past their dates: 1; the others 58 of the 88 days from 04-03 to 06-30; T8 0.
STAGE_ROWS = [
    # (2400 + 2000 + 1500 + 600 + 1600 + 900 + 0 + 400) ÷ 190; T3 2000, T6 1000, T9 666.67; (130 × 58/88 + 60) ÷ 190.
    ["基础搭建", date(2023, 6, 30), 8, 1, 49.473684, 54.035088, 76.674641, -22.639553, "有延误风险"],
    ["全面推进", date(2023, 12, 31), 1, 0, 0, 0, 0, 0, "可按期完成"],
    # (24 + 15 + 9), (24 + 20 + 10); 58/88.
    ["建设", "—", 3, 0, 48, 54, 65.909091, -11.909091, "有延误风险"],
    # 20 + 6 + 16 + 0 + 0 + 4; T9 6.67; 60 + 30 × 58/88.
    ["服务", "—", 6, 1, 46, 48.666667, 79.772727, -31.106061, "难以按期完成"],
    # 建设 60 %, 服务 40 % of it: also of what is planned.
    ["全部任务", "—", 9, 1, 47.2, 51.866667, 71.454545, -19.587879, "有延误风险"],
]

# 04-30: T1-1 two days over, all else within its dates and without a report due; 05-31: expected.LIGHTS.
LIGHT_COUNTS = [
    ["■ 红", "严重滞后", 1, 0, 1], ["▲ 黄", "轻度滞后", 4, 1, 3], ["○ 灰", "没有数据", 1, 0, 1], ["◆ 蓝", "经批准暂停或延期", 1, 0, 1],
    ["● 绿", "按计划推进", 1, 8, -7], ["✔ 完成", "已完成", 1, 0, 1]]
# The worst first: red, yellow by level and age, grey, blue, green, done.
LIGHT_ROWS = [
    ["T6", "乙通信赋码", "乙通信", "■ 红", "约谈", date(2023, 5, 1)],
    ["T3", "甲通信建站", "甲通信", "▲ 黄", "督办", date(2023, 5, 1)],
    ["T9", "东城杆柱投用", "东城区", "▲ 黄", "督办", date(2023, 5, 1)],
    ["T5", "传输割接", "乙通信", "▲ 黄", "督办", date(2023, 5, 30)],
    ["T1", "东城杆柱选址建设", "东城区", "▲ 黄(已补)", "正常", date(2023, 5, 31)],
    ["T7", "印发规划", "领导小组办公室", "○ 灰", "正常", date(2023, 5, 6)],
    ["T4", "机房改造", "甲通信", "◆ 蓝", "正常", date(2023, 5, 12)],
    ["T8", "二期建站", "甲通信", "● 绿", "正常", date(2023, 4, 28)],
    ["T2", "底数普查", "东城区", "✔ 完成", "正常", date(2023, 5, 24)],
]
# Issued 05-04, a Thursday: signed for by 05-05; an ordinary matter has 15 days: 05-19, a Friday.
ORDER_ROWS = [["DB20230504-001", "督办：东城杆柱选址建设", "东城区", "督办", date(2023, 5, 4), date(2023, 5, 19), date(2023, 5, 5), date(2023, 5, 10),
               date(2023, 5, 11), "已办结", 1, "否"]]

GRADES = {"excellent": "优秀", "good": "良好", "pass": "合格", "fail": "不合格"}


def rank_row(unit):
    total, rank, grade = expected.TOTALS[unit]
    return [rank, UNITS[unit], total, GRADES[grade], expected.APPLICABLE[unit], *map(_said, expected.EARNED[unit])]


RANK_ROWS = {"（一）区": [rank_row("E")], "（二）企业": [rank_row("A"), rank_row("B")]}

# 应报, 按时, 迟报, 待说明, 退回未补, 未报, 退回次数: what waited for words is no 退回.
FILING_ROWS = [
    ["东城区", 5, 5, 0, 0, 0, 0, 1, "—"],
    ["甲通信", 4, 3, 1, 0, 0, 0, 1, "—"],
    ["乙通信", 6, 5, 0, 0, 0, 1, 1, "智慧杆柱（逾期未报）"],
    ["合计", 15, 13, 1, 0, 0, 1, 3, "—"],
]
# 规范 完整 准确 一致 时效 可访问, 强制 核实 提示, 已说明. 东城区's three files of poles:
#   wrong: G5 and B7 规范 强制, I8 完整 强制, B8 完整 提示, I9 一致 核实; doubtful: B8, I9, and E-07 gone 完整 核实; explained: the same three.
#   Words were written beside the two 核实 of the doubtful file and went with the explained one: four.
# 甲通信's undated station: I4 完整 强制; the one 乙通信 sent after closing is not of this paper.
# 乙通信's wrong report: B4 and D4 一致 强制; its coding ledger twice: the claimed code 一致 核实, explained the second time.
QUALITY_ROWS = [
    ["东城区", 2, 6, 0, 3, 0, 0, 3, 5, 3, 4],
    ["甲通信", 0, 1, 0, 0, 0, 0, 1, 0, 0, 0],
    ["乙通信", 0, 0, 0, 4, 0, 0, 2, 2, 0, 1],
    ["合计", 2, 7, 0, 7, 0, 0, 6, 7, 3, 5],
]


def lost_rows(unit):
    """单位, 分值, 得分, 扣分 of the annex: only what was not earned in full."""
    return [[UNITS[unit], points, earned, round(points - earned, 2)]
            for points, earned in zip(expected.POINTS, expected.EARNED[unit], strict=True) if earned is not None and earned < points]
