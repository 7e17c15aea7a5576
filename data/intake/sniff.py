"""What kind of file this is, by its bytes and never by its name; what may not come in is refused with the reason."""

from zipfile import ZipFile

from data.errors import UnreadableFile
from data.intake import biff, ole
from data.intake.package import inflated
from data.intake.zip_check import open_zip
from data.vocabulary import Labelled

SEND = "请用 WPS 或 Excel 打开后另存为 .xlsx 重新报送"
_MANIFEST = "META-INF/manifest.xml"
_LEGACY_MACROS = {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "Macros", "VBA"}


class FileKind(Labelled):
    XLSX = "xlsx", "Excel 工作簿"
    XLS = "xls", "Excel 97—2003 或 WPS 表格（et）"
    XLSB = "xlsb", "Excel 二进制工作簿"
    ODS = "ods", "OpenDocument 表格"
    CSV = "csv", "逗号分隔文本"


def sniff(content: bytes) -> tuple[FileKind, ZipFile | None]:
    """The kind, and the checked archive when it is a zip; UnreadableFile for everything else."""
    if not content:
        raise UnreadableFile(f"文件是空的（0 字节），可能没有传完；{SEND}")
    if content[:4] == b"PK\x03\x04":
        return _zipped(open_zip(content))
    if content.startswith(ole.MAGIC):
        return _compound(content), None
    return _plain(content), None


def _zipped(archive: ZipFile) -> tuple[FileKind, ZipFile]:
    names = {name.lower() for name in archive.namelist()}
    if "mimetype" in names:
        mime = inflated(archive, "mimetype")[:100] if "mimetype" in archive.namelist() else b""
        if b"opendocument.spreadsheet" in mime:
            return _ods(archive, names)
        raise UnreadableFile(f"这是 OpenDocument 的其他文档，不是表格；{SEND}")
    if "content.xml" in names and b"opendocument.spreadsheet" in _manifest(archive):
        return _ods(archive, names)  # some programs leave the mimetype out
    if "xl/workbook.bin" in names:
        return FileKind.XLSB, archive
    if "[content_types].xml" not in names:
        raise UnreadableFile(f"这是压缩包，不是表格文件；请把里面的表格逐个报送，或{SEND[1:]}")
    if any(name.startswith("word/") for name in names):
        raise UnreadableFile(f"这是 Word 文档，不是表格；请把表格内容填入模板后报送，或{SEND[1:]}")
    if any(name.startswith("ppt/") for name in names):
        raise UnreadableFile("这是演示文稿，不是表格；请把内容填入模板后报送")
    if b"macroEnabled" in inflated(archive, next(n for n in archive.namelist() if n.lower() == "[content_types].xml")):
        raise UnreadableFile("文件是启用宏的工作簿（xlsm），不予接收；请另存为不含宏的 .xlsx 后重新报送")
    return FileKind.XLSX, archive


def _ods(archive: ZipFile, names: set[str]) -> tuple[FileKind, ZipFile]:
    if any(name.startswith(("basic/", "scripts/")) for name in names):
        raise UnreadableFile("文件含有宏，不予接收；请删除宏后另存为 .xlsx 重新报送")
    if any(name.startswith("object ") for name in names):
        raise UnreadableFile("文件嵌入了其他对象，不予接收；请删除嵌入的对象后重新报送")
    if b"encryption-data" in _manifest(archive):
        raise UnreadableFile(biff.LOCKED)
    return FileKind.ODS, archive


def _manifest(archive: ZipFile) -> bytes:
    return inflated(archive, _MANIFEST) if _MANIFEST in archive.namelist() else b""


def _compound(content: bytes) -> FileKind:
    names = ole.stream_names(content)
    if "EncryptedPackage" in names:
        raise UnreadableFile(biff.LOCKED)
    if names & _LEGACY_MACROS:
        raise UnreadableFile("文件含有宏（VBA），不予接收；请另存为不含宏的 .xlsx 后重新报送")
    if names & set(biff.STREAMS):
        biff.refuse_what_acts(content, names)
        return FileKind.XLS
    if "WordDocument" in names:
        raise UnreadableFile("这是 Word 文档，不是表格；请把表格内容填入模板后报送")
    raise UnreadableFile(f"文件是旧式复合文档，但里面没有表格；{SEND}")


def _plain(content: bytes) -> FileKind:
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<meta")):
        raise UnreadableFile(f"文件内容是网页或 XML 文本，只是改了扩展名；{SEND}")
    if head.startswith(b"%pdf"):
        raise UnreadableFile("这是 PDF 文件，不是表格；请把内容填入模板后报送")
    if head.startswith((b"rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise UnreadableFile("这是压缩包，不是表格文件；请解压后把表格逐个报送")
    if content.startswith(biff.OLD_BEGINNINGS):
        raise UnreadableFile(f"这是 Excel 4.0 或更早的旧格式，系统读不了；{SEND}")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return FileKind.CSV
    if b"\0" in content[:65536]:
        raise UnreadableFile(f"认不出这是什么文件（不是表格，也不是文本）；{SEND}")
    return FileKind.CSV
