"""The look of a template: the fonts and colours of the reports, cells that may be typed in left unlocked."""

from typing import Any

import xlsxwriter

from data.catalogue.ledger import Column

# As in the reports (data/reports/look.py), which stand further right in the house.
TITLE_FONT, HEAD_FONT, BODY_FONT, SUB_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312"
LINE, FAINT, HEAD_FILL, REQUIRED_FILL, RED, GREY = "#404040", "#BFBFBF", "#EDEFF2", "#FFF4CC", "#B81F1F", "#5C6670"
SHORT_TEXT, LONG_TEXT = 200, 300  # characters; longer texts are not preset to text format, which some programs show as ###
ROW_HEIGHT, LINE_HEIGHT = 22, 16  # points
ONE_LINE = 20  # places up to which a header stays on one line
TEXT_FORMAT, DAY_FORMAT, PERCENT_FORMAT, WHOLE_FORMAT, FREE_FORMAT = "@", "yyyy-mm-dd", "0.00%", "0", "General"
BODY = {"font_name": BODY_FONT, "font_size": 12, "valign": "vcenter"}
CELL = {**BODY, "border": 1, "border_color": FAINT, "locked": False}
STYLES: dict[str, dict[str, Any]] = {
    "open": {**BODY, "locked": False},
    "title": {"font_name": TITLE_FONT, "font_size": 22, "align": "center", "valign": "vcenter"},
    "left": {**BODY, "align": "left"},
    "right": {**BODY, "align": "right"},
    "tip": {"font_name": SUB_FONT, "font_size": 11, "font_color": GREY, "align": "left", "valign": "vcenter"},
    "head": {"font_name": HEAD_FONT, "font_size": 12, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1, "border_color": LINE,
             "bg_color": HEAD_FILL},
    "section": {"font_name": HEAD_FONT, "font_size": 14, "align": "left", "valign": "vcenter"},
    "words": {**BODY, "align": "left", "text_wrap": True},
    "boxed": {**BODY, "align": "left", "text_wrap": True, "border": 1, "border_color": LINE, "indent": 1},
    "centred": {**BODY, "align": "center", "text_wrap": True, "border": 1, "border_color": LINE},
}
STYLES["required"] = {**STYLES["head"], "bg_color": REQUIRED_FILL, "font_color": RED}
STYLES["must"] = {**STYLES["centred"], "bg_color": REQUIRED_FILL, "font_color": RED}


class Look:
    """The formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book, self._made = book, dict[tuple[tuple[str, Any], ...], Any]()

    def __getitem__(self, name: str) -> Any:
        return self._format(STYLES[name])

    def cell(self, column: Column, quoted: bool = False) -> Any:
        """A cell of the table; `quoted` for texts that begin like a formula."""
        return self._format({**CELL, **cell_style(column), **({"quote_prefix": True} if quoted else {})})

    def _format(self, style: dict[str, Any]) -> Any:
        key = tuple(sorted(style.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(style)
        return self._made[key]


def cell_style(column: Column) -> dict[str, Any]:
    """Codes and short texts are text, dates are dates, numbers stand at the right."""
    if column.type in ("text", "code", "month"):
        is_long = column.type == "text" and column.max_length > LONG_TEXT
        return {"num_format": FREE_FORMAT if is_long else TEXT_FORMAT, "align": "left", "indent": 1, "text_wrap": column.type == "text"}
    if column.type in ("choice", "switch"):
        return {"num_format": TEXT_FORMAT, "align": "center"}
    if column.type == "date":
        return {"num_format": DAY_FORMAT, "align": "center"}
    form = {"percent": PERCENT_FORMAT, "integer": WHOLE_FORMAT}.get(column.type, FREE_FORMAT)
    return {"num_format": form, "align": "right", "indent": 1}


def width_of(column: Column, header: str) -> float:
    """Wide enough for what is usually written; a long header stands on two lines."""
    by_code = {"entity_code": 25, "beidou": 22, "credit_code": 22, "device_code": 24, "estate_code": 32, "component_code": 20, "region_code": 13,
               "class_code": 13, "unit": 18}
    by_type = {"date": 14, "month": 11, "integer": 11, "number": 11, "percent": 11, "degrees": 14, "switch": 9}
    if column.type == "text":
        usual = 38 if column.max_length > LONG_TEXT and column.required else 28 if column.max_length > SHORT_TEXT else 22
    elif column.type == "choice":
        usual = max(places(word) for word in column.choices) + 5
    else:
        usual = by_code.get(column.code or "", 14) if column.type == "code" else by_type[column.type]
    told = places(header) + 3
    return min(44, max(usual, told if told <= ONE_LINE else told / 2 + 4, 9))


def places(text: str) -> int:
    """Places a text takes: a Chinese character takes two, as in the old encoding."""
    return len(text.encode("gb18030", "replace"))
