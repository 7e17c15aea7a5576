"""核验 — a workbook we wrote, cell by cell against the database: one sentence for every difference."""

from collections.abc import Callable, Container
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.exceptions import InvalidFileException
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.errors import UnreadableFile
from data.reports import look
from data.reports.edition import Edition, View, read_back
from data.reports.paper import Paper
from data.reports.workbook import cells_of, facts_sha, proof_of, same
from data.store.tables import AuditEntry

SHOWN = 200  # differences told one by one
Drawn = Callable[[View], Paper]


def opened(path: Path, kinds: Container[str]) -> tuple[Workbook, Edition]:
    """The workbook, and which paper it says it is; what we did not write is refused."""
    try:
        book = load_workbook(BytesIO(path.read_bytes()))
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError):
        raise UnreadableFile(f"“{path.name}”不能作为工作簿打开，请核验系统生成的 xlsx 原件") from None
    texts = proof_of(book)
    if texts is None or texts.get("kind") not in kinds:
        raise UnreadableFile(f"“{path.name}”不是本系统编制的报表，或已被其他软件另存而失去核验信息，请核验系统生成的原件")
    return book, read_back(texts)


def differences(session: Session, book: Workbook, made: Edition, draw: Drawn) -> list[str]:
    """Empty when every cell is what the database says of that edition in this session."""
    fresh, kept = draw(View(session, made)).book, (proof_of(book) or {}).get("facts")
    found, wanted = cells_of(book), cells_of(fresh)
    told = [_sentence(fresh, at, found.get(at), wanted.get(at)) for at in sorted(found.keys() | wanted.keys(), key=_order(fresh))
            if not same(found.get(at), wanted.get(at))]
    if told and facts_sha(found) == kept:
        told.insert(0, "文件自编制后没有被改动；以下差异是系统内的数据在编制之后发生了变化")
    if facts_sha(found) != kept:
        told.insert(0, "文件内容与编制时的校验值不符：文件在编制之后被改动过")
    return [*told[:SHOWN], *([f"另有 {len(told) - SHOWN} 处差异未列出"] if len(told) > SHOWN else [])]


def chain(session: Session, e: Edition) -> list[str]:
    """The audit entry the cover names must still be in the chain."""
    if not e.audit_seq:
        return []
    known = session.scalar(select(AuditEntry.hash).where(AuditEntry.seq == e.audit_seq))
    return [] if known == e.audit_hash else [f"封面所载审计链第 {e.audit_seq} 条与系统内的审计记录不符"]


def _order(book: Workbook) -> Callable[[tuple[str, str]], tuple[int, int, int]]:
    place = {name: n for n, name in enumerate(book.sheetnames)}
    return lambda at: (place.get(at[0], len(place)), *coordinate_to_tuple(at[1]))


def _sentence(book: Workbook, at: tuple[str, str], found: object, wanted: object) -> str:
    sheet, cell = at
    where = f"表“{sheet}”单元格 {cell}{_place(book, sheet, cell)}"
    return f"{where}：文件为“{_shown(found)}”，系统为“{_shown(wanted)}”"


def _shown(value: object) -> str:
    return "空" if value is None else str(value)[:60]


def _place(book: Workbook, sheet: str, cell: str) -> str:
    """Whose row and which column, in the paper's own words."""
    if sheet not in book.sheetnames:
        return ""
    rows, column = coordinate_to_tuple(cell)
    ws = book[sheet]
    above = (ws.cell(r, column) for r in range(rows - 1, 0, -1))
    head = next((str(c.value).replace("\n", "") for c in above if c.style == look.style_name("表头") and c.value), "")
    names = [str(c.value) for c in ws[rows][:3] if isinstance(c.value, str) and c.coordinate != cell][:2]
    return f"（{'，'.join(filter(None, [' '.join(names), head]))}）" if head else ""
