"""What a person reads who calls the command line wrongly: what is wrong in Chinese, and where the usage stands."""

import re
import sys
from typing import Any

import click

from data.cli.help import Group
from data.cli.shell import MISUSED, REFUSED

_CHINESE = re.compile("[\u4e00-\u9fff]")
_QUOTED = re.compile(r"'([^']*)'|\((.*)\)")


class Verbs(Group):
    """The group of verbs; a misuse ends with its sentence and exit code 2."""

    def main(self, *args: Any, **more: Any) -> Any:
        try:
            result = super().main(*args, **{**more, "standalone_mode": False})
        except click.UsageError as wrong:
            click.echo(words(wrong), err=True)
            sys.exit(MISUSED)
        except click.ClickException as wrong:
            click.echo(wrong.format_message(), err=True)
            sys.exit(wrong.exit_code)
        except click.Abort:
            click.echo("已中止", err=True)
            sys.exit(REFUSED)
        sys.exit(result if isinstance(result, int) else 0)


def words(wrong: click.UsageError) -> str:
    """One sentence and the command that tells the usage."""
    if isinstance(wrong, click.exceptions.NoArgsIsHelpError):
        return wrong.format_message()
    path = wrong.ctx.command_path if wrong.ctx else "app.py"
    return f"{_what(wrong)}；用法见 {path} --help"


def _what(wrong: click.UsageError) -> str:
    if _CHINESE.search(_QUOTED.sub("", wrong.message)):  # our own sentence; a quoted file name may be Chinese, too
        return wrong.message
    if isinstance(wrong, click.exceptions.NoSuchCommand):
        return f"没有“{wrong.command_name}”这个动词"
    if isinstance(wrong, click.NoSuchOption):
        return f"没有 {wrong.option_name} 这个选项"
    if isinstance(wrong, click.MissingParameter):
        return f"缺少 {_name(wrong.param)}"
    if isinstance(wrong, click.BadParameter):
        return f"{_name(wrong.param)} 写得不对：{_expected(wrong)}"
    if isinstance(wrong, click.BadOptionUsage):
        return f"选项 {wrong.option_name} 写得不对：{wrong.format_message()}"
    return f"多写了“{_quoted(wrong)}”"


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return "参数"
    return param.opts[0] if isinstance(param, click.Option) else param.human_readable_name


def _expected(wrong: click.BadParameter) -> str:
    kind = wrong.param.type if wrong.param else None
    if isinstance(kind, click.Path | click.File):
        return f"“{_quoted(wrong)}”不存在或不能读取"
    if isinstance(kind, click.Choice):
        return f"只能写 {'、'.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        return f"请写一个整数，从 {kind.min} 起" + (f"，到 {kind.max} 为止" if kind.max is not None else "")
    if isinstance(kind, click.DateTime):
        return f"“{_quoted(wrong)}”不是日期，请写成 2023-07-15"
    return f"“{_quoted(wrong)}”不是整数" if kind is click.INT else wrong.message


def _quoted(wrong: click.UsageError) -> str:
    found = _QUOTED.search(wrong.message)
    return (found[1] or found[2] or "") if found else wrong.message
