"""Backup and restore: the database and the files of the home in one archive, checked by its own list of hashes."""

import io
import json
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from data.access import audit
from data.access.scope import Actor
from data.errors import GovernanceError
from data.settings import Settings
from data.store.engine import Store

FOLDERS = ("originals", "reports", "attachments")
DATABASE, LIST = "database", "list.json"


def backup(store: Store, settings: Settings, target: Path, actor: Actor, now: datetime) -> dict[str, Any]:
    """Write the archive beside the target first, then put it in place: an old backup is never half replaced."""
    if target.exists():
        raise GovernanceError(f"“{target}”已存在，请换一个文件名")
    target.parent.mkdir(parents=True, exist_ok=True)
    hashes: dict[str, str] = {}
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        work, archive = Path(folder) / DATABASE, Path(folder) / "archive"
        _dump(settings, work)
        with tarfile.open(archive, "w:gz") as tar:
            _add(tar, work, DATABASE, hashes)
            for path in sorted(p for name in FOLDERS for p in (settings.home / name).rglob("*") if p.is_file()):
                _add(tar, path, str(path.relative_to(settings.home)), hashes)
            if (settings.home / "audit.anchor").exists():
                _add(tar, settings.home / "audit.anchor", "audit.anchor", hashes)
            facts = json.dumps({"backend": make_url(settings.database_url).get_backend_name(), "files": hashes}).encode()
            entry = tarfile.TarInfo(LIST)
            entry.size = len(facts)
            tar.addfile(entry, io.BytesIO(facts))
        archive.replace(target)
    with store.write() as session:
        audit.record(session, actor, "system.backup", f"file:{target.name}", now, files=len(hashes))
    return {"file": str(target), "files": len(hashes), "bytes": target.stat().st_size}


def _add(tar: tarfile.TarFile, path: Path, name: str, hashes: dict[str, str]) -> None:
    hashes[name] = sha256(path.read_bytes()).hexdigest()
    tar.add(path, name)


def _dump(settings: Settings, target: Path) -> None:
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        with sqlite3.connect(str(url.database)) as source, sqlite3.connect(target) as copy:
            source.backup(copy)
        return
    _run_tool(["pg_dump", "--format=custom", f"--file={target}", url.set(drivername="postgresql").render_as_string(hide_password=False)])


def restore(settings: Settings, source: Path) -> None:
    """Unpack into an empty home, every file checked against its hash before anything is put in place."""
    if settings.home.exists() and any((settings.home / name).exists() for name in FOLDERS):
        raise GovernanceError(f"数据目录 {settings.home} 不是空的，请换一个目录再恢复")
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=settings.home) as folder, tarfile.open(source) as tar:
        _unpack(tar, Path(folder))
        facts = json.loads((Path(folder) / LIST).read_text())
        for name, digest in facts["files"].items():
            if sha256((Path(folder) / name).read_bytes()).hexdigest() != digest:
                raise GovernanceError(f"备份文件已损坏：{name} 的内容与清单不符，没有恢复任何数据")
        _load(settings, Path(folder) / DATABASE, facts["backend"])
        for name in facts["files"]:
            if name != DATABASE:
                (settings.home / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.move(Path(folder) / name, settings.home / name)


def _unpack(tar: tarfile.TarFile, folder: Path) -> None:
    """Regular files below the folder only: the tar filter of newer Pythons is not everywhere."""
    for member in tar:
        target = (folder / member.name).resolve()
        content = tar.extractfile(member) if member.isfile() else None
        if content is None or not target.is_relative_to(folder.resolve()):
            raise GovernanceError(f"备份文件里有不该有的内容：{member.name}，没有恢复任何数据")
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            shutil.copyfileobj(content, file)


def _load(settings: Settings, dump: Path, backend: str) -> None:
    url = make_url(settings.database_url)
    if url.get_backend_name() != backend:
        raise GovernanceError(f"备份来自 {backend}，与当前数据库不是同一种")
    if backend == "sqlite":
        shutil.move(dump, str(url.database))
        return
    _run_tool(["pg_restore", "--clean", "--if-exists", f"--dbname={url.set(drivername='postgresql').render_as_string(hide_password=False)}", str(dump)])


def _run_tool(command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        raise GovernanceError(f"没有找到 {command[0]}，请安装 PostgreSQL 客户端工具后再试")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise GovernanceError(f"{command[0]} 没有成功：{done.stderr.strip()[-300:]}")
