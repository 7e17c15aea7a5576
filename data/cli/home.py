"""Verbs of the home: run, worker, init, demo, doctor, backup, restore."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from data.access.demo_accounts import demo_accounts, ensure_demo_accounts
from data.calendar import SHANGHAI, period_of
from data.catalogue.book import load_folder
from data.catalogue.check import check as check_book
from data.cli.intake import doors
from data.cli.shell import Shell, answer, json_option, refusals
from data.demo import year
from data.errors import CatalogueError, GovernanceError
from data.jobs import backups
from data.jobs import doctor as doctor_checks
from data.jobs.queue import Queue
from data.jobs.work import enqueue
from data.jobs.worker import Worker
from data.store import migrate, rulebook
from data.store.engine import Store
from data.store.marks import mark, set_mark

LEAST_FREE = 500 * 2**20  # bytes a home needs to start


def prepare(shell: Shell, kind: str) -> bool:
    """Create home and schema, adopt the rule book of an empty home; True when the home is new."""
    home = shell.settings.home
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if shutil.disk_usage(home).free < LEAST_FREE:
        raise GovernanceError(f"{home} 所在磁盘剩余空间不足 500 MB，请清理后再启动")
    with closing(Store.open(shell.settings.database_url)) as store:
        migrate.upgrade(store)
        with store.write() as session:
            return _adopt_home(shell, kind, session)


def _adopt_home(shell: Shell, kind: str, session: Session) -> bool:
    """The rule book and the marks of an empty home; False when somebody lives there already."""
    if mark(session, "home") is not None:
        return False
    catalogue = load_folder(shell.settings.catalogue)
    problems = check_book(catalogue, shell.settings.catalogue)
    if problems:
        raise CatalogueError("\n".join(problems))
    now = datetime.now(SHANGHAI)
    first = year.FIRST_PERIOD if kind == "demo" else period_of(shell.settings.today or now.date())
    rulebook.adopt(session, catalogue, first, "init", now)
    set_mark(session, "home", kind)
    if kind == "demo":
        set_mark(session, "today", year.TODAY.isoformat())
        ensure_demo_accounts(session, now)
    return True


@click.command("init")
@json_option
@click.pass_obj
@refusals
def init(shell: Shell, as_json: bool) -> None:
    """建立或升级数据目录与数据库，装入办法。"""
    new = prepare(shell, "own")
    answer({"home": str(shell.settings.home), "new": new}, as_json,
           lambda v: [f"数据目录 {v['home']} " + ("已建立" if new else "已是最新")])


@click.command("demo")
@click.option("--months", type=click.IntRange(1, 12), help="装入几个月（默认 12；对象多于 5 万时默认 2）")
@click.option("--objects", type=click.IntRange(1000, 10_000_000), default=5000, show_default=True, help="对象总数")
@click.option("--seed", type=int, default=20230101, show_default=True, help="随机种子")
@click.pass_obj
@refusals
def demo(shell: Shell, months: int | None, objects: int, seed: int) -> None:
    """在空的数据目录中生成演示城市，台账经收件目录装入。"""
    prepare(shell, "demo")
    with shell.store.read() as session:
        if mark(session, "home") != "demo":
            raise GovernanceError("这个数据目录已有正式数据，不能装入演示城市；请另设 CHENGJI_HOME")
    with doors(shell) as door:
        year.load(door, months=months or default_months(objects), objects=objects, seed=seed,
                  step=lambda done, total: click.echo(f"\r演示城市装入 {done}/{total}", err=True, nl=False))
    click.echo("\n演示城市已装入", err=True)


def default_months(objects: int) -> int:
    return 12 if objects <= 50_000 else 2


@click.command("run")
@click.option("--demo", "with_demo", is_flag=True, help="数据目录为空时装入演示城市")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8050, show_default=True, type=click.IntRange(1, 65535))
@click.pass_obj
@refusals
def run(shell: Shell, with_demo: bool, host: str, port: int) -> None:
    """启动网页与后台。"""
    _require_free(host, port)
    new = prepare(shell, "demo" if with_demo else "own")
    if new and with_demo:
        with shell.store.write() as session:
            job = enqueue(session, "demo", "demo", {"months": 12, "objects": 5000, "seed": 20230101}, "run", datetime.now(SHANGHAI))
        if job:
            Queue(shell.settings).send(job)
    worker = subprocess.Popen([sys.executable, "-m", "data.jobs"], cwd=Path(__file__).parents[2], env=_environment(shell))
    try:
        _greet(shell, host, port)
        shell.serve(shell.settings, host, port)
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait()


def _environment(shell: Shell) -> dict[str, str]:
    """The worker works on this home, whatever HOME says."""
    return {**os.environ, "CHENGJI_HOME": str(shell.settings.home), "CHENGJI_DATABASE_URL": shell.settings.database_url}


def _require_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise GovernanceError(f"端口 {port} 已被占用：请停止占用它的程序，或换一个端口（make run PORT=8051）") from None


def _greet(shell: Shell, host: str, port: int) -> None:
    click.echo(f"城基督导平台：http://{host}:{port}")
    click.echo(f"数据目录：{shell.settings.home}")
    with shell.store.read() as session:
        for account in demo_accounts(session):
            click.echo(f"  演示账号 {account.name}  口令 {account.password}  {account.role}{' ' + account.unit if account.unit else ''}")


@click.command("worker")
@click.pass_obj
@refusals
def worker(shell: Shell) -> None:
    """启动后台：收件、督办推进、报表。"""
    shell.store.close()
    Worker(shell.settings).run()


@click.command("doctor")
@json_option
@click.pass_obj
@refusals
def doctor(shell: Shell, as_json: bool) -> None:
    """检查数据的不变式：全有或全无、回执与原件、落格计数、分值合计、已通报的月份、审计链。"""
    with shell.store.read() as session:
        problems = doctor_checks.problems(session, shell.settings)
    answer({"problems": problems}, as_json, lambda _: problems or ["未发现问题"])
    sys.exit(1 if problems else 0)


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
@refusals
def backup(shell: Shell, file: Path) -> None:
    """备份数据库与数据目录到一个文件。"""
    facts: dict[str, Any] = backups.backup(shell.store, shell.settings, file, shell.actor(), datetime.now(SHANGHAI))
    click.echo(json.dumps(facts, ensure_ascii=False))


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.pass_obj
@refusals
def restore(shell: Shell, file: Path) -> None:
    """把备份恢复到空的数据目录。"""
    backups.restore(shell.settings, file)
    click.echo("已恢复，请运行 doctor 核对")


VERBS = (run, worker, init, demo, doctor, backup, restore)
