"""地下空间 for a workbook: boreholes with their layers, what is modelled, the segments of tunnels."""

from sqlalchemy.orm import Session

from data.errors import NotFound
from data.indicators.underground import Hole, Layer, modelled, tunnel_segments, underground
from data.reports.exports.base import Ask, Exported

HOLE = ("单位", "钻孔编号", "工程", "行政区划", "孔口高程（米）", "高程基准", "终孔深度（米）", "水位埋深（米）")
LAYER = ("层号", "岩土名称", "岩土类别", "层顶深度（米）", "层底深度（米）")


def boreholes(session: Session, ask: Ask) -> Exported:
    """One row a layer; a borehole without layers has one row."""
    view = underground(session, ask.actor, ask.period, ask.word("region") or None)
    if view is None:
        raise NotFound("办法中没有地质钻孔台账")
    rows = [[*_hole(hole), *_layer(layer)] for hole in view.holes for layer in (hole.layers or (None,))]
    notes = [f"{reason}：{n} 个" for reason, n in view.left_out.items()] + ([f"另有 {view.more} 个钻孔不在表中，请按区筛选。"] if view.more else [])
    return Exported("地质钻孔与分层", (*HOLE, *LAYER), rows, notes)


def _hole(h: Hole) -> list[object]:
    return [h.unit_name, h.number, h.project, h.region, h.mouth, h.datum, h.depth, h.water]


def _layer(layer: Layer | None) -> list[object]:
    return [None] * 5 if layer is None else [layer.number, layer.name, layer.kind, layer.top, layer.bottom]


def modelled_area(session: Session, ask: Ask) -> Exported:
    rows = [[m.name, m.figure.value, m.area, m.share, m.figure.reason] for m in modelled(session, ask.actor, ask.period)]
    return Exported("地下建模面积", ("范围", "已建模（平方公里）", "辖区面积（平方公里）", "占比（%）", "说明"), rows)


def tunnels(session: Session, ask: Ask) -> Exported:
    rows = [[s.unit_name, s.name, s.kind, s.region, s.start, s.end, s.status, s.length, s.smart, s.devices]
            for s in tunnel_segments(session, ask.actor, ask.period)]
    return Exported("综合管廊各段", ("单位", "管廊", "类型", "所在区", "起点", "终点", "状态", "长度（公里）", "已智能化（公里）", "智能设备（台）"), rows)
