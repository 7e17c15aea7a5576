"""Verbs that move a month and write its papers: month, report."""

import sys
from pathlib import Path

import click

from data.assessment.months import close_month, comment_month, publish_month, reopen_month
from data.calendar import parse_period
from data.cli.figures import as_of_option, looked_at
from data.cli.shell import Shell, answer, json_option, refusals
from data.reports.files import KINDS, verify_report, write_report
from data.vocabulary import MonthState

MOVES = {"close": close_month, "comment": comment_month, "publish": publish_month, "reopen": reopen_month}


@click.command("month")
@click.argument("move", type=click.Choice(list(MOVES)))
@click.argument("period")
@click.option("--reason", default="", help="原因（reopen 必填）")
@json_option
@click.pass_obj
@refusals
def month(shell: Shell, move: str, period: str, reason: str, as_json: bool) -> None:
    """推进月份：截止 close、征求意见 comment、通报 publish、撤回 reopen。"""
    with shell.store.write() as session:
        state = MOVES[move](session, parse_period(period), shell.actor(), shell.now, reason)
        found = {"period": period, "state": str(state.state), "version": state.version, "rule_version": state.rule_version}
        label = MonthState(state.state).label
    times = f"（第 {found['version']} 次通报）" if found["version"] else ""
    answer(found, as_json, lambda value: [f"{value['period']} 现为：{label}{times}"])


@click.command("report")
@click.argument("period_or_verify")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(list(KINDS)), default="bulletin", help="报表种类")
@click.option("--unit", help="单位（单位反馈单、督办单用）")
@as_of_option
@click.option("-o", "--output", type=click.Path(path_type=Path), help="写到哪个文件")
@json_option
@click.pass_obj
@refusals
def report(  # noqa: PLR0913 - an argument for each option
        shell: Shell, period_or_verify: str, file: Path | None, kind: str, unit: str | None, as_of: str | None,
        output: Path | None, as_json: bool) -> None:
    """编制报表：report 2023-06 -o 通报.xlsx；核验报表：report verify 通报.xlsx；加 --as-of 按当时所知编制。"""
    if period_or_verify == "verify":
        if file is None:
            raise click.UsageError("请写明要核验的文件：report verify 文件.xlsx")
        with shell.store.read() as session:
            differences = verify_report(session, file, shell.store)
        answer({"file": str(file), "differences": differences}, as_json, lambda _: differences or ["与系统内的数据一致"])
        sys.exit(1 if differences else 0)
    if output is None:
        raise click.UsageError("请用 -o 写明输出文件")
    with looked_at(shell, as_of, writes=False) as (session, known_at):
        made = write_report(session, kind, parse_period(period_or_verify), unit, output, shell.now, known_at if as_of else None)
    answer({"file": str(output), "period": period_or_verify, "kind": kind, "trial": made.trial}, as_json,
           lambda _: [f"已写入 {output}" + ("（试算稿）" if made.trial else "")])


VERBS = (month, report)
