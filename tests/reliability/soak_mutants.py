"""2 000 mutated workbooks of every format that is taken."""

from datetime import date

import pytest

from tests.bad_inputs.spoil import as_csv, as_ods, as_xls, as_xlsb
from tests.reliability import city
from tests.reliability.test_mutants import HEADER, ROWS, a_good_workbook, read, through

TABLE = [["2023年6月智慧杆柱台账"], list(HEADER), *([str(value) if isinstance(value, date) else value for value in row] for row in ROWS)]
FORMATS = {"xlsx": a_good_workbook, "xls": lambda: as_xls(TABLE), "ods": lambda: as_ods(TABLE), "xlsb": lambda: as_xlsb(TABLE),
           "csv": lambda: as_csv(TABLE).encode("gb18030")}
EACH = 400


@pytest.mark.parametrize("form", FORMATS)
def test_mutated_files_of_every_format_never_end_otherwise(container, tmp_path, form):
    good = read(container, tmp_path / "good", city.book(), FORMATS[form]())
    assert good.parsed.rows_read == len(ROWS)
    ends, wrong = through(container, tmp_path, good, range(1000, 1000 + EACH))
    print(f"{form}: {ends}")
    assert wrong == {} and ends.total() == EACH
