"""Every verb once with what it does, and once with what it refuses: exit 0 done, 1 refused, 2 misused."""

import json

import openpyxl
import pytest

from data.catalogue.book import load_folder
from data.cli.intake import _lines
from data.intake.found import Found
from data.intake.incoming import Receipt
from data.settings import RULE_BOOK
from data.vocabulary import Outcome, Quality, Severity
from tests.builders import a_workbook

JUNE = "2023-06"
BOOK = load_folder(RULE_BOOK)
TASK = next(task for task in BOOK.plan.tasks if BOOK.unit(task.lead).is_member and "task_report" in BOOK.unit(task.lead).owes)
HEADER = ("任务编号", "任务名称", "任务状态", "上期末进度", "本期进度", "本期末进度", "进展情况")


def reports(folder, closing=20, name="任务月报2023年6月.xlsx"):
    """A 任务月报 of one task."""
    path = folder / name
    path.write_bytes(a_workbook([[TASK.code, TASK.name, "进行中", 0, 20, closing, "按计划推进"]], HEADER, title="2023年6月任务月报", sheet="任务月报"))
    return path


# The home


def test_init_again_changes_nothing(cli):
    assert cli.json("init") == {"home": str(cli.home), "new": False}
    assert "已是最新" in cli("init").output


def test_a_home_that_was_never_made_is_said_so(tmp_path, cli):
    cli.home = tmp_path / "nowhere"
    assert cli("score", JUNE).exit_code == 1


def test_an_unknown_variable_is_misuse(cli, monkeypatch):
    monkeypatch.setenv("CHENGJI_TODY", "2023-07-03")
    done = cli("jobs")
    assert (done.exit_code, "未知的环境变量 CHENGJI_TODY" in done.stderr) == (2, True)


def test_a_home_in_use_is_not_filled_with_the_demo_city(cli):
    done = cli("demo", "--months", "1")
    assert (done.exit_code, "已有正式数据" in done.stderr) == (1, True)


def test_a_taken_port_is_said_so_before_anything_starts(cli):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = cli("run", "--port", taken.getsockname()[1])
    assert (done.exit_code, "已被占用" in done.stderr) == (1, True)


def test_doctor_finds_nothing_wrong_and_then_what_is(cli, tmp_path):
    assert cli.json("doctor") == {"problems": []}
    cli("import", reports(tmp_path), "--unit", TASK.lead)
    for original in (cli.home / "originals").rglob("*"):
        if original.is_file():
            original.chmod(0o600)
            original.unlink()
    done = cli("doctor")
    assert done.exit_code == 1 and "未发现问题" not in done.output


def test_a_backup_comes_back_whole(cli, tmp_path):
    cli("import", reports(tmp_path), "--unit", TASK.lead)
    saved = tmp_path / "saved.tgz"
    assert json.loads(cli("backup", saved).output)["files"] >= 2
    assert cli("backup", saved).exit_code == 1
    assert cli("restore", saved).exit_code == 1
    cli.home = tmp_path / "new"
    assert "已恢复" in cli("restore", saved).output
    assert cli.json("doctor") == {"problems": []} and cli.json("audit", "verify")["problems"] == []
    assert cli.json("import", reports(tmp_path), "--unit", TASK.lead)[0]["outcome"] == "unchanged"


def test_a_person_is_told_the_gravest_findings_and_how_many_are_left():
    def found(severity):
        return Found(severity, Quality.CONFORMITY, "x", "表", "A1", 1, None, None, None, "说明")

    def told(findings):
        return _lines(Receipt("a.xlsx", "", "pole", "U03", JUNE, Outcome.REJECTED, None, None, 1, {}, findings))[1:]
    many = told([found(Severity.INFO)] * 30 + [found(Severity.ERROR)] * 40)
    assert many[:50] == ["  [强制] 表!A1 说明"] * 40 + ["  [提示] 表!A1 说明"] * 10
    assert len(many) == 51 and "另有 20 条" in many[-1]
    assert len(told([found(Severity.INFO)] * 50)) == 50


# Files


def test_import_takes_a_file_and_then_knows_it(cli, tmp_path):
    (found,) = cli.json("import", reports(tmp_path), "--unit", BOOK.unit(TASK.lead).short_name)
    assert (found["ledger"], found["unit"], found["period"], found["outcome"], found["rows"]["accepted"]) == ("task_report", TASK.lead, JUNE, "accepted", 1)
    assert set(found) == {"file", "sha256", "ledger", "unit", "period", "outcome", "awaiting", "receipt", "rows", "findings"}
    assert cli.json("import", reports(tmp_path), "--unit", TASK.lead)[0]["outcome"] == "unchanged"


def test_import_ends_with_one_when_a_file_is_rejected(cli, tmp_path):
    done = cli("import", reports(tmp_path, closing=30), "--unit", TASK.lead, "--json")
    assert done.exit_code == 1
    finding = json.loads(done.stdout)[0]["findings"][0]
    assert (finding["severity"], finding["rule"], finding["sheet"], finding["cell"]) == ("error", "sums_agree", "任务月报", "F3")
    assert "[强制] 任务月报!F3" in cli("import", reports(tmp_path, closing=30), "--unit", TASK.lead).output


def test_a_dry_run_writes_nothing(cli, tmp_path):
    (found,) = cli.json("import", reports(tmp_path), "--unit", TASK.lead, "--dry-run")
    assert (found["outcome"], found["receipt"]) == ("dry_run", None)
    assert cli.json("import", reports(tmp_path), "--unit", TASK.lead)[0]["outcome"] == "accepted"


@pytest.mark.parametrize(("words", "code"), [(("--unit", "没有的单位"), 2), ((), 2), (("--unit", TASK.lead, "--period", "六月"), 2), (("--nonsense",), 2)])
def test_import_refuses_what_it_cannot_place(cli, tmp_path, words, code):
    assert cli("import", reports(tmp_path), *words).exit_code == code


def test_an_explanation_file_that_says_nothing_is_refused(cli, tmp_path):
    (tmp_path / "说明.csv").write_text("rule,words\na,b\n", "utf-8")
    done = cli("import", reports(tmp_path), "--unit", TASK.lead, "--explain", tmp_path / "说明.csv")
    assert done.exit_code == 2 and "rule、object、words 三项" in done.stderr


def test_an_explanation_longer_than_the_page_takes_is_refused(cli, tmp_path):
    (tmp_path / "说明.csv").write_text(f"rule,object,words\na,b,{'字' * 1001}\n", "utf-8")
    done = cli("import", reports(tmp_path), "--unit", TASK.lead, "--explain", tmp_path / "说明.csv")
    assert done.exit_code == 2 and "超过 1000 字" in done.stderr


def test_inbox_takes_what_lies_there(cli):
    assert "没有新文件" in cli("inbox").output
    folder = next((cli.home / "inbox").glob(f"{TASK.lead}*"))
    reports(folder)
    assert [r["outcome"] for r in cli.json("inbox")] == ["accepted"]
    reports(folder, closing=30)
    assert cli("inbox").exit_code == 1


def test_a_file_is_sent_back_by_its_receipt(cli, tmp_path):
    receipt = cli.json("import", reports(tmp_path), "--unit", TASK.lead)[0]["receipt"]
    assert cli("withdraw", receipt).exit_code == 2
    for words, said in ((("HZ0", "--reason", "错报"), "没有回执号为"), ((receipt, "--reason", " "), "请写明退回的原因")):
        done = cli("withdraw", *words)
        assert done.exit_code == 1 and said in done.stderr
    assert cli.json("withdraw", receipt, "--reason", "任务进度与现场不符") == {
        "receipt": receipt, "unit": TASK.lead, "ledger": "task_report", "period": JUNE, "reason": "任务进度与现场不符", "counts": None}
    assert "只能退回正在计数的那一份" in cli("withdraw", receipt, "--reason", "错报").stderr
    first = cli.json("import", reports(tmp_path), "--unit", TASK.lead)[0]
    assert first["outcome"] == "accepted" and cli.json("doctor") == {"problems": []}


# Figures and months


def test_figures_lights_and_scores_are_shown_as_declared(cli):
    figure = cli.json("measure", JUNE)[0]
    assert {
        "indicator",
        "unit",
        "region",
        "period",
        "state",
        "numerator",
        "denominator",
        "value",
        "reported",
        "discrepancy",
        "target",
        "planned",
        "completion",
        "gap_points",
        "light",
        "reason",
        "rule_version",
        "submissions",
    } <= set(figure)
    light = cli.json("lights", "2023-06-30")[0]
    assert {"task", "unit", "light", "level", "since", "reason", "clears_when", "next"} <= set(light)
    score = cli.json("score", JUNE)[0]
    assert {"unit", "group", "period", "total", "rank", "grade", "items"} <= set(score)
    assert {"item", "points", "earned", "applicable", "rule", "reason", "inputs", "sources"} <= set(score["items"][0])
    for verb in (("measure", JUNE), ("lights", "2023-06-30"), ("score", JUNE)):
        assert cli(*verb).exit_code == 0 and cli(*verb, "--as-of", "2023-07-01").exit_code == 0


@pytest.mark.parametrize("words", [("measure", "六月"), ("lights", "2023-06"), ("score", "2023-13"), ("measure", JUNE, "--as-of", "昨天"), ("escalate", "x")])
def test_a_date_that_is_none_is_refused_with_a_sentence(cli, words):
    done = cli(*words)
    assert done.exit_code == 1 and done.stderr.startswith("“")


def test_escalation_twice_on_a_day_does_nothing_the_second_time(cli):
    first, second = cli.json("escalate", "2023-07-03"), cli.json("escalate", "2023-07-03")
    assert first["drafted"] > 0 and (second["reminded"], second["drafted"], second["chased"]) == (0, 0, 0)
    assert "拟办督办单 0 张" in cli("escalate", "2023-07-03").output


def test_a_look_back_writes_nothing_and_never_looks_ahead(cli):
    """What the ladder would do on the day by what was known; the day itself is still to do."""
    looked, done = (cli.json("escalate", "2023-07-03", *more) for more in (("--as-of", "2023-07-03"), ()))
    assert looked["drafted"] == done["drafted"] > 0 and looked["days"] == ["2023-07-03"]
    assert cli.json("escalate", "2023-07-02", "--as-of", "2023-07-02")["drafted"] > 0
    refused = cli("measure", JUNE, "--as-of", "2023-07-04")
    assert (refused.exit_code, "还没有到" in refused.stderr) == (1, True)


def test_a_paper_that_looks_back_says_so_and_is_proven_against_what_was_known(cli, tmp_path):
    known, paper = tmp_path / "当时.xlsx", tmp_path / "后来.xlsx"
    cli("month", "close", JUNE), cli("month", "publish", JUNE)
    assert cli.json("report", JUNE, "--as-of", "2023-07-03", "-o", known)["trial"] is False
    assert cli.json("report", JUNE, "--as-of", "2023-07-01", "-o", paper)["trial"] is True
    assert [cli.json("report", "verify", path)["differences"] for path in (known, paper)] == [[], []]
    words = [str(c.value) for row in openpyxl.load_workbook(paper)["封面"].iter_rows() for c in row if c.value]
    assert any("按2023年7月1日所知" in word for word in words) and any(word.startswith("2023年7月1日 23:59（此后") for word in words)


def test_a_month_moves_and_its_paper_is_proven(cli, tmp_path):
    paper = tmp_path / "通报.xlsx"
    assert cli("month", "publish", JUNE).exit_code == 1
    assert cli.json("month", "close", JUNE)["state"] == "closed"
    assert cli.json("month", "comment", JUNE)["state"] == "comment"
    assert cli.json("report", JUNE, "-o", paper)["trial"] is True
    assert cli.json("month", "publish", JUNE)["version"] == 1
    assert cli.json("report", JUNE, "-o", paper)["trial"] is False
    assert cli.json("report", "verify", paper)["differences"] == []
    assert cli("month", "reopen", JUNE).exit_code == 1
    assert cli.json("month", "reopen", JUNE, "--reason", "更正")["state"] == "open"
    book = openpyxl.load_workbook(paper)
    cell = next(c for sheet in book.worksheets for row in sheet.iter_rows() for c in row if isinstance(c.value, int | float) and not isinstance(c.value, bool))
    cell.value += 1
    book.save(paper)
    assert cli("report", "verify", paper).exit_code == 1


@pytest.mark.parametrize("words", [("report", JUNE), ("report", "verify"), ("month", "jump", JUNE), ("report", JUNE, "--kind", "poem", "-o", "x.xlsx")])
def test_words_that_are_missing_or_unknown_are_misuse(cli, words):
    assert cli(*words).exit_code == 2
