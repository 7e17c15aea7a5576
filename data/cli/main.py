"""`python app.py VERB`: every verb by name; help in Chinese."""

from collections.abc import Callable

import click

from data.cli import figures, home, intake, months, people, rules, templates
from data.cli.misuse import Verbs
from data.cli.shell import Shell
from data.errors import GovernanceError
from data.intake.container import Container
from data.settings import Settings

VERBS = (*home.VERBS, *rules.VERBS, *templates.VERBS, *intake.VERBS, *figures.VERBS, *months.VERBS, *people.VERBS)


def build(serve: Callable[[Settings, str, int], None], parser: Container | None = None) -> click.Group:
    """The command group; `serve(settings, host, port)` starts the web server and comes from app.py; who has a parser already lends it."""

    @click.group(cls=Verbs, help="城基督导平台：命令行与页面、收件目录走同一条路。", context_settings={"help_option_names": ["-h", "--help"]})
    @click.pass_context
    def group(context: click.Context) -> None:
        try:
            context.obj = Shell(Settings.from_env(), serve, parser)
            context.call_on_close(context.obj.close)
        except GovernanceError as refused:
            click.echo(refused.sentence, err=True)
            context.exit(2)

    for verb in VERBS:
        group.add_command(verb)
    return group


def main(serve: Callable[[Settings, str, int], None]) -> None:
    build(serve)(prog_name="app.py")
