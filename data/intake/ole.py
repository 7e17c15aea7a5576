"""The directory of an OLE compound file (xls, et, encrypted packages): only the names in it."""

import struct

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_CHAIN = 0xFFFFFFFA
_ENTRY = 128
_MAX_SECTORS = 4096


def stream_names(content: bytes) -> set[str]:
    """Names of all streams and storages; what is damaged simply ends the list."""
    if len(content) < 512:
        return set()
    shift = struct.unpack_from("<H", content, 30)[0]
    if shift not in (9, 12):
        return set()
    size, names = 1 << shift, set[str]()
    fat = _allocation_table(content, size)
    sector, seen = struct.unpack_from("<I", content, 48)[0], 0
    while sector < _END_OF_CHAIN and seen < _MAX_SECTORS:
        start = (sector + 1) * size
        for place in range(start, min(start + size, len(content) - _ENTRY + 1), _ENTRY):
            names |= _name(content, place)
        sector = fat[sector] if sector < len(fat) else _END_OF_CHAIN
        seen += 1
    return names


def _name(content: bytes, place: int) -> set[str]:
    length = struct.unpack_from("<H", content, place + 64)[0]
    if not 2 <= length <= 64:
        return set()
    return {content[place : place + length - 2].decode("utf-16-le", "replace")}


def _allocation_table(content: bytes, size: int) -> list[int]:
    """The sector chain table, from the first 109 table sectors named in the header (enough for 7 MB of directory distance)."""
    table: list[int] = []
    for sector in struct.unpack_from("<109I", content, 76):
        start = (sector + 1) * size
        if sector >= _END_OF_CHAIN or start + size > len(content):
            break
        table.extend(struct.unpack_from(f"<{size // 4}I", content, start))
    return table
