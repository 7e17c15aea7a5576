"""The help texts of the command line, in Chinese: its headings, its own option, and a list of verbs nobody cuts short."""

from collections.abc import Iterable

import click

_HEADINGS = {"Options": "选项", "Commands": "动词"}
_PHRASES = {"Show this message and exit.": "显示这份说明", "[default: ": "[默认：", "[required]": "[必填]"}


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "动词 [参数]..."), prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(name, _chinese(words)) for name, words in rows], col_max, col_spacing)


def _chinese(words: str) -> str:
    for phrase, said in _PHRASES.items():
        words = words.replace(phrase, said)
    return words


class Told(click.Context):
    """A call whose help is Chinese."""

    formatter_class = _Formatter


class Group(click.Group):
    """A group all of whose verbs tell their whole help in Chinese."""

    context_class = Told

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        cmd.context_class = Told
        cmd.short_help = cmd.help
        super().add_command(cmd, name)
