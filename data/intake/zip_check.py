"""The directory of a zip file: every entry is looked at before any is opened."""

import struct
from io import BytesIO
from pathlib import Path
from stat import S_ISLNK
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from data.errors import UnreadableFile
from data.intake.limits import LARGE, MAX_ENTRIES, MAX_RATIO, RATIO_FREE

_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
# Files that are not compressed become this much larger when read.
PLAIN_GROWTH = 4
_END = b"PK\x05\x06"
_UNSAFE = "文件的压缩结构异常（{}），为安全起见不予打开；请用 WPS 或 Excel 打开原表，另存为 xlsx 后重新报送"
_FORBIDDEN = (
    ("vbaproject", "含有宏（VBA）", "请另存为不含宏的 .xlsx 后重新报送"),
    ("/macrosheets/", "含有宏表", "请另存为不含宏的 .xlsx 后重新报送"),
    ("/activex/", "含有 ActiveX 控件", "请删除控件后另存为 .xlsx 重新报送"),
    ("/embeddings/", "嵌入了其他文件（OLE 对象）", "请删除嵌入的对象后重新报送，佐证材料请在任务中另行上传"),
    ("/externallinks/", "含有指向其他工作簿或程序的外部链接（含 DDE）", "请在“数据—编辑链接”中断开链接，保存后重新报送"),
)


def open_zip(content: bytes) -> ZipFile:
    """The archive, once its directory has been found harmless; UnreadableFile with the reason otherwise."""
    try:
        archive = ZipFile(BytesIO(content))
    except (BadZipFile, LargeZipFile, ValueError, OSError, NotImplementedError, struct.error) as damaged:
        raise UnreadableFile("文件已损坏，压缩目录无法读取；可能没有传完，请重新保存并报送") from damaged
    _part_by_slashes(archive)
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise UnreadableFile(_UNSAFE.format(f"内部文件多达 {len(entries)} 个"))
    end = content.rfind(_END)
    if len(content) != end + 22 + len(archive.comment):
        raise UnreadableFile(_UNSAFE.format("文件末尾有多余内容"))
    _check_names(entries)
    for entry in entries:
        _check_entry(entry)
    _check_size(entries)
    _check_places(content, entries, archive.start_dir)
    return archive


def inflated_size(path: Path) -> int:
    """What the zip directory declares; for what is no zip, about what its cells will need beside it."""
    with path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            return path.stat().st_size * PLAIN_GROWTH
    try:
        with ZipFile(path) as archive:
            return sum(entry.file_size for entry in archive.infolist())
    except (BadZipFile, LargeZipFile, ValueError, OSError, NotImplementedError, struct.error):
        return path.stat().st_size


def _part_by_slashes(archive: ZipFile) -> None:
    """Some programs part the folders of a name by backslashes, which are no other folders; what leads out of the package stays out of it."""
    for entry in archive.infolist():
        entry.filename = entry.filename.replace("\\", "/")
    archive.NameToInfo = {entry.filename: entry for entry in archive.infolist()}


def _check_names(entries: list[ZipInfo]) -> None:
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) != len(names):
        raise UnreadableFile(_UNSAFE.format("内部文件重名"))
    for name in names:
        for part, found, remedy in _FORBIDDEN:
            if part in f"/{name}":
                raise UnreadableFile(f"文件{found}，不予接收；{remedy}")


def _check_entry(entry: ZipInfo) -> None:
    name = entry.filename
    if name.startswith("/") or entry.orig_filename.replace("\\", "/") != name or ".." in name.split("/") or name[1:2] == ":":
        raise UnreadableFile(_UNSAFE.format("内部文件路径越界"))
    if S_ISLNK(entry.external_attr >> 16):
        raise UnreadableFile(_UNSAFE.format("含有符号链接"))
    if entry.flag_bits & 0x1:
        raise UnreadableFile("文件已加密，系统没有密码；请取消打开密码后重新报送")
    if entry.compress_type not in (0, 8):
        raise UnreadableFile(_UNSAFE.format(f"使用了少见的压缩方法 {entry.compress_type}"))


def _check_size(entries: list[ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    if total > LARGE.inflated:
        raise UnreadableFile(f"文件展开后有 {total // 1048576} MB，超过 {LARGE.inflated // 1048576} MB 的上限；请按区或按批次拆成几个文件报送")
    for entry in entries:
        if entry.file_size > RATIO_FREE and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise UnreadableFile(_UNSAFE.format(f"压缩比超过 {MAX_RATIO} 倍"))


def _check_places(content: bytes, entries: list[ZipInfo], directory: int) -> None:
    """No two entries may share bytes, and each local header must say what the directory says."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    if ordered and ordered[0].header_offset:  # another archive before this one: which of the two is meant?
        raise UnreadableFile(_UNSAFE.format("文件开头有多余内容"))
    for entry, following in zip(ordered, [*(e.header_offset for e in ordered[1:]), directory], strict=True):
        header = content[entry.header_offset : entry.header_offset + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            raise UnreadableFile(_UNSAFE.format("目录与内容不符"))
        *_, name_length, extra_length = _LOCAL_HEADER.unpack(header)
        data_end = entry.header_offset + _LOCAL_HEADER.size + name_length + extra_length + entry.compress_size
        if data_end > following:
            raise UnreadableFile(_UNSAFE.format("内部文件相互重叠"))
