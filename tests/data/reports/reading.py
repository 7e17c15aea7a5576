"""A written workbook as a test reads it: tables found by their heads."""

from openpyxl import load_workbook

from data.reports.files import write_report
from tests.data.reports.month import JUNE, NOW


def written(session, path, kind="bulletin", unit=None, now=NOW):
    write_report(session, kind, JUNE, unit, path, now)
    return load_workbook(path)


def table(sheet, first, width):
    """Rows under the head that begins with a cell `first` in column A, up to the first blank or note."""
    rows = [[cell.value for cell in row[:width]] for row in sheet.iter_rows()]
    start = next(n for n, row in enumerate(rows) if row[0] == first)
    found = []
    for row in rows[start + 1:]:
        if row[0] is None or str(row[0]).startswith("注："):
            break
        found.append(row)
    return found


def cell_with(sheet, value):
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == value)
