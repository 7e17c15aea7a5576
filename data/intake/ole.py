"""An OLE compound file (xls, et, encrypted packages): the names in its directory, and one stream read whole."""

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


def read_stream(content: bytes, names: tuple[str, ...]) -> bytes:
    """The first stream of one of these names; ValueError, IndexError or struct.error where the file is damaged."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    fat = _whole_table(content, size)
    directory = _chained(content, size, fat, struct.unpack_from("<I", content, 48)[0])
    entries = [directory[place : place + _ENTRY] for place in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    found = {next(iter(_name(entry, 0)), ""): struct.unpack_from("<IQ", entry, 116) for entry in reversed(entries)}
    start, length = next(found[name] for name in names if name in found)
    length &= 0xFFFFFFFF  # the upper half is not reliable in old files
    small, first_small = struct.unpack_from("<II", content, 56)
    if length >= small:
        return _chained(content, size, fat, start)[:length]
    table = _chained(content, size, fat, first_small)
    inside = _chained(content, size, fat, struct.unpack_from("<I", entries[0], 116)[0])
    return _chained(inside, 64, list(struct.unpack(f"<{len(table) // 4}I", table)), start, 0)[:length]


def _chained(content: bytes, size: int, table: list[int], sector: int, header: int = 1) -> bytes:
    parts = []
    while sector < _END_OF_CHAIN:
        if len(parts) > len(table):
            raise ValueError("a chain without an end")
        parts.append(content[(sector + header) * size : (sector + header + 1) * size])
        sector = table[sector]
    return b"".join(parts)


def _whole_table(content: bytes, size: int) -> list[int]:
    """The sector chain table with the sectors that files over 7 MB name outside the header."""
    named = list(struct.unpack_from("<109I", content, 76))
    more, seen = struct.unpack_from("<I", content, 68)[0], 0
    while more < _END_OF_CHAIN and seen <= len(content) // size:
        *those, more = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        named, seen = named + those, seen + 1
    table: list[int] = []
    for sector in named:
        if sector < _END_OF_CHAIN:
            table += struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size)
    return table
