"""Settings from the environment: name, type, default and help in one place; unknown words are refused."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from data.errors import GovernanceError

RULE_BOOK = Path(__file__).parent / "catalogue"


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError("一个非负整数")
    return int(text)


def _switch(text: str) -> bool:
    if text not in {"0", "1"}:
        raise ValueError("0 或 1")
    return text == "1"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("形如 2023-12-20 的日期") from None


def _path(text: str) -> Path:
    return Path(text).expanduser().absolute()


def _home() -> Path:
    return Path(os.environ.get("HOME") or "/var/lib") / ".chengji"


@dataclass(frozen=True)
class Setting:
    name: str
    parse: Callable[[str], Any]
    default: Any
    label: str  # its name on the screen
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting("home", _path, None, "数据目录", "数据目录：收件、原件、报表、数据库；默认 ~/.chengji"),
    Setting("database_url", str, None, "数据库地址", "数据库地址；默认为数据目录下的 SQLite，可设 postgresql+psycopg://…"),
    Setting("catalogue", _path, RULE_BOOK, "办法文件夹", "办法（规则目录）所在文件夹"),
    Setting("today", _day, None, "业务日期", "业务日期；空为真实日期，演示库为 2023-12-20"),
    Setting("redis_url", str, None, "多机队列地址", "多机部署时的队列地址；空为本机队列"),
    Setting("still_seconds", _whole, 10, "收件静止时间（秒）", "收件目录中的文件静止多少秒后才收取"),
    Setting("inbox_seconds", _whole, 15, "收件查看间隔（秒）", "后台每隔多少秒查看一次收件目录"),
    Setting("idle_minutes", _whole, 30, "无操作退出（分钟）", "登录后无操作多少分钟自动退出"),
    Setting("session_hours", _whole, 12, "登录最长时间（小时）", "一次登录最长多少小时"),
    Setting("max_upload_mb", _whole, 200, "上传大小上限", "单个上传文件的大小上限（MB）"),
    Setting("export_rows", _whole, 100_000, "导出行数上限", "一次导出台账的最多行数，超过的请用户缩小范围"),
    Setting("https", _switch, False, "仅限加密访问", "是否只在 HTTPS 下使用（Cookie 加 Secure）"),
    Setting("trusted_proxies", _whole, 0, "前置代理层数", "前置代理层数，用于取得真实来访地址"),
    Setting("tile_key", str, "", "底图服务密钥", "底图服务密钥，代入底图地址的 {key}；只在服务器上使用，不发给浏览器"),
    Setting("tile_cache_mb", _whole, 512, "底图缓存上限", "底图瓦片缓存上限（MB），存于数据目录 tiles 文件夹；0 为不缓存"),
    Setting("screen_addresses", str, "127.0.0.1", "大屏来访地址", "大屏账号允许的来访地址，逗号分隔"),
    Setting("wall_seconds", _whole, 15, "大屏刷新间隔（秒）", "大屏每隔多少秒刷新并换下一个系统"),
)


@dataclass(frozen=True)
class Settings:
    home: Path
    database_url: str
    catalogue: Path = RULE_BOOK
    today: date | None = None
    redis_url: str | None = None
    still_seconds: int = 10
    inbox_seconds: int = 15
    idle_minutes: int = 30
    session_hours: int = 12
    max_upload_mb: int = 200
    export_rows: int = 100_000
    https: bool = False
    trusted_proxies: int = 0
    tile_key: str = ""
    tile_cache_mb: int = 512
    screen_addresses: str = "127.0.0.1"
    wall_seconds: int = 15

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read CHENGJI_<NAME>; a name or a word that is not known is refused."""
        known = {f"CHENGJI_{s.name.upper()}": s for s in SETTINGS}
        for name in environ:
            if name.startswith("CHENGJI_") and name not in known:
                raise GovernanceError(f"未知的环境变量 {name}；可用的有：{'、'.join(known)}")
        values = {s.name: _read(s, name, environ.get(name, "")) for name, s in known.items()}
        values["home"] = values["home"] or _home()
        values["database_url"] = values["database_url"] or f"sqlite:///{values['home'] / 'chengji.db'}"
        return cls(**values)

    @property
    def inbox(self) -> Path:
        return self.home / "inbox"

    @property
    def originals(self) -> Path:
        return self.home / "originals"

    @property
    def returned(self) -> Path:
        return self.home / "returned"

    @property
    def reports(self) -> Path:
        return self.home / "reports"

    @property
    def maps(self) -> Path:
        return self.home / "maps"

    @property
    def tiles(self) -> Path:
        return self.home / "tiles"

    @property
    def attachments(self) -> Path:
        return self.home / "attachments"


def _read(setting: Setting, name: str, text: str) -> Any:
    if not text:
        return setting.default
    try:
        return setting.parse(text)
    except ValueError as wanted:
        raise GovernanceError(f"环境变量 {name} 的值“{text}”不能用，需要{wanted}") from None


assert {s.name for s in SETTINGS} == {f.name for f in fields(Settings)}
