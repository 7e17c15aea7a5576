"""The inbox folder: one pass takes every file that has stood still, and moves it when its fate is committed."""

import fcntl
import json
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path

from sqlalchemy.orm import Session

from data import calendar
from data.access.scope import Actor
from data.errors import GovernanceError
from data.intake.file_names import fitting, shown_name
from data.intake.incoming import Incoming, Receipt
from data.intake.returned import hand_back
from data.intake.take import NOBODY, Doors, Read, Watch, read, take
from data.intake.urgency import due_of
from data.settings import Settings
from data.store import contents, rulebook
from data.store.engine import Store
from data.vocabulary import Door, Outcome

DONE, BACK = "accepted", "rejected"
READERS, AHEAD, AHEAD_BYTES = 2, 4, 2 << 20
OWN_FILES = ("~$", ".", "回执_")


Ready = tuple[str, Path, str]  # unit, file, and how it looked when it had stood still


@dataclass
class Pass:
    """What one pass did: receipts in order, files still waited for, folders nobody owns."""

    receipts: list[Receipt] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def make_folders(doors: Doors) -> None:
    """A folder per member unit, named by its short name, so that an office can see whose it is."""
    with doors.store.read() as session:
        for unit in rulebook.newest_book(session).members:
            for name in (DONE, BACK):
                (doors.settings.inbox / f"{unit.code}{unit.short_name}" / name).mkdir(parents=True, exist_ok=True)


def run_pass(doors: Doors, actor: Actor, now: datetime, step: Callable[[int, int], None] | None = None,
             may_write: Callable[[Session], None] | None = None) -> Pass:
    """Look at every unit's folder once. Only one pass at a time on a home; a second one does nothing.

    `step` is told how many files are done; `may_write` is asked in each writing transaction.
    """
    watch = Watch(may_write=may_write) if may_write else NOBODY
    result = Pass()
    with _alone(doors.settings.home) as alone:
        if alone:
            ready = _ready_files(doors, now, result)
            step = step or _untold
            step(0, len(ready))
            for n, (path, file, ahead) in enumerate(_read_ahead(doors, actor, ready)):
                receipt = take(doors, file, now, ahead, watch)
                _put_away(doors, path, receipt)
                result.receipts.append(receipt)
                step(n + 1, len(ready))
    return result


def _untold(_done: int, _total: int) -> None:
    """Nobody follows."""


@contextmanager
def _alone(home: Path) -> Iterator[bool]:
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (home / "inbox.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _ready_files(doors: Doors, now: datetime, result: Pass) -> list[Ready]:
    """Files whose size, time and content have stood still long enough; what is due first goes first, then the oldest."""
    looks, before = {}, _earlier_looks(doors.settings.home)
    ready: list[tuple[float, str, str, Path]] = []
    for unit, path in _files(doors.store, doors.settings, result):
        look = _look(path, result)
        if look is None:
            continue
        seen = before.get(str(path), {})
        since = seen.get("since") if seen.get("look") == look else None
        if since is None or _still(since, now) < 0:  # a set business day begins again at midnight
            since = calendar.utc(now).isoformat()
        looks[str(path)] = {"look": look, "since": since}
        if _still(looks[str(path)]["since"], now) >= doors.settings.still_seconds:
            ready.append((float(look.split(":")[1]), path.name, unit, path))
        else:
            result.waiting.append(f"{path.parent.name}/{shown_name(path.name)}")
    contents.put(doors.settings.home / "inbox-looks.json", json.dumps(looks).encode())
    with doors.store.read() as session:
        pressing = sorted((due_of(session, shown_name(name)), time, name, unit, path) for time, name, unit, path in ready)
    return [(unit, path, looks[str(path)]["look"]) for _due, _time, _name, unit, path in pressing]


def _still(since: str, now: datetime) -> float:
    return (calendar.utc(now) - datetime.fromisoformat(since)).total_seconds()


def _earlier_looks(home: Path) -> dict[str, dict[str, str]]:
    path = home / "inbox-looks.json"
    try:
        return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}
    except json.JSONDecodeError:  # a look that was cut off is only a longer wait
        return {}


def _look(path: Path, result: Pass) -> str | None:
    """Size, time and content; None when the file cannot be read, which stops no other file."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            return f"{status.st_size}:{status.st_mtime_ns}:{file_digest(file, 'sha256').hexdigest()}"
    except FileNotFoundError:  # somebody took it back
        return None
    except OSError as unread:
        result.problems.append(f"文件“{path.parent.name}/{shown_name(path.name)}”读不出来（{unread.strerror}），未收取")
        return None


def misplaced(store: Store, settings: Settings) -> list[str]:
    """What lies in the inbox where no pass will take it, a sentence each."""
    found = Pass()
    for _ in _files(store, settings, found):
        pass
    return found.problems


def _files(store: Store, settings: Settings, result: Pass) -> Iterator[tuple[str, Path]]:
    with store.read() as session:
        book = rulebook.newest_book(session)
    for folder in sorted(p for p in settings.inbox.glob("*") if p.is_dir()):
        unit = book.find_unit(folder.name) or next((u for u in book.members if folder.name == f"{u.code}{u.short_name}"), None)
        inside = [p for p in sorted(folder.iterdir()) if not p.name.startswith(OWN_FILES)]
        files = [p for p in inside if p.is_file() and not p.is_symlink()]
        if unit is None or not unit.is_member:
            result.problems += [f"收件目录“{shown_name(folder.name)}”不是成员单位的代码或名称，其中 {len(files)} 个文件未收取"] if files else []
            continue
        result.problems += [f"收件目录“{folder.name}”里的“{shown_name(p.name)}”不是文件，未收取；请把台账文件直接放在单位文件夹里"
                            for p in inside if p not in files and p.name not in (DONE, BACK)]
        yield from ((unit.code, path) for path in files)
    loose = [shown_name(p.name) for p in settings.inbox.glob("*") if p.is_file() and not p.name.startswith(OWN_FILES)]
    result.problems += [f"收件目录下的文件“{name}”没有放在单位文件夹里，未收取" for name in sorted(loose)]


def _read_ahead(doors: Doors, actor: Actor, ready: list[Ready]) -> Iterator[tuple[Path, Incoming, Read]]:
    """Each file with what the child read of it; while one is judged, the next are read: several small ones, a large one by itself."""
    begun: deque[tuple[Path, Incoming, Future[Read]]] = deque()
    with ThreadPoolExecutor(READERS) as reader:
        for unit, path, look in ready:
            if (content := _unchanged(path, look)) is None:
                continue
            file = Incoming(content, path.name, unit, Door.INBOX, actor, came_as=_came_as(path, look))
            begun.append((path, file, reader.submit(read, doors, file)))
            while len(begun) > 1 and _is_far_ahead([f for _, f, _ in begun]):
                yield _finished(begun)
        while begun:
            yield _finished(begun)


def _unchanged(path: Path, look: str) -> bytes | None:
    """The content that had stood still; None when it was taken back or replaced meanwhile: the next pass looks anew."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if look.endswith(f":{sha256(content).hexdigest()}") else None


def _came_as(path: Path, look: str) -> str:
    """This very file: after a death it is the same again, while the same content put there anew is not."""
    status = path.stat()
    place = f"{path.parent.name}/{path.name}:{status.st_ino}:{status.st_ctime_ns}:{look}"
    return f"inbox:{sha256(os.fsencode(place)).hexdigest()}"


def _is_far_ahead(begun: list[Incoming]) -> bool:
    """What is read and not yet judged lies in memory, about a hundred times as large as its file."""
    return len(begun) > AHEAD or sum(len(file.content) for file in begun) > AHEAD_BYTES


def _finished(begun: deque[tuple[Path, Incoming, Future[Read]]]) -> tuple[Path, Incoming, Read]:
    path, file, coming = begun.popleft()
    return path, file, coming.result()


def _put_away(doors: Doors, path: Path, receipt: Receipt) -> None:
    """After the commit: a pass killed in between finds the same file again, knows its receipt, and only moves it."""
    fate = BACK if receipt.outcome == Outcome.REJECTED else DONE
    folder = path.parent / fate
    folder.mkdir(exist_ok=True)
    if receipt.outcome == Outcome.REJECTED:
        hand_back(doors, receipt, folder)
    target = folder / fitting(f"{receipt.receipt}_", Path(receipt.file).stem, Path(receipt.file).suffix)
    if target.exists():
        raise GovernanceError(f"“{target.name}”已存在，未覆盖；请联系系统管理员")
    os.replace(path, target)
