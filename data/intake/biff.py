"""The records of an xls or et workbook stream ([MS-XLS] 2.1.4), and what in them may not come in."""

import re
import struct
from collections.abc import Iterator
from itertools import takewhile

from data.errors import UnreadableFile
from data.intake.ole import read_stream

STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")
BEGIN, END, SHEET = 0x0809, 0x000A, 0x0085
LOCKED = "文件已加密，系统没有密码；请取消打开密码后重新报送"
EMBEDDED = "文件嵌入了其他文件（OLE 对象），不予接收；请删除嵌入的对象后重新报送，佐证材料请在任务中另行上传"
LINKED = "文件含有指向其他工作簿或程序的外部链接（含 DDE），不予接收；请在“数据—编辑链接”中断开链接，保存后重新报送"
MACRO_SHEET = "文件含有宏表，不予接收；请另存为不含宏的 .xlsx 后重新报送"
# What a workbook begins with that is older than compound files: Excel 2, 3 and 4.
OLD_BEGINNINGS = (b"\x09\x00\x04\x00", b"\x09\x00\x06\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_FILE_PASS, _BOOK_LINK = 0x002F, 0x01AE
_ITSELF = {0x0401, 0x3A01}  # a link to this very workbook, or to functions of add-ins
_MACRO_SHEETS = {1, 6}      # of Excel 4, and of Visual Basic before 1997
_OBJECT = re.compile("(?:MBD|LNK)[0-9A-F]{8}")
_HEAD = struct.Struct("<HH")


def records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of each record from a place on."""
    while place + 4 <= len(stream):
        kind, size = _HEAD.unpack_from(stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size


def refuse_what_acts(content: bytes, names: set[str]) -> None:
    """Locked, with macro sheets, links or objects: refused with the reason; a damaged file is left to whoever reads it."""
    if any(_OBJECT.fullmatch(name) for name in names):
        raise UnreadableFile(EMBEDDED)
    try:
        stream = read_stream(content, STREAMS)
    except (struct.error, IndexError, ValueError, StopIteration):
        return
    for kind, data in takewhile(lambda record: record[0] != END, records(stream, 0)):
        if kind == _FILE_PASS:
            raise UnreadableFile(LOCKED)
        if kind == SHEET and data[5:6] and data[5] & 0x0F in _MACRO_SHEETS:
            raise UnreadableFile(MACRO_SHEET)
        if kind == _BOOK_LINK and int.from_bytes(data[2:4], "little") not in _ITSELF:
            raise UnreadableFile(LINKED)
