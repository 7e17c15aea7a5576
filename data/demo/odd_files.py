"""Files that are no ledger: with a macro, locked, something else altogether."""

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from data.demo.sheets import LONG_AGO

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def with_macro(workbook: bytes) -> bytes:
    """The same workbook with a macro in it."""
    sink = BytesIO(workbook)
    with ZipFile(sink, "a", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo("xl/vbaProject.bin", LONG_AGO), bytes(64))
    return sink.getvalue()


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
