"""How the files of the month came in, and what the command line refuses."""

import openpyxl

from tests.month.files import SHARED_CODE
from tests.month.story import MAY


def test_a_rejected_file_comes_back_marked_with_its_receipt(told):
    wrong, back = told.filing.wrong_poles, told.story.folder("E") / "rejected"
    assert (wrong.outcome, wrong.awaiting, wrong.receipt) == ("rejected", None, "HZ20230602-0001")
    assert {name: wrong.rows[name] for name in ("read", "accepted", "rejected")} == {"read": 6, "accepted": 0, "rejected": 3}
    names = {p.name for p in back.iterdir() if wrong.receipt in p.name}
    assert names == {"HZ20230602-0001_5月杆柱.xlsx", "HZ20230602-0001_5月杆柱_校验结果.xlsx", "回执_HZ20230602-0001_5月杆柱.txt"}
    marked = openpyxl.load_workbook(back / "HZ20230602-0001_5月杆柱_校验结果.xlsx")
    assert {c.coordinate for row in marked["智慧杆柱"].iter_rows() for c in row if c.comment} == {"G5", "B7", "I8", "I9"}
    assert {str(row[4].value) for row in marked["校验结果"].iter_rows()} >= {"G5", "B7", "I8", "I9", "B8"}  # a 提示 is told, not marked
    assert marked["智慧杆柱"]["A9"].value == "E-06"
    slip = (back / "回执_HZ20230602-0001_5月杆柱.txt").read_text("utf-8-sig")
    assert "回执号：HZ20230602-0001" in slip and "智慧杆柱!G5：" in slip and "[强制]" in slip


def test_the_corrected_file_waits_for_words_and_counts_from_the_day_it_came(told):
    doubtful, explained = told.filing.doubtful_poles, told.filing.explained_poles
    assert (doubtful.outcome, doubtful.awaiting) == ("rejected", "explanation")
    assert (explained.outcome, explained.sha256, explained.period) == ("accepted", doubtful.sha256, MAY)
    # against April: E-04 and E-05 built, E-06 dated; E-07 gone; E-01 to E-03 as they were
    assert explained.rows == {"read": 6, "accepted": 6, "added": 0, "changed": 3, "unchanged": 3, "closed": 1, "rejected": 0, "skipped": 0}


def test_clean_files_lie_in_the_accepted_folder_under_their_receipts(told):
    assert {s.outcome for s in told.filing.clean} == {"accepted"} and len(told.filing.clean) == 10
    kept = {p.name for unit in "EAB" for p in (told.story.folder(unit) / "accepted").iterdir()}
    assert {f"{s.receipt}_{s.file_name}" for s in told.filing.clean} <= kept
    assert [p.name for unit in "EAB" for p in told.story.folder(unit).iterdir() if p.is_file()] == []


def test_the_same_file_again_changes_nothing(told):
    again = told.filing.same_again
    assert (again.outcome, again.seq, again.rows["unchanged"]) == ("unchanged", None, 11)
    assert (told.story.folder("E") / "accepted" / f"{again.receipt}_5月编码（再）.xlsx").exists()


def test_the_command_line_takes_files_as_the_inbox_does(told):
    tried, rejected, accepted, unchanged = (told.filing.imports[name] for name in ("tried", "rejected", "accepted", "unchanged"))
    assert [tried.code, rejected.code, accepted.code, unchanged.code] == [0, 1, 0, 0]
    assert list(tried.value[0]) == ["file", "sha256", "ledger", "unit", "period", "outcome", "awaiting", "receipt", "rows", "findings"]
    assert [(r["outcome"], r["awaiting"]) for a in (tried, rejected, accepted, unchanged) for r in a.value] == [
        ("dry_run", None), ("rejected", None), ("rejected", "explanation"), ("accepted", None), ("accepted", None), ("unchanged", None)]
    assert tried.value[0]["receipt"] is None
    assert accepted.value[0]["rows"] == {"read": 3, "accepted": 3, "added": 3, "changed": 0, "unchanged": 0, "closed": 0, "rejected": 0, "skipped": 0}
    assert accepted.value[1]["rows"]["added"] == 25 and unchanged.value[0]["rows"]["unchanged"] == 3


def test_findings_of_the_command_line_name_sheet_cell_header_and_rule(told):
    report, coding = told.filing.imports["rejected"].value
    assert (report["rows"]["accepted"], report["rows"]["rejected"], report["rows"]["read"]) == (0, 1, 3)
    assert sorted((f["severity"], f["rule"], f["sheet"], f["cell"], f["header"]) for f in report["findings"]) == [
        ("error", "opening_continues", "指标月报", "B4", "上期末"), ("error", "sums_agree", "指标月报", "D4", "本期末")]
    finding, = coding["findings"]
    assert list(finding) == ["severity", "rule", "sheet", "cell", "header", "value", "message"]
    assert (finding["severity"], finding["rule"], finding["cell"], finding["value"]) == ("warning", "code_claimed_elsewhere", "B11", SHARED_CODE)
    assert finding["message"] == f"统一识别代码 {SHARED_CODE} 已由东城区报送：请核对归属并说明；解决前按先报单位计一次"
    assert coding["rows"]["rejected"] == 0


def test_the_corrections_need_no_second_word_for_what_was_explained(told):
    """E-05 under its new code is the pole it was: one row changed, none gone."""
    assert sorted((s.unit, s.outcome, s.rows["added"], s.rows["changed"], s.rows["closed"]) for s in told.corrections) == [
        ("B", "accepted", 0, 1, 0), ("E", "accepted", 0, 1, 0)]


def test_misuse_ends_with_two_and_a_refusal_with_one(told, tmp_path):
    verb, path = told.story.verb, tmp_path / "x.xlsx"
    path.write_bytes(b"PK")
    assert verb("import", path, "--unit", "没有的单位").code == 2
    assert verb("import", tmp_path / "没有.xlsx", "--unit", "E").code == 2
    assert verb("import", path, "--unit", "E", "--period", "五月").code == 2
    assert verb("report", MAY).code == 2
    assert verb("month", "close", MAY).code == 1 and "已通报" in verb("month", "close", MAY).err
    assert verb("measure", "五月").code == 1


def test_a_verb_that_runs_twice_on_a_day_changes_nothing(told):
    """The worker escalated on 05-31; an earlier day is left alone."""
    answer = told.story.verb("escalate", "2023-05-31", "--json")
    assert (answer.code, answer.value) == (0, {"days": ["2023-05-31"], "lights": 9, "reminded": 0, "drafted": 0, "chased": 0})
