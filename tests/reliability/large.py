"""The fullest sheet there can be, written row by row."""

from io import BytesIO
from itertools import islice
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from tests.builders import MAIN, a_workbook, part_of
from tests.reliability.city import HEADER

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
MOST_ROWS = 1_048_575  # of a sheet, below one row of headings
_OWN = 2               # texts that every row has for itself: number and name
_WORDS = ("990101", "在建", "新建")
_AT_ONCE = 10_000


def write_full_book(path: Path, rows: int) -> None:
    """So many poles of the east in one sheet, in the plain form that spreadsheet programs write."""
    small = a_workbook([["A0", "0号杆", *_WORDS, 8, 100.1, 30.1]], HEADER, sheet="台账")
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name in [name for name in ZipFile(BytesIO(small)).namelist() if name not in (SHEET, STRINGS)]:
            archive.writestr(name, part_of(small, name))
        head, _, rest = part_of(small, SHEET).decode().partition('<row r="2"')
        _write(archive, SHEET, head, map(_row, range(2, rows + 2)), rest[rest.index("</sheetData>"):])
        texts = (f"<si><t>{text}</t></si>" for n in range(2, rows + 2) for text in (f"A{n - 1}", f"{n - 1}号杆"))
        first = "".join(f"<si><t>{text}</t></si>" for text in (*HEADER, *_WORDS))
        _write(archive, STRINGS, f'<sst xmlns="{MAIN}">{first}', texts, "</sst>")


def _row(n: int) -> str:
    own, shared = len(HEADER) + len(_WORDS) + _OWN * (n - 2), len(HEADER)
    texts = [own, own + 1, shared, shared + 1, shared + 2]
    figures = [4 + n % 40 / 4, 100.2 + n % 1000 / 5000, 30.2 + n // 1000 / 5000]
    cells = [f'<c r="{letter}{n}" t="s"><v>{text}</v></c>' for letter, text in zip("ABCDE", texts, strict=True)]
    cells += [f'<c r="{letter}{n}"><v>{figure:.8g}</v></c>' for letter, figure in zip("FGH", figures, strict=True)]
    return f'<row r="{n}">{"".join(cells)}</row>'


def _write(archive: ZipFile, name: str, head: str, pieces, tail: str) -> None:
    with archive.open(name, "w", force_zip64=True) as part:
        part.write(head.encode())
        while piece := "".join(islice(pieces, _AT_ONCE)):
            part.write(piece.encode())
        part.write(tail.encode())
