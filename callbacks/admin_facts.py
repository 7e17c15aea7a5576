"""What the system page tells about this home, as plain rows without secrets."""

import re
import shutil

from components.wording import size
from data.settings import SETTINGS, Settings
from data.store.engine import Store
from data.store.marks import business_day, is_demo
from data.store.rulebook import find_newest_version

SECRET = {"tile_key"}
PASSWORD = re.compile(r"(://[^:/@]*:)[^@]*@")


def home_facts(session, store: Store, settings: Settings, real) -> list[tuple[str, str]]:
    version = find_newest_version(session)
    disk = shutil.disk_usage(settings.home if settings.home.exists() else settings.home.parent)
    return [
        ("用途", "演示数据" if is_demo(session) else "正式数据"),
        ("业务日期", business_day(session, settings.today, real).isoformat()),
        ("数据目录", str(settings.home)),
        ("数据库", "SQLite（内置）" if store.is_sqlite else "PostgreSQL"),
        ("办法版本", f"第 {version} 版" if version else "尚未装入"),
        ("磁盘剩余", f"{size(disk.free)} / {size(disk.total)}"),
    ]


def setting_rows(settings: Settings) -> list[tuple[str, str, str, str]]:
    """Every setting as it was read, by its name and its variable; passwords in addresses are masked."""
    return [(known.label, f"CHENGJI_{known.name.upper()}", _shown(getattr(settings, known.name), known.name), known.help) for known in SETTINGS]


def _shown(value, name: str) -> str:
    if name in SECRET and value:
        return "（已设置，不显示）"
    if value in (None, ""):
        return "（空）"
    return PASSWORD.sub(r"\1***@", str(int(value) if isinstance(value, bool) else value))
