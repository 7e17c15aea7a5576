"""Files of the home, kept under the hash of their content: originals, returned copies, reports, attachments."""

import os
import tempfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from data.errors import NotFound

CHUNK = 1 << 20
INCOMING, PART = "incoming-", ".part-"  # what is not yet whole


class TooLarge(Exception):
    """The stream holds more than it may."""


def keep(folder: Path, content: bytes, known: str | None = None) -> str:
    """Store the bytes under their SHA-256 (whole or not at all) and return it; `known`: the SHA-256, where it was asked for already."""
    digest = known or sha256(content).hexdigest()
    if not path_of(folder, digest).exists():
        keep_stream(folder, BytesIO(content), len(content))
    return digest


def keep_stream(folder: Path, source: BinaryIO, limit: int) -> tuple[str, int]:
    """Store what a stream holds, piece by piece; its SHA-256 and size. Whatever goes wrong on the way leaves nothing behind."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=INCOMING)
    try:
        with os.fdopen(handle, "wb") as file:
            digest, size = _copied(source, file, limit)
            file.flush()
            os.fsync(file.fileno())
        target = path_of(folder, digest)
        target.parent.mkdir(exist_ok=True, mode=0o700)
        os.replace(temporary, target)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return digest, size


def put(path: Path, content: bytes) -> None:
    """Write a file that people look at, whole or not at all, with the rights that any new file gets."""
    temporary = path.with_name(f"{PART}{uuid4().hex}")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _copied(source: BinaryIO, target: BinaryIO, limit: int) -> tuple[str, int]:
    hashed, size = sha256(), 0
    while piece := source.read(CHUNK):
        size += len(piece)
        if size > limit:
            raise TooLarge
        hashed.update(piece)
        target.write(piece)
    return hashed.hexdigest(), size


def path_of(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest


def content_of(folder: Path, digest: str) -> bytes:
    path = path_of(folder, digest)
    if not path.is_file():
        raise NotFound("原文件不在数据目录中，请联系系统管理员从备份恢复")
    return path.read_bytes()
