"""Verbs of the rule book: catalogue check, load, show, ledgers."""

import sys
from pathlib import Path

import click

from data.access import audit
from data.calendar import parse_period, period_of
from data.catalogue.book import copy_folder, load_folder
from data.catalogue.check import check as check_book
from data.catalogue.check_boundaries import judge_boundaries
from data.cli.shell import Shell, answer, json_option, refusals
from data.errors import CatalogueError
from data.reports.ledger_handbook import handbook
from data.reports.rulebook_print import print_rule_book
from data.store import rulebook


@click.command("catalogue")
@click.argument("act", type=click.Choice(["copy", "check", "load", "show", "ledgers"]))
@click.argument("path", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--from", "effective", help="从哪个月起施行（load；默认当月）")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="copy 复制到哪个新目录，show 写到哪个 xlsx，ledgers 写到哪个 md（默认写到屏幕）")
@json_option
@click.pass_obj
@refusals
def catalogue(shell: Shell, act: str, path: Path | None, effective: str | None, output: Path | None, as_json: bool) -> None:
    """办法：copy 复制一份来改，check 校验，load 装入为新版本，show 打印成册供签批，ledgers 写出各台账的说明。"""
    folder = path or shell.settings.catalogue
    if act == "check":
        _check(folder, as_json)
    elif act == "load":
        _load(shell, folder, effective, as_json)
    elif act == "ledgers":
        _ledgers(folder, output)
    elif output is None:
        raise click.UsageError("请用 -o 写明写到哪里，如 -o 办法.xlsx；copy 写明新目录")
    elif act == "copy":
        copy_folder(folder, output)
        click.echo(f"已复制到 {output}，请在那里修改，并把 CHENGJI_CATALOGUE 设为这个目录")
    else:
        print_rule_book(load_folder(folder), output)
        click.echo(f"已写入 {output}")


def _problems(folder: Path) -> list[str]:
    return _judged(folder)[0]


def _judged(folder: Path) -> tuple[list[str], list[str]]:
    """What must be mended, and what is worth a look."""
    try:
        book = load_folder(folder)
        judged = judge_boundaries(book, folder)
        return [*check_book(book), *judged.problems], judged.remarks
    except CatalogueError as wrong:
        return wrong.sentence.splitlines(), []


def _check(folder: Path, as_json: bool) -> None:
    problems, remarks = _judged(folder)
    lines = [*(problems or ["办法没有问题"]), *(f"建议核实：{remark}" for remark in remarks)]
    answer({"folder": str(folder), "problems": problems, "remarks": remarks}, as_json, lambda _: lines)
    sys.exit(1 if problems else 0)


def _load(shell: Shell, folder: Path, effective: str | None, as_json: bool) -> None:
    problems = _problems(folder)
    if problems:
        raise CatalogueError("\n".join(problems))
    start = parse_period(effective) if effective else period_of(shell.today)
    with shell.store.write() as session:
        number = rulebook.adopt(session, load_folder(folder), start, shell.actor().name, shell.now)
        audit.record(session, shell.actor(), "catalogue.load", f"rule_version:{number}", shell.now, effective_from=start)
    answer({"rule_version": number, "effective_from": start}, as_json, lambda _: [f"办法第 {number} 版，自 {start} 起施行"])


def _ledgers(folder: Path, output: Path | None) -> None:
    text = handbook(load_folder(folder))
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, "utf-8")
        click.echo(f"已写入 {output}")


VERBS = (catalogue,)
