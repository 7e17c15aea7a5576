"""Read any accepted kind of file into sheets of columns."""

from data.errors import UnreadableFile
from data.intake.grid import Sheet
from data.intake.other_readers import read_csv, read_with_calamine
from data.intake.package import read_part
from data.intake.sniff import FileKind, sniff
from data.intake.xlsx_reader import read_xlsx


def read(content: bytes) -> tuple[FileKind, list[Sheet]]:
    """The kind of the file and its sheets, hidden ones too; UnreadableFile with the reason."""
    kind, archive = sniff(content)
    if kind == FileKind.XLSX:
        assert archive is not None
        sheets = read_xlsx(archive)
    elif kind == FileKind.CSV:
        sheets = read_csv(content)
    else:
        if kind == FileKind.ODS:
            assert archive is not None
            read_part(archive, "content.xml")
        sheets = read_with_calamine(content, kind, archive)
    if not any(sheet.columns for sheet in sheets):
        raise UnreadableFile("文件里没有任何内容；请填写模板后重新报送（本月确无内容的，请在报送页声明“零报告”）")
    return kind, sheets
