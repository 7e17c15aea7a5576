"""declare, confirm and unlock: what is signed instead of a file, made its own by the unit, and a locked month opened again, at the command line."""

import json
import sqlite3
from datetime import UTC, datetime

import pytest

from data.access.accounts import change_password
from data.access.scope import Actor
from data.store.engine import Store
from data.vocabulary import Role
from tests.data.cli.test_every_verb import BOOK, JUNE, TASK, reports

UNIT = next(u for u in BOOK.members if "pole" in u.owes)
LOCKED_OUT = "2024-09-02"  # June 2023 was due on 2023-07-05; 250 working days later it is locked


def test_declare_signs_for_a_unit_that_then_has_to_confirm(cli):
    found = cli.json("declare", "zero", "pole", JUNE, "--unit", UNIT.short_name, "--name", "李某", "--post", "主任")
    assert (found["unit"], found["ledger"], found["period"], found["declares"], found["awaiting"]) == (UNIT.code, "pole", JUNE, "zero", "confirmation")
    assert found["receipt"].startswith("HZ20230703-") and "没有应当填入“智慧杆柱”的内容" in found["words"]
    assert cli.json("doctor") == {"problems": []}
    again = cli("declare", "zero", "pole", JUNE, "--unit", UNIT.code)
    assert again.exit_code == 1 and "已有接收的零报告" in again.stderr


OTHER = next(u for u in BOOK.members if u.code != UNIT.code)
PASSWORD = "Huoguo-7788-lajiao"


def an_account(cli, name, unit, is_new=False):
    """An account of a unit whose holder has chosen a password."""
    first = cli.json("user", "add", name, "--role", "unit", "--unit", unit.code)["password"]
    if is_new:
        return f"{first}\n"
    store = Store.open(f"sqlite:///{cli.home / 'chengji.db'}")
    with store.write() as session:
        change_password(session, Actor(name, Role.UNIT, unit.code), first, PASSWORD, datetime.now(UTC))
    store.close()
    return f"{PASSWORD}\n"


def test_the_unit_confirms_with_its_own_account_what_was_handed_in_for_it(cli):
    receipt, typed = cli.json("declare", "zero", "pole", JUNE, "--unit", UNIT.code)["receipt"], an_account(cli, "dongqu", UNIT)
    wrong = cli("confirm", receipt, "--account", "dongqu", typed="Huoguo-7788-baicai\n")
    assert (wrong.exit_code, "用户名或密码不正确" in wrong.stderr) == (1, True)
    done = cli("confirm", receipt, "--account", "dongqu", "--json", typed=typed)
    assert json.loads(done.stdout) == {"receipt": receipt, "unit": UNIT.code, "ledger": "pole", "period": JUNE, "confirmed_by": "dongqu"}
    again = cli("confirm", receipt, "--account", "dongqu", typed=typed)
    assert (again.exit_code, "不需要确认" in again.stderr) == (1, True)
    assert cli.json("audit", "verify")["problems"] == [] and cli.json("doctor") == {"problems": []}
    with sqlite3.connect(cli.home / "chengji.db") as database:
        assert database.execute("SELECT count(*) FROM login WHERE ended_at IS NULL").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM login_failure").fetchone() == (0,)  # cleared by the sign-in that followed


def test_nobody_else_confirms_and_no_account_whose_password_is_the_first(cli):
    receipt = cli.json("declare", "zero", "pole", JUNE, "--unit", UNIT.code)["receipt"]
    for name, unit, is_new, words in (("qita", OTHER, False, "不在您的查看范围内"), ("xinren", UNIT, True, "没有“确认代报”的权限")):
        typed = an_account(cli, name, unit, is_new)
        done = cli("confirm", receipt, "--account", name, typed=typed)
        assert (done.exit_code, words in done.stderr) == (1, True), done.stderr
    assert "没有回执号为" in cli("confirm", "HZ0", "--account", "qita", typed=f"{PASSWORD}\n").stderr
    assert cli("confirm", receipt).exit_code == 2


def test_declare_carries_nothing_on_where_nothing_was(cli):
    done = cli("declare", "unchanged", "pole", JUNE, "--unit", UNIT.code)
    assert done.exit_code == 1 and "没有可以沿用的内容" in done.stderr


@pytest.mark.parametrize("words", [("none", "pole", JUNE, "--unit", UNIT.code), ("zero", "poles", JUNE, "--unit", UNIT.code),
                                   ("zero", "pole", "六月", "--unit", UNIT.code), ("zero", "pole", JUNE, "--unit", "没有"), ("zero", "pole", JUNE)])
def test_declare_refuses_what_it_cannot_place(cli, words):
    assert cli("declare", *words).exit_code == 2


def test_a_locked_month_is_opened_by_an_exception_and_closes_again(cli, tmp_path):
    with sqlite3.connect(cli.home / "chengji.db") as database:  # in service long before: init writes the real day
        database.execute("UPDATE rule_version SET loaded_at = '2023-01-05 00:00:00.000000'")
    cli.today = LOCKED_OUT
    done = cli("import", reports(tmp_path), "--unit", TASK.lead)
    assert done.exit_code == 1 and "2023年6月“任务月报”的锁定期限 2024-07-04 已过" in done.output
    found = cli.json("unlock", TASK.lead, "task_report", JUNE, "--until", "2024-09-05", "--reason", "补录历史数据")
    assert found == {"unit": TASK.lead, "ledger": "task_report", "period": JUNE, "until": "2024-09-05", "reason": "补录历史数据"}
    cli.today = "2024-09-06"
    assert cli("import", reports(tmp_path), "--unit", TASK.lead).exit_code == 1
    cli.today = "2024-09-05"
    assert cli.json("import", reports(tmp_path), "--unit", TASK.lead)[0]["outcome"] == "accepted"


def test_an_open_month_needs_no_exception(cli):
    done = cli("unlock", TASK.lead, "task_report", JUNE, "--until", "2023-07-05", "--reason", "补录")
    assert done.exit_code == 1 and "还没有锁定" in done.stderr
    assert cli("unlock", TASK.lead, "task_report", JUNE, "--until", "明天", "--reason", "补录").exit_code == 2
