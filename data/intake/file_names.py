"""Names of files as they may be stored and shown, and as they fit into a folder."""

import re

LONGEST, LONGEST_BYTES = 255, 255
_UNREAD_BYTES = re.compile("[\udc80-\udcff]")  # how the system hands on bytes that are no UTF-8


def shown_name(name: str) -> str:
    """Without what cannot be printed; a name in the bytes of an older Chinese system is read as one."""
    if _UNREAD_BYTES.search(name):
        name = name.encode("utf-8", "surrogateescape").decode("gb18030", "replace")
    return "".join(c for c in name if c.isprintable())[-LONGEST:] or "未命名"


def fitting(head: str, stem: str, tail: str) -> str:
    """The three in a row, the middle one cut so that every file system takes the whole."""
    room = LONGEST_BYTES - len((head + tail).encode())
    return head + stem.encode()[:room].decode("utf-8", "ignore") + tail
