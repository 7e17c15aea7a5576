"""总览, 建设进度, 指标, 单位, 一张图: each is drawn for who may see figures, and says nothing to others."""

import json

import pytest

from tests.web import sign_in

ADDRESSES = ["/", "/indicators", "/systems/5G", "/systems/%E6%99%BA%E6%85%A7%E6%9D%86%E6%9F%B1", "/indicators/P1", "/units/E", "/map"]
ROUTER = ".._pages_content.children..._pages_store.data.."


def opened(city, name, address):
    """What the router draws for an address with its query."""
    address, _, query = address.partition("?")
    who, _ = sign_in(city, name)
    search = f"?{query}" if query else ""
    body = {"output": ROUTER, "outputs": [{"id": "_pages_content", "property": "children"}, {"id": "_pages_store", "property": "data"}],
            "inputs": [{"id": "_pages_location", "property": "pathname", "value": address}, {"id": "_pages_location", "property": "search", "value": search}],
            "changedPropIds": ["_pages_location.pathname"], "state": []}
    answer = who.post("/_dash-update-component", json=body)
    assert answer.status_code == 200, answer.text
    return json.dumps(answer.get_json(), ensure_ascii=False)


@pytest.mark.parametrize(("name", "address"), [*((name, address) for name in ("leader", "unit1") for address in ADDRESSES),
                                               *(("evaluator", address) for address in ADDRESSES if not address.startswith("/units"))])
def test_the_page_is_drawn(city, name, address):
    drawn = opened(city, name, address)
    assert "page-title" in drawn and "没有权限" not in drawn


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_page_is_not_drawn_for_who_may_not_see_figures(city, address):
    drawn = opened(city, "sysadmin", address)
    assert "没有权限" in drawn and "page-title" not in drawn


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_address_answers(city, address):
    who, _ = sign_in(city, "leader")
    assert who.get(address).status_code == 200


def test_the_rows_are_drawn_only_for_who_may_see_them(city):
    assert "indicator-rows" in opened(city, "leader", "/indicators/P1")
    assert "indicator-rows-kind" not in opened(city, "evaluator", "/indicators/P1")


@pytest.mark.parametrize(("address", "picked"), [
    ("/tasks?light=new_red&period=2023-06", {"tasks-light": "new_red", "tasks-due": None}), ("/tasks?due=soon", {"tasks-due": "soon"}),
    ("/tasks?phase=M1&pillar=A&unit=E", {"tasks-phase": "M1", "tasks-pillar": "A", "tasks-unit": "E"}),
    ("/indicators?turn=worse&light=red&system=5G&group=a",
     {"indicators-turn": "worse", "indicators-light": "red", "indicators-system": "5G", "indicators-group": "a"}),
    ("/submissions?show=owing", {"submissions-show": "owing"})])
def test_a_door_opens_the_page_with_its_filters_picked_and_free_to_be_cleared(city, address, picked):
    found = places(json.loads(opened(city, "leader", address)), {})
    assert {place: found[place].get("value") for place in picked} == picked
    assert all(found[place]["clearable"] for place in picked)


def places(part, found):
    """The properties of everything that has an id."""
    if isinstance(part, dict):
        if isinstance(part.get("id"), str):
            found[part["id"]] = part
        part = list(part.values())
    for one in part if isinstance(part, list) else []:
        places(one, found)
    return found
