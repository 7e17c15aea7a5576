"""Files that no careful writer makes: a wrong <dimension>, a macro, a locked workbook, something else altogether."""

import re
import struct
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_DIMENSION = re.compile(rb'<dimension ref="[^"]*"')
LONG_AGO = (1980, 1, 1, 0, 0, 0)
_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def as_wps(path: Path) -> None:
    """Say A1 for the whole sheet, as an old WPS does: readers that trust it lose every row."""
    _rewritten(path, lambda name, content: _DIMENSION.sub(b'<dimension ref="A1"', content) if "/worksheets/" in name else content, {})


def as_macro(path: Path) -> None:
    """The same workbook with a macro in it."""
    _rewritten(path, lambda _, content: content, {"xl/vbaProject.bin": b"\0" * 64})


def _rewritten(path: Path, change, more: dict[str, bytes]) -> None:  # noqa: ANN001 - (name, content) -> content
    with ZipFile(path) as archive:
        parts = {name: change(name, archive.read(name)) for name in archive.namelist()} | more
    with ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name, LONG_AGO), content, ZIP_DEFLATED)


def locked() -> bytes:
    """A compound file as Excel makes of a workbook with a password: two streams, nothing readable."""
    names = ["Root Entry", "EncryptionInfo", "EncryptedPackage"]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    fat = struct.pack("<II", _FAT, _END) + struct.pack("<I", _FREE) * 126
    entries = b"".join(_entry(n, name) for n, name in enumerate(names)) + _entry(3, "")
    return header + fat + entries


def _entry(number: int, name: str) -> bytes:
    """One directory entry: root, its two children side by side, and an unused one."""
    written = name.encode("utf-16-le") + b"\0\0" if name else b""
    kind = 5 if number == 0 else 2 if name else 0
    child, right = (1 if number == 0 else _FREE), (2 if number == 1 else _FREE)
    return (written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written), kind, 1, _FREE, right, child) + bytes(36)
            + struct.pack("<IQ", _END, 0))


HTML = "<html><body><table><tr><td>任务编号</td></tr></table></body></html>".encode()
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)


def document(text: str) -> bytes:
    """A PDF of one blank page whose title says what it is; the bytes are all that evidence needs in a demo."""
    words = "".join(f"{ord(c):04X}" for c in text)
    return (f"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            f"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n4 0 obj<</Title<FEFF{words}>>>endobj\n"
            f"trailer<</Root 1 0 R/Info 4 0 R>>\n%%EOF\n").encode()
