"""更正清单 for a workbook: a line for every published figure that is another one by now."""

from sqlalchemy.orm import Session

from data.assessment.restated import restatements
from data.calendar import at
from data.reports.exports.base import Ask, Exported

HEADERS = ("指标代码", "指标", "计量单位", "单位", "项", "已通报状态", "已通报", "现在状态", "现在", "变化", "由哪份报送改变")


def listed(session: Session, ask: Ask) -> Exported:
    found = restatements(session, ask.actor, ask.period, at(ask.today))
    rows = [(r.indicator, r.name, r.unit_word, r.unit_name, r.side, r.published_state.label, r.published, r.now_state.label, r.now, r.change,
             "；".join(f"{c.unit_name} {c.at:%Y-%m-%d %H:%M} {c.act} {c.receipt if c.is_seen else ''}".strip() for c in r.causes)) for r in found.rows]
    which = f"与第 {found.version} 次通报比较" if found.version else "这个月还没有通报"
    return Exported("更正清单", HEADERS, rows, [f"{which}；截止以后的报送、声明或退回 {found.files} 份"])
