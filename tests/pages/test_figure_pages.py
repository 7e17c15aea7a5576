"""总览, 建设进度, 指标, 单位, 一张图: each is drawn for who may see figures, and says nothing to others."""

import json

import pytest

from tests.web import sign_in

ADDRESSES = ["/", "/indicators", "/systems/5G", "/systems/%E6%99%BA%E6%85%A7%E6%9D%86%E6%9F%B1", "/indicators/P1", "/units/E", "/map"]
ROUTER = ".._pages_content.children..._pages_store.data.."


def opened(city, name, address):
    """What the router draws for an address."""
    who, _ = sign_in(city, name)
    body = {"output": ROUTER, "outputs": [{"id": "_pages_content", "property": "children"}, {"id": "_pages_store", "property": "data"}],
            "inputs": [{"id": "_pages_location", "property": "pathname", "value": address}, {"id": "_pages_location", "property": "search", "value": ""}],
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
