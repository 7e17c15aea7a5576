"""Verbs of accounts, audit and jobs."""

from tests.data.cli.test_every_verb import TASK


def test_accounts_are_added_changed_and_closed_and_the_chain_holds(cli):
    added = cli.json("user", "add", "wang", "--role", "unit", "--unit", TASK.lead, "--shown", "王某")
    assert added["password"] and cli.json("user", "passwd", "wang")["password"] != added["password"]
    assert "wang 已停用" in cli("user", "disable", "wang").output
    assert cli("user", "add", "li").exit_code == 2
    assert cli("user", "disable", "nobody").exit_code == 1
    assert cli.json("audit", "verify")["problems"] == []
    assert "审计链完整" in cli("audit", "verify").output


def test_jobs_are_listed(cli):
    assert cli.json("jobs") == [] and "编号" in cli("jobs").output


def test_help_is_chinese(cli):
    done = cli("--help")
    assert done.exit_code == 0
    assert all(
        verb in done.output
        for verb in (
            "run",
            "worker",
            "init",
            "demo",
            "catalogue",
            "import",
            "inbox",
            "measure",
            "lights",
            "escalate",
            "score",
            "month",
            "report",
            "doctor",
            "backup",
            "restore",
            "audit",
            "user",
            "jobs",
        )
    )
