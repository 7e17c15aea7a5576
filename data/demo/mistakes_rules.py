"""Mistakes against the rules that the ledgers declare: one example of each."""

from datetime import date

from data.demo.mistakes import Apply, Hand, Mistake, write

LATER = date(2024, 5, 31)


def _falls(hand: Hand) -> None:
    """A cumulative number less than last month's, without a word."""
    at = max(range(len(hand.table)), key=lambda n: float(hand.columns["opening"][n] or 0))
    opening = hand.columns["opening"][at]
    lower = round(opening * 0.6, 0)
    hand.put(at, closing=lower, current=lower - opening, **({"status": "进行中", "done_on": None} if "status" in hand.columns else {}))


def _fewer_due(hand: Hand) -> None:
    hand.change("due_count", lambda due: max(0, int(due * 0.5) - 1))


def _more_due(hand: Hand) -> None:
    """The baseline as it was before a second count: explained, and true from then on only in the file."""
    hand.change("due_count", lambda due: due * 2 + 20)


def _other_opening(hand: Hand) -> None:
    at = hand.place()
    hand.put(at, opening=hand.columns["opening"][at] + 2, current=round(hand.columns["current"][at] - 2, 2))


def _sum_off(hand: Hand) -> None:
    hand.change("current", lambda current: current + 3)


def _claims_done(**values: object) -> Apply:
    """A task said to be done, with something not right about it."""
    def apply(hand: Hand) -> None:
        at = next((n for n, state in enumerate(hand.columns["status"]) if state == "进行中"), 0)
        hand.put(at, **values)
    return apply


def _unlisted(hand: Hand) -> None:
    """An object of last month left out: the first one, which had long been there."""
    for values in hand.columns.values():
        values.pop(0)


BUILT = {"status": "已建成", "mounted_5g": "否", "mounts": 0}
RULE_MISTAKES = (
    Mistake("built_without_day", "built_needs_date", ("pole",), write(**BUILT, built_on=None)),
    Mistake("built_tomorrow", "built_on_not_after_period", ("pole", "station"), lambda h: h.put(status=OPEN[h.table.ledger], built_on=LATER)),
    Mistake("unbuilt_with_day", "unbuilt_has_no_date", ("pole",), write(status="在建", mounted_5g="否", mounts=0, built_on=date(2022, 12, 1)), "explain"),
    Mistake("mounted_on_nothing", "mounted_5g_needs_built", ("pole",), write(status="在建", mounted_5g="是", mounts=1, built_on=None)),
    Mistake("mounted_without_mount", "mounted_5g_is_a_mount", ("pole",), write(status="已建成", built_on=date(2022, 12, 5), mounted_5g="是", mounts=0)),
    Mistake("stopped_without_reason", "stopped_needs_reason", ("pole", "station", "scene"),
            lambda h: h.put(status="停用", reduction_reason=None, **({"mounted_5g": "否"} if h.table.ledger == "pole" else {}))),
    Mistake("open_without_day", "open_needs_date", ("station",), write(status="已开通", built_on=None)),
    Mistake("shared_with_nobody", "shared_needs_partner", ("station",), write(shared="是", shared_with=None), "explain"),
    Mistake("unknown_pole", "mounted_on_known_pole", ("station",), write(pole_no="34-99999"), "explain"),
    Mistake("covered_without_day", "covered_5g_needs_date", ("scene",), write(covered_5g="是", covered_5g_on=None, networks_5g="示范移动")),
    Mistake("covered_by_nobody", "covered_5g_needs_network", ("scene",), write(covered_5g="是", covered_5g_on=date(2022, 12, 8), networks_5g=None)),
    Mistake("fibre_without_day", "covered_fibre_needs_date", ("scene",), write(covered_fibre="是", covered_fibre_on=None)),
    Mistake("uncovered_with_day", "uncovered_5g_has_no_date", ("scene",), write(covered_5g="否", covered_5g_on=date(2022, 12, 8), networks_5g=None), "explain"),
    Mistake("covered_tomorrow", "covered_5g_on_not_after_period", ("scene",), write(covered_5g="是", covered_5g_on=LATER, networks_5g="示范移动")),
    Mistake("fibre_tomorrow", "covered_fibre_on_not_after_period", ("scene",), write(covered_fibre="是", covered_fibre_on=LATER)),
    Mistake("withdrawn_without_reason", "withdrawn_needs_reason", ("coding",), write(status="已注销", reduction_reason=None)),
    Mistake("house_without_address", "house_has_address", ("coding",), write(category="房屋", address=None), "none"),
    Mistake("surveyed_tomorrow", "surveyed_on_not_after_period", ("coding_baseline",), write(surveyed_on=LATER)),
    Mistake("never_surveyed", "survey_needs_date", ("coding_baseline",), write(surveyed_on=None), "explain"),
    Mistake("baseline_falls", "cumulative_never_falls", ("coding_baseline",), _fewer_due),
    Mistake("baseline_jumps", "jump_within", ("coding_baseline",), _more_due),
    Mistake("number_falls", "cumulative_never_falls", ("indicator_report", "task_report"), _falls),
    Mistake("sum_off", "sums_agree", ("indicator_report", "task_report"), _sum_off),
    Mistake("other_opening", "opening_continues", ("indicator_report", "task_report"), _other_opening),
    Mistake("done_without_day", "done_needs_date", ("task_report",), _claims_done(status="已完成", done_on=None)),
    Mistake("done_tomorrow", "done_on_not_after_period", ("task_report",), _claims_done(status="已完成", done_on=LATER)),
    Mistake("done_by_half", "done_is_whole", ("task_report",), _claims_done(status="已完成", done_on=date(2023, 1, 9))),
    Mistake("not_begun_but_half", "not_started_is_zero", ("task_report",), _claims_done(status="未启动")),
    Mistake("undone_with_day", "unfinished_has_no_date", ("task_report",), _claims_done(status="进行中", done_on=date(2023, 1, 9))),
    Mistake("paused_without_word", "paused_says_why", ("task_report",), _claims_done(status="暂停", problems=None)),
    Mistake("left_out", "listed_object_gone", ("pole", "station", "coding", "scene"), _unlisted),
)
OPEN = {"pole": "已建成", "station": "已开通"}
