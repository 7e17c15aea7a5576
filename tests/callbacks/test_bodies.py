"""Bodies made by hand: what no browser of ours sends is refused with a sentence before a callback sees it, and leaves no traceback."""

import pytest

from callbacks.bodies import is_well_formed
from tests.desk import _is_pattern, _outputs

ENTRY = {"inputs": [{"id": "a", "property": "value"}, {"id": '{"n":["ALL"],"type":"b"}', "property": "n_clicks"}],
         "state": [{"id": "_pages_location", "property": "pathname"}]}
GOOD = {"inputs": [{"id": "a", "property": "value", "value": "x"}, [{"id": {"type": "b", "n": 1}, "property": "n_clicks", "value": 1}]],
        "state": [{"id": "_pages_location", "property": "pathname", "value": "/tasks"}], "outputs": {"id": "o", "property": "children"},
        "changedPropIds": ["a.value"]}
WRONG = {
    "no list": {"inputs": "x"}, "one too few": {"inputs": GOOD["inputs"][:1]}, "another id": {"inputs": [{**GOOD["inputs"][0], "id": "z"}, []]},
    "another property": {"inputs": [{**GOOD["inputs"][0], "property": "data"}, []]},
    "a mapping for a word": {"inputs": [{**GOOD["inputs"][0], "value": {}}, []]},
    "a list for a word": {"inputs": [{**GOOD["inputs"][0], "value": ["x"]}, []]}, "no list for many": {"inputs": [GOOD["inputs"][0], {}]},
    "a word for a count": {"inputs": [GOOD["inputs"][0], [{"id": {"type": "b"}, "property": "n_clicks", "value": "1"}]]},
    "a path that is none": {"state": [{**GOOD["state"][0], "value": "x"}]}, "no outputs": {"outputs": 7}, "no changes": {"changedPropIds": [1]}}


def test_what_a_browser_sends_is_well_formed():
    assert is_well_formed(GOOD, ENTRY)


@pytest.mark.parametrize("part", WRONG.values(), ids=WRONG)
def test_every_part_of_a_body_is_looked_at(part):
    assert not is_well_formed({**GOOD, **part}, ENTRY)


@pytest.mark.parametrize("wrong", [["x"], 7], ids=["a list", "a number"])
def test_no_callback_stumbles_over_values_of_another_kind(desk, caplog, wrong):
    """Every callback with every value replaced: refused, or answered as far as the value makes sense."""
    seat = desk.enter("office")
    for output, entry in desk.app.callback_map.items():
        if "callback" in entry:
            answer = seat.person.post("/_dash-update-component", json=_body(output, entry, wrong))
            assert answer.status_code in {200, 204, 400, 403, 404, 409}, output
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


def _body(output, entry, value):
    given = {name: [[] if _is_pattern(p["id"]) else {**p, "value": value} for p in entry[name]] for name in ("inputs", "state")}
    return {"output": output, "outputs": _outputs(output, {}), "changedPropIds": [], **given}


def test_the_refusal_is_a_sentence(desk):
    answer = desk.enter("office").person.post("/_dash-update-component", json={"output": "quality-asked.data", "inputs": 7})
    assert (answer.status_code, answer.text) == (400, "请求的内容不完整，请刷新页面后再试。")
