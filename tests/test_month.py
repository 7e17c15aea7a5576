"""A month by hand: three units' workbooks through inbox and worker to the published bulletin, against figures worked out on paper."""

from datetime import date

import openpyxl
import pytest
from sqlalchemy import select

from data.assessment.stored import stored_scores
from data.indicators.figures import EVERY, figures, group_unit
from data.store.tables import MeasureKey, Order, Submission
from data.supervision.orders import events_of
from tests.databases import new_database
from tests.month import expected, paper
from tests.month.expected import FIELDS, ITEMS
from tests.month.files import SHARED_CODE
from tests.month.story import MAY
from tests.month.telling import tell


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def told(request, tmp_path_factory):
    """Told once per database; the tests below only read."""
    folder = tmp_path_factory.mktemp("month")
    if request.param == "sqlite":
        yield from tell(folder, f"sqlite:///{folder / 'chengji.sqlite'}")
        return
    with new_database(request.getfixturevalue("postgres_url")) as url:
        yield from tell(folder, url)


# What the command line says

def figures_of(rows):
    return {(f["indicator"], f["unit"], f["region"]): tuple(f[name] for name in FIELDS) for f in rows}


def lights_of(rows):
    return {f["task"]: (f["unit"], f["light"], f["level"], f["since"]) for f in rows}


def earned_of(rows):
    return {s["unit"]: tuple(i["earned"] for i in s["items"]) for s in rows}


def totals_of(rows):
    return {s["unit"]: (s["total"], s["rank"], s["grade"]) for s in rows}


@pytest.mark.parametrize("moment", ["closed", "commented", "published"])
def test_every_figure_is_the_one_worked_out(told, moment):
    """Also while corrections wait: a closed month is pinned to what was known then."""
    assert figures_of(told.seen[moment]["figures"]) == expected.FIGURES


@pytest.mark.parametrize("moment", ["closed", "commented", "published"])
def test_every_light_is_the_one_worked_out(told, moment):
    assert lights_of(told.seen[moment]["lights"]) == expected.LIGHTS


@pytest.mark.parametrize("moment", ["closed", "commented", "published"])
def test_every_item_total_rank_and_grade_is_the_one_worked_out(told, moment):
    scores = told.seen[moment]["scores"]
    assert earned_of(scores) == expected.EARNED
    assert all(tuple(i["item"] for i in s["items"]) == ITEMS and tuple(i["points"] for i in s["items"]) == expected.POINTS for s in scores)
    assert totals_of(scores) == expected.TOTALS


def test_the_groups_are_the_ones_worked_out(told):
    with told.story.store.read() as session:
        found = {(f.indicator, group): tuple(f.as_json()[name] for name in FIELDS) for group in ("district", "company")
                 for f in figures(session, MAY, group_unit(group), version=1)}
    assert found == expected.GROUPS


def test_the_answers_have_the_form_that_is_described(told):
    figure, light, score = (told.seen["published"][name][0] for name in ("figures", "lights", "scores"))
    assert list(figure) == ["indicator", "unit", "region", "period", *FIELDS, "reason", "rule_version", "submissions"]
    assert list(light) == ["task", "unit", "light", "level", "since", "reason", "clears_when", "next"]
    assert list(score) == ["unit", "group", "period", "total", "rank", "grade", "items"]
    assert list(score["items"][0]) == ["item", "points", "earned", "applicable", "rule", "reason", "inputs", "sources"]
    assert {f["period"] for f in told.seen["published"]["figures"]} == {MAY} and {f["rule_version"] for f in told.seen["published"]["figures"]} == {1}
    assert {s["unit"]: s["group"] for s in told.seen["published"]["scores"]} == {"E": "district", "A": "company", "B": "company"}


def test_a_figure_names_the_files_it_rests_on(told):
    names = dict(_receipts(told))
    said = {(f["indicator"], f["unit"], f["region"]): sorted(names[r] for r in f["submissions"]) for f in told.seen["published"]["figures"]}
    assert said["G01", "E", None] == ["5月指标.xlsx", "5月杆柱（改）.xlsx"]
    assert said["C02", "B", None] == ["5月底数.xlsx", "指标.xlsx", "编码.xlsx"]
    assert said["N02", None, None] == ["5月基站.xlsx", "5月基站.xlsx"]


def _receipts(told):
    with told.story.store.read() as session:
        return [tuple(row) for row in session.execute(select(Submission.receipt, Submission.file_name))]


def test_the_shared_site_is_kept_once_for_each_and_counted_once_for_all(told):
    with told.story.store.read() as session:
        rows = session.execute(select(MeasureKey.unit, MeasureKey.key).where(MeasureKey.indicator == "N02", MeasureKey.period == MAY))
        kept = sorted(tuple(row) for row in rows)
    assert kept == [("A", "S1"), ("A", "S2"), ("A", "S3"), ("B", "S3"), ("B", "S5"), ("B", "S6")]


# How the files came in

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
    assert coding["rows"]["rejected"] == 0


def test_the_corrections_need_no_second_word_for_what_was_explained(told):
    """E-05 under its new code is the pole it was: one row changed, none gone."""
    assert sorted((s.unit, s.outcome, s.rows["added"], s.rows["changed"], s.rows["closed"]) for s in told.corrections) == [
        ("B", "accepted", 0, 1, 0), ("E", "accepted", 0, 1, 0)]


# Orders

def test_the_order_went_from_draft_to_close(told):
    with told.story.store.read() as session:
        order = session.scalars(select(Order).where(Order.number.is_not(None))).one()
        acts = [(e.act, e.on) for e in events_of(session, order.id)]
    assert acts == [("draft", date(2023, 4, 29)), ("issue", date(2023, 5, 4)), ("acknowledge", date(2023, 5, 5)), ("answer", date(2023, 5, 8)),
                    ("return", date(2023, 5, 9)), ("answer", date(2023, 5, 10)), ("close", date(2023, 5, 11))]
    assert (order.number, order.state, order.returned_times, order.empty_answer) == ("DB20230504-001", "closed", 1, True)


def test_a_matter_that_goes_on_is_proposed_rung_by_rung(told):
    """T1-1 was due 04-28: 督办 from the first day over, 通报 from the eighth, 约谈 from the fifteenth; the later two stay drafts."""
    with told.story.store.read() as session:
        found = session.scalars(select(Order).where(Order.task == "T1").order_by(Order.id)).all()
    assert [(o.level, o.drafted_on, o.state) for o in found] == [
        ("supervise", date(2023, 4, 29), "closed"), ("circulate", date(2023, 5, 6), "draft"), ("interview", date(2023, 5, 13), "draft")]


# The bulletin

@pytest.fixture(scope="module")
def bulletin(told):
    return paper.sheets_of(told.papers["first"].read_bytes())


def test_the_bulletin_has_its_sheets(bulletin):
    assert list(bulletin) == ["封面", "总体情况", "指标走势", "指标完成", "亮灯", "督办清单", "考评排名", "报送情况", "数据质量", "附表1 区", "附表2 企业"]


def test_the_cover_says_what_the_paper_rests_on(bulletin):
    said = {row[0]: row[1] for row in bulletin["封面"] if len(row) == 2}
    assert said["通报月份："] == "2023年5月" and said["通报状态："] == "已通报（第 1 次通报）"
    assert said["数据截止："].startswith("2023年5月31日（报送截止 2023年6月12日") and said["通报时间："].startswith("2023年6月16日")
    assert said["报送情况："] == "应报单位 3 家，已报齐 2 家（2/3）" and said["适用规则："].endswith("第 1 版")
    assert ["【未齐】"] in bulletin["封面"]


def test_every_indicator_cell_is_the_one_worked_out(bulletin):
    rows = paper.table(bulletin["指标完成"], ["单位", "编号", "指标"])
    assert [row[:13] for row in rows] == paper.INDICATOR_ROWS


def test_what_the_month_added_is_the_one_worked_out(bulletin):
    assert paper.table(bulletin["总体情况"], ["指标", "计量单位", "上月实证"]) == paper.MONTH_ROWS


def test_stages_and_pillars_are_the_ones_worked_out(bulletin):
    assert paper.table(bulletin["总体情况"], ["阶段 / 支柱"]) == paper.STAGE_ROWS


def test_lights_are_counted_and_listed_as_worked_out(bulletin):
    assert paper.table(bulletin["亮灯"], ["亮灯", "含义"]) == paper.LIGHT_COUNTS
    assert [row[:6] for row in paper.table(bulletin["亮灯"], ["任务编号", "任务"])] == paper.LIGHT_ROWS
    assert [row[0] for row in paper.table(bulletin["总体情况"], ["任务", "牵头单位"])] == ["乙通信赋码"]  # red now, not on 04-30


def test_the_order_is_listed_as_it_stood_on_the_last_day(bulletin):
    assert paper.table(bulletin["督办清单"], ["编号", "督办事项"]) == paper.ORDER_ROWS


def test_the_ranking_is_the_one_worked_out(bulletin):
    rows = bulletin["考评排名"]
    for title, wanted in paper.RANK_ROWS.items():
        below = rows[next(n for n, row in enumerate(rows) if row[0] == title):]
        assert paper.table(below, ["名次", "单位"]) == wanted


def test_filing_and_quality_are_the_ones_worked_out(bulletin):
    assert paper.table(bulletin["报送情况"], ["单位", "应报"]) == paper.FILING_ROWS
    assert paper.table(bulletin["数据质量"], ["单位", "规范性"]) == paper.QUALITY_ROWS


def test_the_annexes_say_what_every_unit_lost(bulletin):
    east = paper.table(bulletin["附表1 区"], ["单位", "考评项"])
    companies = paper.table(bulletin["附表2 企业"], ["单位", "考评项"])
    assert [[row[0], *row[2:5]] for row in east] == paper.lost_rows("E")
    assert [[row[0], *row[2:5]] for row in companies] == [*paper.lost_rows("A"), *paper.lost_rows("B")]


def test_a_bulletin_holds_and_a_changed_one_is_found_out(told):
    assert told.verified["trial"]["trial"] is True
    first, forged = told.verified["first"], told.verified["forged"]
    assert (first.code, first.value["differences"]) == (0, [])
    assert forged.code == 1 and any("99" in said and "84.27" in said for said in forged.value["differences"])


# The correction

def test_the_month_goes_through_its_states_and_versions(told):
    assert [(m["state"], m["version"]) for m in told.months] == [
        ("closed", 0), ("comment", 0), ("published", 1), ("open", 1), ("closed", 1), ("comment", 1), ("published", 2)]


def test_the_second_publication_shows_the_correction(told):
    seen = told.seen["corrected"]
    assert figures_of(seen["figures"]) == expected.FIGURES_CORRECTED
    assert lights_of(seen["lights"]) == expected.LIGHTS_CORRECTED
    assert earned_of(seen["scores"]) == expected.EARNED_CORRECTED
    assert totals_of(seen["scores"]) == expected.TOTALS_CORRECTED


def test_the_first_publication_stays_readable(told):
    with told.story.store.read() as session:
        parts = [f.as_json() for unit in (None, EVERY) for region in (None, EVERY) for f in figures(session, MAY, unit, region=region, version=1)]
        scores = [s.as_json() for s in stored_scores(session, MAY, version=1)]
    assert figures_of(parts) == expected.FIGURES
    assert (earned_of(scores), totals_of(scores)) == (expected.EARNED, expected.TOTALS)


def test_what_was_known_on_the_day_of_closing_can_be_asked_again(told):
    assert figures_of(told.verified["as of"]) == expected.FIGURES


def test_the_second_bulletin_is_a_correction_and_holds(told):
    said = {row[0]: row[1] for row in paper.sheets_of(told.papers["second"].read_bytes())["封面"] if len(row) == 2}
    assert said["通报状态："] == "已通报（第 2 次通报，更正）"
    assert (told.verified["second"].code, told.verified["second"].value["differences"]) == (0, [])


def test_the_figures_scores_and_orders_of_the_first_bulletin_still_hold_after_the_second(told):
    """Lights are kept by day, not by publication: the correction judged them anew."""
    differing = {said.split("“")[1].split("”")[0] for said in told.verified["first again"].value["differences"] if said.startswith("表“")}
    assert differing <= {"亮灯", "总体情况"}


# What the command line refuses

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
