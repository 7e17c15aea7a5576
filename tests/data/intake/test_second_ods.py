"""The second reading of an ods: what its walk counts, and what of it the reader would lose."""

from datetime import datetime, time

import pytest

from data.errors import UnreadableFile
from data.intake.grid import CellError, Percent
from data.intake.reader import read
from data.intake.second import ods
from data.intake.sniff import FileKind, sniff
from tests.builders import a_zip, changed_zip, part_of
from tests.data.intake.test_container import ods_with


def read_cells(content):
    return [sheet.cells for sheet in read(content)[1]]


def cell(inner, kind="string", more=""):
    return f'<table:table-cell office:value-type="{kind}" {more}>{inner}</table:table-cell>'


X = cell("<text:p>x</text:p>")
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


@pytest.mark.parametrize(("cells", "count"), [
    (X, 1), (cell("<text:p></text:p>") + X, 1), (cell("") + X, 1), (cell("<text:p>8</text:p>", "float", 'office:value="8"'), 1),
    (cell("<text:p/>", "date", 'office:date-value="2023-06-01"') + X, 2), (cell("", "string", 'office:string-value="abc"') + X, 2),
    (cell("<text:p>x</text:p>", "string", 'table:number-columns-repeated="3"'), 3), (cell("<text:p> </text:p>") + X, 2),
    (cell('<text:p><text:s text:c="2"/></text:p>') + X, 2), (cell("<text:p/><text:p/>") + X, 2), (cell("<text:p><text:span>a</text:span></text:p>"), 1),
    ("<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation></table:table-cell>" + X, 1),
    (cell("<office:annotation><text:p>批注</text:p></office:annotation><text:p>v</text:p>"), 1),
    (X + '<table:covered-table-cell office:value-type="string"><text:p>y</text:p></table:covered-table-cell>', 2)])
def test_cells_of_an_ods_are_counted_as_the_reader_reads_them(cells, count):
    content = ods_with(f"<table:table-row>{cells}</table:table-row>")
    assert [one.cells for one in ods.count(sniff(content)[1])] == [count] == read_cells(content)


def test_repeated_and_grouped_rows_of_an_ods_count():
    row = f"<table:table-row>{X}</table:table-row>"
    content = ods_with(f"<table:table-header-rows>{row}</table:table-header-rows><table:table-row-group>{row}</table:table-row-group>"
                       f'<table:table-row table:number-rows-repeated="3">{X}</table:table-row>')
    assert [one.cells for one in ods.count(sniff(content)[1])] == [5] == read_cells(content)


def test_a_percentage_of_an_ods_is_one():
    percent = cell("<text:p>150%</text:p>", "percentage", 'office:value="1.5" table:number-columns-repeated="2"')
    plain = cell("<text:p>1.5</text:p>", "float", 'office:value="1.5"')
    sheet = read(ods_with(f"<table:table-row>{percent}{plain}</table:table-row>"))[1][0]
    assert sheet.row_values(0) == {1: Percent(1.5), 2: Percent(1.5), 3: 1.5}


def laid_out(content):
    """The same ods with every tag on a line of its own, as some programs write it."""
    return changed_zip(content, {"content.xml": part_of(content, "content.xml").replace(b"><", b">\n  <")})


def without_mimetype(content):
    return a_zip({"content.xml": part_of(content, "content.xml"), "META-INF/manifest.xml": "application/vnd.oasis.opendocument.spreadsheet"})


@pytest.mark.parametrize("written", [laid_out, without_mimetype])
def test_an_ods_as_other_programs_write_it_is_read(written):
    content = ods_with(f"<table:table-row>{X}<table:table-cell><text:p/></table:table-cell>{cell('<text:p>甲<text:s/>乙</text:p>')}</table:table-row>")
    kind, sheets = read(written(content))
    assert (kind, sheets[0].row_values(0)) == (FileKind.ODS, {1: "x", 3: "甲 乙"})


@pytest.mark.parametrize("error", [
    cell("<text:p>#DIV/0!</text:p>", "string", 'table:formula="of:=1/0" office:string-value=""'),
    cell("<text:p>#DIV/0!</text:p>", "float", f'table:formula="of:=1/0" office:value="0" {CALC} calcext:value-type="error"')], ids=["as a text", "as a zero"])
def test_an_error_in_an_ods_is_neither_nothing_nor_zero(error):
    sheet = read(ods_with(f"<table:table-row>{error}{X}</table:table-row>"))[1][0]
    assert sheet.row_values(0) == {1: CellError("#DIV/0!"), 2: "x"}


def test_moments_and_spans_of_time_may_share_a_column():
    moments = [cell("<text:p/>", "date", 'office:date-value="2023-06-01T12:00:00"'), cell("<text:p/>", "time", 'office:time-value="PT10H10M10S"')]
    sheet = read(ods_with("".join(f"<table:table-row>{one}</table:table-row>" for one in moments)))[1][0]
    assert sheet.columns[1].values == [datetime(2023, 6, 1, 12), time(10, 10, 10)]


def test_what_looks_like_an_error_but_was_typed_is_a_text():
    sheet = read(ods_with(f"<table:table-row>{cell('<text:p>#N/A</text:p>')}</table:table-row>"))[1][0]
    assert sheet.row_values(0) == {1: "#N/A"}


def test_a_table_inside_a_cell_that_the_reader_loses_is_an_error():
    inner = f'<table:table table:is-sub-table="true"><table:table-row>{X}</table:table-row></table:table>'
    with pytest.raises(UnreadableFile, match="不一致"):
        read(ods_with(f"<table:table-row>{X}<table:table-cell>{inner}</table:table-cell></table:table-row>"))
