"""Who is who in the demo city: how far each unit is with its plan, when it hands in, how it answers orders."""

from dataclasses import dataclass
from typing import Literal

Desk = Literal["prompt", "slow", "empty", "silent"]  # answers in time; after the limit; without substance first; when chased


@dataclass(frozen=True)
class Member:
    """角色 — pace 1.0 is on plan; `offset` counts working days from the deadline (negative: before it)."""

    pace: float = 1.0
    coding: float = 1.0
    offset: int = -1
    rosy: float = 0.0          # share it adds to what it reports
    desk: Desk = "prompt"
    hasty_days: int = 0        # in some months one ledger comes so many working days late


MODEL = Member(pace=1.06, coding=1.04, offset=-2)
STEADY = Member()
CAST: dict[str, Member] = {
    # 市直主责部门
    "U01": MODEL,
    "U02": Member(pace=0.97, offset=0, desk="slow", hasty_days=3),
    "U03": Member(pace=1.03, coding=1.02, offset=-1),
    "U04": Member(pace=1.02, offset=-1, desk="slow", hasty_days=1),
    "U05": Member(offset=0, desk="empty", hasty_days=2),
    "U06": Member(pace=1.0, coding=0.8, hasty_days=2),
    "U07": Member(coding=0.97, hasty_days=1),
    "U08": Member(pace=0.99, offset=0, desk="prompt", hasty_days=3),
    # 区与功能区: U13 leads, U18 never learns, U18 and U22 are behind with poles, U17 and U19 with houses
    "U11": Member(pace=1.08, coding=1.03, offset=-2),
    "U12": Member(pace=1.04, coding=0.9, offset=0, hasty_days=2),
    "U13": Member(pace=1.12, coding=1.06, offset=-2),
    "U14": Member(pace=1.05, coding=0.78, hasty_days=3),
    "U15": Member(pace=1.06, coding=0.85, offset=0, hasty_days=2),
    "U16": Member(pace=1.05, coding=0.97, rosy=0.05, offset=0),
    "U17": Member(pace=1.04, coding=0.62, offset=0, hasty_days=1),
    "U18": Member(pace=0.56, coding=0.78, rosy=0.22, offset=2, desk="silent", hasty_days=4),
    "U19": Member(pace=1.05, coding=0.66, offset=0, desk="slow"),
    "U21": Member(pace=1.07, coding=0.8, offset=-2, hasty_days=1),
    "U22": Member(pace=0.72, coding=0.9, rosy=0.08, offset=0, desk="empty", hasty_days=2),
    # 国企与运营商
    "U31": Member(pace=1.04, coding=1.05, offset=0),
    "U32": Member(pace=1.02, coding=1.0, offset=0),
    "U33": Member(pace=0.9, coding=0.75, offset=0, hasty_days=3),
    "U34": Member(pace=1.02, coding=0.86, offset=-2, desk="slow"),
    "U35": Member(pace=1.1, coding=1.02, offset=-1, desk="prompt"),
    # 配合单位
    "U43": Member(pace=0.9, offset=0, hasty_days=2),
    "U44": Member(pace=0.96, hasty_days=4),
    "U46": Member(offset=1, desk="silent", hasty_days=3),
    "U47": Member(pace=1.0, offset=0, desk="empty", hasty_days=1),
}

# 功能区 have no region code: their objects stand in these districts.
HOST_REGIONS = {"U21": "990111", "U22": "990112"}
# 行政村 coverage stops growing after the summer, 信息基础设施 coding of the tower company too, 水利 in the autumn.
STALLS = {("U47", "N05"): "2023-09", ("U34", "C08"): "2023-09", ("U07", "C07"): "2023-10"}
# The two districts behind with houses catch up in the last month.
CATCHING_UP = {"U17": 0.93, "U19": 0.95}
# Who has handed in for the running month when the demo's today is reached.
EARLY_BIRDS = ("U01", "U03", "U07", "U11", "U13", "U17", "U19", "U31", "U32", "U33", "U35", "U42", "U44")


def member(unit: str) -> Member:
    return CAST.get(unit, STEADY)
