"""Verbs of accounts, audit and jobs."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from data.store.engine import Store
from data.store.tables import AuditEntry, User
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


def moments(cli, act):
    """When acts of a kind were audited, UTC."""
    with closing(Store.open(f"sqlite:///{cli.home / 'chengji.db'}")) as store, store.read() as session:
        return list(session.scalars(select(AuditEntry.at).where(AuditEntry.act.startswith(act))))


def is_present(moment):
    return abs(datetime.now(UTC).replace(tzinfo=None) - moment) < timedelta(minutes=10)


def test_account_verbs_are_audited_and_passwords_age_by_the_real_time(cli):
    cli.json("user", "add", "wang", "--role", "office")
    cli.json("user", "passwd", "wang")
    cli("user", "disable", "wang")
    found = moments(cli, "user.")
    assert len(found) == 3 and all(map(is_present, found))
    with closing(Store.open(f"sqlite:///{cli.home / 'chengji.db'}")) as store, store.read() as session:
        assert is_present(session.scalar(select(User.changed_at).where(User.name == "wang")))


def test_an_act_of_a_set_business_day_is_audited_by_the_real_time(cli):
    cli("month", "close", "2023-06")
    assert [is_present(moment) for moment in moments(cli, "month.")] == [True]
