"""Mistakes around the rows: wrong form, wrong month, wrong folder, a file that is none."""

from data import calendar
from data.demo.mistakes import EVERY, PLACED, Hand, Mistake, note

OTHER_LEDGER = {"pole": "5G站点", "scene": "智慧杆柱", "coding": "任务月报", "indicator_report": "任务月报", "task_report": "指标月报"}


def _old_form(hand: Hand) -> None:
    """Last year's form: other headers, and no column for what is asked since."""
    hand.note(drop=("status", "covered_5g") if hand.table.ledger == "scene" else ("status", "mounted_5g"), headers={"region": "所在地"},
              meta={"version": "2022.1"})


def _repeated_column(hand: Hand) -> None:
    hand.note(more_headers=("东经",))


def _month_before(hand: Hand) -> None:
    """The title of last month over this month's rows."""
    said = calendar.label(calendar.shift(hand.table.period, -1))
    hand.note(title=f"台账（{said}）", file_name=f"{hand.table.ledger}-{hand.table.period}", meta={"period": hand.table.period})


def _no_month(hand: Hand) -> None:
    hand.note(title="报送台账", file_name="报送表格最新", meta={"period": "", "template": "", "version": ""}, drop=("cut_off",))


def _wrong_folder(hand: Hand) -> None:
    """A file of the district next door."""
    hand.note(unit="云桥区" if hand.table.unit != "U11" else "澄湖区", meta={"unit": "U11" if hand.table.unit != "U11" else "U12"})


def _other_title(hand: Hand) -> None:
    other = OTHER_LEDGER[hand.table.ledger]
    hand.note(title=f"{other}（{calendar.label(hand.table.period)}）", sheet_name=other, meta={"ledger": hand.table.ledger})


def _no_rows(hand: Hand) -> None:
    for values in hand.columns.values():
        values.clear()


def _draft_rows(hand: Hand) -> list[list[object]]:
    return [["草稿", "待核", "数量", "备注"], *([f"第{n}批", "是", n, "待现场核对"] for n in range(1, 6))]


def _hidden_copy(hand: Hand) -> None:
    """A hidden sheet with rows of its own under the same headers."""
    hand.note(sheets=[("旧表", [["指标编号", "上期末", "本期", "本期末"], ["G03", 0, 1, 1]], True)])


def _merged(hand: Hand) -> None:
    """One cell over three rows says who manages them."""
    for place in (1, 2):
        hand.put(place, manager=None)
    hand.note(merged=("manager", 3))


def _last_month_day(hand: Hand) -> None:
    day = calendar.last_day(calendar.shift(hand.table.period, -1))
    hand.columns["cut_off"] = [day] * len(hand.table)


FILE_MISTAKES = (
    Mistake("old_form", "header_missing", ("pole", "scene"), _old_form),
    Mistake("no_header", "header_found", ("pole", "coding"), note(headless=True, meta={})),
    Mistake("unknown_form", "ledger_known", ("coding_baseline",), note(headless=True, no_meta=True, title="报送表", sheet_name="Sheet1",
                                                                       file_name="报送表")),
    Mistake("merged_cells", "merged_filled", ("pole", "station"), _merged, "none"),
    Mistake("longitude_twice", "header_once", PLACED, _repeated_column),
    Mistake("height_in_cm", "header_unit", ("pole",), note(headers={"height_m": "高度(cm)"})),
    Mistake("own_column", "header_unknown", EVERY, note(more_headers=("内部备忘",)), "none"),
    Mistake("month_before", "period_agrees", ("coding_baseline", "indicator_report"), _month_before),
    Mistake("no_month", "period_known", ("coding_baseline",), _no_month),
    Mistake("wrong_folder", "unit_is_sender", ("pole", "coding", "task_report"), _wrong_folder),
    Mistake("other_title", "ledger_agrees", ("pole", "scene", "indicator_report"), _other_title),
    Mistake("no_rows", "rows_present", ("coding_baseline", "task_report"), _no_rows),
    Mistake("total_off", "total_agrees", ("pole", "coding_baseline"), note(total_off=7)),
    Mistake("hidden_rows", "rows_hidden", ("pole", "coding"), note(hidden_rows=2), "none"),
    Mistake("hidden_sheet", "sheet_hidden", ("indicator_report",), _hidden_copy, "explain"),
    Mistake("scratch_sheet", "sheet_unread", EVERY, lambda h: h.note(sheets=[("草稿", _draft_rows(h), False)]), "explain"),
    Mistake("old_day", "cut_off_in_period", ("indicator_report", "task_report"), _last_month_day, "explain"),
    Mistake("mixed_percent", "percent_guise", ("task_report",), note(mixed_percent=True)),
    Mistake("empty_file", "file_readable", EVERY, note(replaced_by="empty")),
    Mistake("macro", "file_readable", ("pole", "coding"), note(replaced_by="macro", ending=".xlsm")),
    Mistake("locked", "file_readable", ("station", "indicator_report"), note(replaced_by="locked")),
    Mistake("web_page", "file_readable", ("task_report",), note(replaced_by="html", ending=".xls")),
    Mistake("picture", "file_readable", ("indicator_report",), note(replaced_by="picture")),
)
