"""The objects of a rectangle of the map, for a workbook."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.errors import GovernanceError
from data.indicators.grid_levels import middle
from data.indicators.map_box import InBox, count_in_box, rows_in_box
from data.indicators.map_narrowed import Narrowed, narrowings
from data.indicators.map_views import parse_box, placed_ledgers
from data.reports.exports.base import Ask, Exported
from data.store import rulebook
from data.store.tables import Submission

HEADERS = ("图层", "单位", "自有编号", "统一识别代码", "名称", "类型", "状态", "行政区划代码", "经度", "纬度", "位置精度", "统一标准地址", "自哪一期起", "争议",
           "来源回执", "来源文件", "工作表", "行号")
EXACT, ROUNDED = "原坐标", "20″格中心"
ADDRESS = "address"


def objects(session: Session, ask: Ask) -> Exported:
    """What the map shows of the rectangle, no more and no finer; more than the limit are refused, never cut."""
    narrowed = Narrowed(_listed(ask.word("ledgers")), ask.word("unit"), _listed(ask.word("only")))
    bounds = parse_box(ask.subject)
    counted = count_in_box(session, ask.actor, narrowed, bounds, ask.period, ask.limit)
    if counted.is_by_cells or counted.total > ask.limit:
        raise GovernanceError(f"框内对象超过 {ask.limit} 行的导出上限，没有导出；请缩小框，或按图层、单位、状态筛选后分几次导出")
    book = rulebook.newest_book(session)
    names, ledgers = {unit.code: unit.short_name for unit in book.units.values()}, {code: ledger.name for code, ledger in book.ledgers.items()}
    sources: dict[int, Submission | None] = {}

    def lines() -> Iterator[tuple[Any, ...]]:
        for row, is_rounded in rows_in_box(session, ask.actor, narrowed, bounds, ask.period):
            if row.source not in sources:
                sources[row.source] = session.scalar(select(Submission).where(Submission.seq == row.source))
            source = sources[row.source]
            place = tuple(round(degrees, 6) for degrees in middle(row.lng, row.lat)) if is_rounded else (row.lng, row.lat)
            yield (ledgers[row.ledger], names.get(row.unit, row.unit), row.key, row.code, row.name, row.kind, row.status, row.region, *place,
                   ROUNDED if is_rounded else EXACT, row.body.get(ADDRESS), row.period_from, "争议中" if row.disputed else None,
                   source.receipt if source else None, source.file_name if source else None, row.sheet, row.row)
    return Exported("地图框选对象", HEADERS, lines(), _said(session, narrowed, counted, ledgers, names), is_long=True)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split(",") if word)


def _said(session: Session, narrowed: Narrowed, counted: InBox, ledgers: dict[str, str], names: dict[str, str]) -> list[str]:
    """Where, whose objects, how many, what was filtered, and which places are rounded."""
    b = counted.bounds
    known = f"第 {counted.version} 次通报时的台账" if counted.version else "当前台账，不是该月末的状态"
    chosen = [f"{ledger}　{words}" for word, ledger, words in narrowings(placed_ledgers(session)) if word in narrowed.only]
    filters = ([f"单位：{names.get(narrowed.unit, narrowed.unit)}"] if narrowed.unit else []) + chosen
    rounded = [f"{'、'.join(ledgers[code] for code in counted.rounded)} 的精确位置不在您的查看范围内，按 20″ 格选取，坐标为格中心"] if counted.rounded else []
    return [f"范围：东经 {b.west:.4f}°—{b.east:.4f}°，北纬 {b.south:.4f}°—{b.north:.4f}°（CGCS2000）　对象：{known}",
            f"共 {counted.total} 个：{'、'.join(f'{ledgers[code]} {n}' for code, n in counted.layers) or '无'}　筛选：{'；'.join(filters) or '无'}", *rounded]
