"""The correction: a second publication beside the first."""

from data.assessment.stored import stored_scores
from data.indicators.figures import EVERY, figures
from tests.month import expected, paper
from tests.month.readings import earned_of, figures_of, lights_of, totals_of
from tests.month.story import MAY


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


def test_the_first_publication_is_printed_again_byte_for_byte(told):
    """After corrections and a second publication, by the day of the first."""
    assert told.verified["printed again"] == told.seen["printed"]


def test_the_second_bulletin_is_a_correction_and_holds(told):
    said = {row[0]: row[1] for row in paper.sheets_of(told.papers["second"].read_bytes())["封面"] if len(row) == 2}
    assert said["通报状态："] == "已通报（第 2 次通报，更正）"
    assert (told.verified["second"].code, told.verified["second"].value["differences"]) == (0, [])


def test_the_figures_scores_and_orders_of_the_first_bulletin_still_hold_after_the_second(told):
    """Lights are kept by day, not by publication: the correction judged them anew."""
    differing = {said.split("“")[1].split("”")[0] for said in told.verified["first again"].value["differences"] if said.startswith("表“")}
    assert differing <= {"亮灯", "总体情况"}
