"""The verb that makes templates."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from data.access import audit
from data.calendar import label, parse_period
from data.cli.shell import Shell, answer, json_option, refusals
from data.errors import GovernanceError
from data.intake.template.service import Made, Wanted, write_all, write_template
from data.store import rulebook

ALL = "all"


@click.command("template")
@click.argument("ledger")
@click.argument("unit")
@click.argument("period")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="写到哪个文件")
@json_option
@click.pass_obj
@refusals
def template(shell: Shell, ledger: str, unit: str, period: str, output: Path, as_json: bool) -> None:  # noqa: PLR0913 - an argument for each option
    """预填的报送模板：template pole U03 2023-06 -o 杆柱.xlsx；LEDGER 写 all 为该单位应报的全部模板（zip）。"""
    month, actor = parse_period(period), shell.actor()
    with shell.store.read() as session:
        found = rulebook.book_for(session, month).find_unit(unit)
        if found is None:
            raise GovernanceError(f"没有名为“{unit}”的单位")
        with _whole_or_nothing(output) as target:
            made = (write_all(session, actor, found.code, month, target) if ledger == ALL
                    else [write_template(session, actor, Wanted(ledger, found.code, month), target)])
    with shell.store.write() as session:
        audit.record(session, actor, "download", f"template:{ledger} {month}", shell.now, unit=found.code, file=output.name)
    told = [{"file": str(output), **one.as_json()} for one in made]
    answer(told if ledger == ALL else told[0], as_json, lambda _: [f"已写入 {output}", *map(_line, made)])


def _line(made: Made) -> str:
    return f"  {made.name}：" + (f"预填 {made.rows} 行（{label(made.prefilled_from)}）" if made.prefilled_from else f"{made.rows} 行，没有以前接收的内容")


@contextmanager
def _whole_or_nothing(path: Path) -> Iterator[BinaryIO]:
    """A refused or broken template leaves no file, and no half of one over an older."""
    try:
        handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=".template-")
    except OSError as wrong:
        raise GovernanceError(f"不能写入“{path}”：{wrong.strerror}") from None
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        os.chmod(name, 0o644)
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)


VERBS = (template,)
