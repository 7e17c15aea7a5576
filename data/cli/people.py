"""Verbs of accounts, audit and jobs: user, audit, jobs."""

import sys

import click

from data.access import accounts, audit
from data.access.accounts import Newcomer
from data.calendar import local
from data.cli.shell import Shell, answer, json_option, refusals, table
from data.jobs.clock import real_clock
from data.jobs.work import recent_jobs
from data.store import rulebook
from data.vocabulary import JobState, Role


@click.command("user")
@click.argument("act", type=click.Choice(["add", "passwd", "disable"]))
@click.argument("name")
@click.option("--role", type=click.Choice([str(r) for r in Role]), help=f"角色（add）：{'、'.join(f'{r} {r.label}' for r in Role)}")
@click.option("--unit", help="单位账号所属单位（add）")
@click.option("--shown", help="姓名（add）")
@json_option
@click.pass_obj
@refusals
def user(shell: Shell, act: str, name: str, role: str | None, unit: str | None, shown: str | None, as_json: bool) -> None:  # noqa: PLR0913
    """账号：add 新增、passwd 重置口令、disable 停用（以系统管理员身份，初始口令只显示一次）。"""
    # Passwords age, and acts are audited, by the real time, whatever the business day.
    actor, password = shell.actor(Role.SYSTEM_ADMIN), accounts.one_time_password()
    with shell.store.write() as session:
        if act == "add":
            if role is None:
                raise click.UsageError("请用 --role 写明角色")
            found = rulebook.newest_book(session).find_unit(unit) if unit else None
            accounts.add_user(session, Newcomer(name, shown or name, Role(role), found.code if found else unit), password, actor, real_clock())
        elif act == "passwd":
            accounts.reset_password(session, name, password, actor, real_clock())
        else:
            accounts.disable_user(session, name, actor, real_clock())
    facts = {"name": name, "act": act, **({"password": password} if act != "disable" else {})}
    answer(facts, as_json, lambda v: [f"{name} 已停用"] if act == "disable" else [f"{name} 的初始口令：{v['password']}（首次登录须修改）"])


@click.command("audit")
@click.argument("act", type=click.Choice(["verify"]))
@json_option
@click.pass_obj
@refusals
def audit_(shell: Shell, act: str, as_json: bool) -> None:
    """校验审计链与库外锚点。"""
    with shell.store.read() as session:
        problems = audit.verify(session, shell.settings.home / "audit.anchor")
    answer({"problems": problems}, as_json, lambda _: problems or ["审计链完整"])
    sys.exit(1 if problems else 0)


@click.command("jobs")
@json_option
@click.pass_obj
@refusals
def jobs(shell: Shell, as_json: bool) -> None:
    """后台任务的记录。"""
    with shell.store.read() as session:
        rows = [{"id": j.id, "kind": j.kind, "key": j.key, "state": j.state, "done": j.done_steps, "all": j.all_steps, "note": j.note,
                 "created_at": local(j.created_at).isoformat(timespec="seconds")} for j in recent_jobs(session)]
    answer(rows, as_json, lambda _: table(["编号", "任务", "对象", "状态", "说明"],
                                          [[r["id"], r["kind"], r["key"], JobState(str(r["state"])).label, r["note"]] for r in rows]))


VERBS = (user, audit_, jobs)
