"""What the file says of itself: the template's hidden sheet, titles, and its name."""

import re
from dataclasses import dataclass, field

from data.intake.grid import Sheet, plain_text
from data.intake.types.plain import narrowed, squeezed

METADATA_SHEET, GUIDE_SHEET = "_chengji", "填报说明"  # sheets of a template that hold no objects
METADATA_KEYS = ("template", "version", "ledger", "unit", "period")
_RANGE = re.compile(r"(20\d{2})年?(?:\d{1,2})月?[-—–~～至到](\d{1,2})月")
_MONTH = re.compile(r"(20\d{2})年(\d{1,2})月(?!\d{1,2}[日号])")
_DASHED = re.compile(r"(?<!\d)(20\d{2})[-_.](0[1-9]|1[0-2])(?![\d]|[-_.]\d)")
_PACKED = re.compile(r"(?<!\d)(20\d{2})(0[1-9]|1[0-2])(?!\d)")
_UP_TO = re.compile(r"截[至止](?:日期|时间)?[:为]?(20\d{2})[年\-.](\d{1,2})[月\-.]\d{1,2}")
_UNIT = re.compile(r"(?:填报|报送|填表|制表|上报)单位(?:名称)?(?:\([^)]*\))?:(\S+)")


@dataclass
class Said:
    """文件自述 — pairs of (where it says so, what it says)."""

    template: dict[str, str] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    file_name: str = ""

    @property
    def months(self) -> list[tuple[str, str]]:
        found = [("标题", month) for title in self.titles for month in months_of(title)]
        return found + [("文件名", month) for month in months_of(self.file_name)]

    @property
    def unit_words(self) -> list[str]:
        return [match[1].strip("_ ") for title in self.titles if (match := _UNIT.search(narrowed(title)))]


def read_metadata(sheets: list[Sheet]) -> dict[str, str]:
    """Key and value rows of the template's own sheet; empty without one."""
    sheet = next((one for one in sheets if one.name == METADATA_SHEET), None)
    if sheet is None:
        return {}
    rows = (sheet.row_values(place) for place in range(min(sheet.rows.size, 50)))
    pairs = ((squeezed(plain_text(row.get(1))).lower(), narrowed(plain_text(row.get(2)))) for row in rows)
    return {key: value for key, value in pairs if key in METADATA_KEYS and value}


def months_of(text: str) -> list[str]:
    """Months a title or file name names; of 1—6月 the last; days of writing do not count, 截至 days do."""
    plain = squeezed(text)
    ranges = _RANGE.findall(plain)
    found = ranges or _MONTH.findall(plain) or _UP_TO.findall(plain) or _DASHED.findall(plain) or _PACKED.findall(plain)
    months = (f"{year}-{int(month):02d}" for year, month in found if 1 <= int(month) <= 12)
    return list(dict.fromkeys(months))
