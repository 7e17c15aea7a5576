"""The look of official tables: fonts, borders, number formats as named styles of a workbook."""

from copy import copy
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray

from data.vocabulary import Light

TITLE_FONT, HEAD_FONT, BODY_FONT, SUB_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312"
INK = {Light.GREEN: "1E6B30", Light.YELLOW: "7A5B00", Light.RED: "B81F1F", Light.GREY: "5C6670", Light.BLUE: "155FA3", Light.DONE: "09626F"}
TINT = {Light.GREEN: "E6F4E9", Light.YELLOW: "FFF4CC", Light.RED: "FBE3E3", Light.GREY: "EEF0F2", Light.BLUE: "E1EFFB", Light.DONE: "DDF1F4"}
# Numbers keep off the line by the width of a space; negative ones are red as well as signed.
WHOLE, DECIMAL, DAY, TEXT = "#,##0_ ;[Red]-#,##0_ ", "#,##0.00_ ;[Red]-#,##0.00_ ", "yyyy-mm-dd", "@"

_LINE = Side(style="thin", color="404040")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL = PatternFill("solid", fgColor="EDEFF2")


def _style(name: str, font: Font, align: str, *, wrap: bool = False, box: bool = False, top: bool = False) -> NamedStyle:
    """Boxed sentences are indented, to keep off the line."""
    placed = Alignment(horizontal=align, vertical="top" if top else "center", wrap_text=wrap, indent=int(box and align == "left"))
    style = NamedStyle(name=f"城基_{name}", font=font, alignment=placed)
    if box:
        style.border = _BOX
    return style


def _body(bold: bool = False, colour: str = "000000") -> Font:
    return Font(name=BODY_FONT, size=12, bold=bold, color=colour)


def _plain_styles() -> list[NamedStyle]:
    head = _style("表头", Font(name=HEAD_FONT, size=12), "center", wrap=True, box=True)
    head.fill = _HEAD_FILL
    number, date, code = (_style(n, _body(), a, box=True) for n, a in (("数值", "right"), ("日期", "center"), ("编码", "center")))
    date.number_format, code.number_format = DAY, TEXT
    return [
        head, number, date, code,
        _style("标题", Font(name=TITLE_FONT, size=22), "center", wrap=True),
        _style("分题", Font(name=HEAD_FONT, size=14), "left"),
        _style("表左", _body(), "left"), _style("表右", _body(), "right"),
        _style("戳记", Font(name=HEAD_FONT, size=12, color="B81F1F"), "center"),
        _style("文字", _body(), "center", wrap=True, box=True), _style("语句", _body(), "left", wrap=True, box=True),
        _style("附注", Font(name=SUB_FONT, size=11), "left", wrap=True), _style("正文", Font(name=BODY_FONT, size=14), "left", wrap=True, top=True),
        _style("封面标题", Font(name=TITLE_FONT, size=30), "center", wrap=True), _style("封面戳记", Font(name=HEAD_FONT, size=20, color="B81F1F"), "center"),
        _style("封面单位", Font(name=SUB_FONT, size=18), "center"), _style("封面项", Font(name=HEAD_FONT, size=14), "right"),
        _style("封面值", Font(name=BODY_FONT, size=14), "left", wrap=True),
        _style("签批", Font(name=BODY_FONT, size=14), "center")]


def _light_style(light: Light) -> NamedStyle:
    style = _style(f"灯_{light.label}", Font(name=HEAD_FONT, size=12, color=INK[light]), "center", wrap=True, box=True)
    style.fill = PatternFill("solid", fgColor=TINT[light])
    return style


def dress(book: Workbook) -> None:
    """Register the styles; the workbook's own font is the body font, so that blank cells fit."""
    book._named_styles["Normal"].font = Font(name=BODY_FONT, size=12)
    for style in (*_plain_styles(), *(_light_style(light) for light in Light)):
        book.add_named_style(style)


_ARRAYS: "WeakKeyDictionary[Workbook, dict[tuple[str, str], StyleArray]]" = WeakKeyDictionary()


def put_on(cell: Cell, style: str, number_format: str = "") -> None:
    """Give a cell a named style; looked up once a workbook, for a sheet has thousands of cells."""
    known = _ARRAYS.setdefault(cell.parent.parent, {})
    found = known.get((style, number_format))
    if found is not None:
        cell._style = copy(found)
        return
    cell.style = style
    if number_format:
        cell.number_format = number_format
    known[style, number_format] = copy(cell._style)


def style_name(name: str) -> str:
    return f"城基_{name}"


def light_style(light: Light) -> str:
    return style_name(f"灯_{light.label}")
