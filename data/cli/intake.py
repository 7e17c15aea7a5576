"""Verbs that take files and send them back: import, inbox, withdraw; what is declared instead of a file: declare; confirm, unlock."""

import csv
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from data.calendar import parse_period
from data.cli.shell import Shell, answer, json_option, refusals, signed_in
from data.errors import GovernanceError
from data.intake.confirm import confirm
from data.intake.container import Container
from data.intake.declare import Statement, declare
from data.intake.explain import check_length
from data.intake.inbox import Pass, make_folders, run_pass
from data.intake.incoming import Incoming, Receipt
from data.intake.lock import Request, unlock
from data.intake.returned import returned_copy
from data.intake.take import Doors, take
from data.intake.withdraw import of_receipt, withdraw
from data.store import rulebook
from data.vocabulary import Declaration, Door, Outcome, Severity

TOLD = 50  # findings of a file that a person is told; programs read them all with --json


@contextmanager
def doors(shell: Shell) -> Iterator[Doors]:
    container = shell.parser or Container(shell.settings)
    try:
        yield Doors(shell.store, container, shell.settings)
    finally:
        if container is not shell.parser:
            container.close()


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--unit", help="报送单位的代码或名称；文件在收件目录的单位文件夹内时可省略")
@click.option("--period", help="月份，如 2023-06；省略时从文件识别")
@click.option("--ledger", help="台账代码，如 pole；省略时从文件识别")
@click.option("--explain", "explain_file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="核实问题的说明（CSV 或 JSON）")
@click.option("--dry-run", is_flag=True, help="只校验，不写入")
@json_option
@click.pass_obj
@refusals
def import_(  # noqa: PLR0913 - an argument for each option
        shell: Shell, files: tuple[Path, ...], unit: str | None, period: str | None, ledger: str | None, explain_file: Path | None,
        dry_run: bool, as_json: bool) -> None:
    """导入台账文件：与页面上传、收件目录同一条路。"""
    with misuses():
        given = read_explanations(explain_file) if explain_file else {}
        month, senders = parse_period(period) if period else None, [_sender(shell, unit, path) for path in files]
        _check_ledger(shell, ledger)
    receipts = []
    with doors(shell) as door:
        for path, sender in zip(files, senders, strict=True):
            file = Incoming(path.read_bytes(), path.name, sender, Door.CLI, shell.actor(), ledger, month, given, dry_run)
            receipts.append(take(door, file, shell.now))
            if receipts[-1].outcome == Outcome.REJECTED and receipts[-1].submission:
                returned_copy(door, receipts[-1].submission)
    answer([r.as_json() for r in receipts], as_json, lambda _: [line for r in receipts for line in _lines(r)])
    if any(not _went_well(r) for r in receipts):
        sys.exit(1)


def _went_well(receipt: Receipt) -> bool:
    if receipt.outcome == Outcome.DRY_RUN:
        return receipt.awaiting is None and all(f.severity != "error" for f in receipt.findings)
    return receipt.outcome in (Outcome.ACCEPTED, Outcome.UNCHANGED)


@contextmanager
def misuses() -> Iterator[None]:
    """What is wrong with the call itself ends with exit code 2: 1 says that a file was rejected."""
    try:
        yield
    except GovernanceError as wrong:
        raise click.UsageError(wrong.sentence) from None


def _check_ledger(shell: Shell, code: str | None) -> None:
    with shell.store.read() as session:
        if code is not None:
            rulebook.newest_book(session).ledger(code)


def _sender(shell: Shell, word: str | None, path: Path) -> str:
    with shell.store.read() as session:
        book = rulebook.newest_book(session)
    name = word or path.absolute().parent.name
    unit = book.find_unit(name) or next((u for u in book.members if name == f"{u.code}{u.short_name}"), None)  # a folder of the inbox
    if unit is None:
        raise GovernanceError(f"没有名为“{word}”的单位" if word else f"请用 --unit 写明“{path.name}”的报送单位")
    return unit.code


def unit_of(shell: Shell, word: str) -> str:
    """The unit a code or name stands for."""
    with shell.store.read() as session:
        unit = rulebook.newest_book(session).find_unit(word)
    if unit is None:
        raise GovernanceError(f"没有名为“{word}”的单位")
    return unit.code


def _lines(receipt: Receipt) -> list[str]:
    head = f"{receipt.file}：{receipt.outcome.label}，{receipt.sentence}"
    first = sorted(receipt.findings, key=lambda f: list(Severity).index(f.severity))[:TOLD]
    told = [f"  [{f.severity.label}] {f.sheet or ''}{'!' + f.cell if f.cell else ''} {f.message}" for f in first]
    left = len(receipt.findings) - len(told)
    return [head, *told, *([f"  另有 {left} 条：见报送页、退回的标注文件，或加 --json"] if left else [])]


def read_explanations(path: Path) -> dict[tuple[str, str], str]:
    """(rule, object key or sheet!cell) → words, from CSV (rule,object,words) or a JSON list of such objects."""
    text = path.read_text("utf-8-sig")
    entries: list[dict[str, Any]] = json.loads(text) if path.suffix.lower() == ".json" else list(csv.DictReader(text.splitlines()))
    try:
        given = {(e["rule"], e["object"]): str(e["words"] or "") for e in entries}
    except (KeyError, TypeError):
        raise GovernanceError("说明文件每条应有 rule、object、words 三项（规则、对象编码或“工作表!单元格”、说明文字）") from None
    for (rule, subject), words in given.items():
        check_length(words, f"{rule} {subject} ")
    return given


@click.command("inbox")
@json_option
@click.pass_obj
@refusals
def inbox(shell: Shell, as_json: bool) -> None:
    """查看一遍收件目录；刚放入的文件静止后才收取。"""
    with doors(shell) as door:
        make_folders(door)
        done = run_pass(door, shell.actor(), shell.now)
        if done.waiting and shell.settings.still_seconds:
            time.sleep(shell.settings.still_seconds + 0.1)
            shell.__dict__.pop("now", None)
            later = run_pass(door, shell.actor(), shell.now)
            done = Pass([*done.receipts, *later.receipts], later.waiting, later.problems)
    for problem in done.problems:
        click.echo(problem, err=True)
    answer([r.as_json() for r in done.receipts], as_json,
           lambda _: [line for r in done.receipts for line in _lines(r)] or ["收件目录中没有新文件"])
    if any(r.outcome == Outcome.REJECTED for r in done.receipts):
        sys.exit(1)


@click.command("withdraw")
@click.argument("receipt")
@click.option("--reason", required=True, help="退回的原因，报送单位会看到")
@json_option
@click.pass_obj
@refusals
def withdraw_(shell: Shell, receipt: str, reason: str, as_json: bool) -> None:
    """退回已接收的报送：按回执号，此前接收的版本恢复计数。"""
    with shell.store.write() as session:
        again = withdraw(session, shell.actor(), of_receipt(session, receipt), reason, shell.now)
        counts = again.receipt if again.withdrawn_at is None else None
        found = {"receipt": receipt.strip(), "unit": again.unit, "ledger": again.ledger, "period": again.period, "reason": reason.strip(), "counts": counts}
    answer(found, as_json, lambda v: [f"已退回 {v['receipt']}；" + (f"{counts} 恢复计数" if counts else f"{v['period']} 没有其他已接收的版本")])


@click.command("declare")
@click.argument("kind", type=click.Choice([kind.value for kind in Declaration]))
@click.argument("ledger")
@click.argument("period")
@click.option("--unit", required=True, help="单位的代码或名称")
@click.option("--name", help="签署人姓名；省略时为执行命令的人")
@click.option("--post", default="领导小组办公室", show_default=True, help="签署人职务")
@json_option
@click.pass_obj
@refusals
def declare_(shell: Shell, kind: str, ledger: str, period: str, unit: str, name: str | None, post: str, as_json: bool) -> None:  # noqa: PLR0913
    """申报零报告（zero）或无变化（unchanged）：按代报处理，由单位在页面上或以 confirm 确认。"""
    with misuses():
        statement = Statement(Declaration(kind), unit_of(shell, unit), ledger, parse_period(period), name or shell.actor().shown_name, post)
        _check_ledger(shell, ledger)
    with shell.store.write() as session:
        entry = declare(session, shell.settings.originals, shell.actor(), statement, Door.CLI, shell.now)
        found = {"receipt": entry.receipt, "submission": entry.id, "unit": entry.unit, "ledger": entry.ledger, "period": entry.period,
                 "declares": entry.declares, "words": (entry.signed or {})["words"], "awaiting": "confirmation" if entry.on_behalf else None}
    answer(found, as_json, lambda v: [v["words"], f"已接收，回执号 {v['receipt']}；代报，待单位确认"])


@click.command("confirm")
@click.argument("receipt")
@click.option("--account", required=True, help="报送单位账号的用户名；口令另行询问")
@json_option
@click.pass_obj
@refusals
def confirm_(shell: Shell, receipt: str, account: str, as_json: bool) -> None:
    """确认代报：单位以自己的账号确认办公室代报的文件或声明，确认后视为本单位报送。"""
    password = click.prompt("口令", hide_input=True, err=True)
    with signed_in(shell, account, password) as actor, shell.store.write() as session:
        entry = confirm(session, actor, of_receipt(session, receipt), shell.now)
        found = {"receipt": entry.receipt, "unit": entry.unit, "ledger": entry.ledger, "period": entry.period, "confirmed_by": entry.confirmed_by}
    answer(found, as_json, lambda v: [f"已确认 {v['receipt']}：视为本单位报送，按代报的收到时间计时"])


@click.command("unlock")
@click.argument("unit")
@click.argument("ledger")
@click.argument("period")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="有效至哪一天，如 2023-07-15；到期自动失效")
@click.option("--reason", required=True, help="批准的原因，报送单位会看到")
@json_option
@click.pass_obj
@refusals
def unlock_(shell: Shell, unit: str, ledger: str, period: str, until: datetime, reason: str, as_json: bool) -> None:  # noqa: PLR0913
    """批准锁定例外：让一个单位在期限内补报或更正已锁定月份的一张台账。"""
    with misuses():
        request = Request(unit_of(shell, unit), ledger, parse_period(period), until.date(), reason)
        _check_ledger(shell, ledger)
    with shell.store.write() as session:
        granted = unlock(session, shell.actor(), request, shell.now)
        found = {"unit": granted.unit, "ledger": granted.ledger, "period": granted.period, "until": granted.until.isoformat(), "reason": granted.reason}
    answer(found, as_json, lambda v: [f"已批准：{v['unit']} 的 {v['ledger']} {v['period']} 可报送至 {v['until']}"])


VERBS = (import_, inbox, withdraw_, declare_, confirm_, unlock_)
