"""Files of the home, kept under the hash of their content: originals, returned copies, reports, attachments."""

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from data.errors import NotFound


def keep(folder: Path, content: bytes) -> str:
    """Store the bytes under their SHA-256 (whole or not at all) and return it."""
    digest = sha256(content).hexdigest()
    target = path_of(folder, digest)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    return digest


def path_of(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest


def content_of(folder: Path, digest: str) -> bytes:
    path = path_of(folder, digest)
    if not path.is_file():
        raise NotFound("原文件不在数据目录中，请联系系统管理员从备份恢复")
    return path.read_bytes()
