"""Every callback and route is marked, every id is drawn once, and each role gets to what it may and no further."""

import json
from collections import Counter
from pathlib import Path

import dash
import pytest
from dash.development.base_component import Component

from callbacks.gate import CALLBACK, DASH_ROUTES, ROUTER
from callbacks.marks import PUBLIC, mark_of
from data.access.roles import PERMISSIONS, Permission
from data.vocabulary import Role
from tests.web import PEOPLE, outputs_of

PUBLIC_ROUTES = {"/login", "/healthz", "/assets/<path:filename>", "/_favicon.ico"}
ROOT = Path(__file__).parents[1]
DRAWN_LATER = {  # drawn by a callback into an empty place of its page: where, and by which constant
    "citymap-map": ("callbacks/citymap.py", "place.MAP"),
    "citymap-districts": ("callbacks/citymap.py", "place.DISTRICTS"),
    "citymap-objects": ("callbacks/citymap.py", "place.OBJECTS"),
    "citymap-legend": ("callbacks/map_legend.py", "place.LEGEND"),
    "submission-send": ("components/submissions.py", "ids.Submission.SEND"),
}
DASH_OWN = {ROUTER, "_pages_dummy.children"}
DASH_IDS = {"_pages_location", "_pages_content", "_pages_store", "_pages_dummy"}
ROLE_OF = {"leader": Role.LEADER, "office": Role.OFFICE, "unit1": Role.UNIT, "unit2": Role.UNIT, "evaluator": Role.EVALUATOR,
           "screen": Role.SCREEN, "sysadmin": Role.SYSTEM_ADMIN, "secadmin": Role.SECURITY_ADMIN, "auditadmin": Role.AUDIT_ADMIN}


def server_callbacks(web):
    return {output: entry["callback"] for output, entry in web.callback_map.items() if "callback" in entry and output not in DASH_OWN}


def fill(rule):
    """An address of a route, its variable parts filled with something that does not exist."""
    parts = rule.rule.strip("/").split("/")
    return "/" + "/".join("0" if part.startswith("<int") else "x" if part.startswith("<") else part for part in parts)


def test_every_callback_carries_a_permission(web):
    assert [output for output, function in server_callbacks(web).items() if not isinstance(mark_of(function), Permission)] == []


def test_every_route_carries_a_mark(web):
    unmarked = [rule.rule for rule in web.server.url_map.iter_rules() if rule.endpoint != CALLBACK and rule.endpoint not in DASH_ROUTES
                and mark_of(web.server.view_functions[rule.endpoint]) is None]
    assert unmarked == []


def test_only_the_public_list_answers_anybody(web):
    found = {rule.rule for rule in web.server.url_map.iter_rules()
             if PUBLIC in (DASH_ROUTES.get(rule.endpoint), mark_of(web.server.view_functions[rule.endpoint]))}
    assert found == PUBLIC_ROUTES


def test_no_door_was_opened_by_the_framework(web):
    rules = {rule.rule for rule in web.server.url_map.iter_rules()}
    assert not [rule for rule in rules if "mcp" in rule or "ws" in rule.split("/") or rule.startswith("/static")]
    assert web.config.suppress_callback_exceptions and not getattr(web, "validation_layout", None)


def test_a_visitor_gets_nowhere_but_to_the_public_list(web):
    client, open_to_all = web.server.test_client(), []
    for rule in web.server.url_map.iter_rules():
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            answer = client.open(fill(rule), method=method, buffered=True)
            refused = answer.status_code == 401 or (answer.status_code == 302 and answer.location.startswith("/login"))
            if not refused and rule.rule not in PUBLIC_ROUTES:
                open_to_all.append((method, rule.rule, answer.status_code))
    assert open_to_all == []


@pytest.mark.parametrize("name", PEOPLE)
def test_each_role_reaches_its_callbacks_and_no_others(web, person, name):
    who, wrong = person(name), []
    for output, function in server_callbacks(web).items():
        if PERMISSIONS[ROLE_OF[name]] >= {mark_of(function)}:
            continue
        status = who.call(web, output).status_code
        if status != 403:
            wrong.append((output, status))
    assert wrong == []


@pytest.mark.parametrize("name", PEOPLE)
def test_each_role_reaches_its_routes_and_no_others(web, person, name):
    who, wrong = person(name), []
    for rule in web.server.url_map.iter_rules():
        mark = mark_of(web.server.view_functions[rule.endpoint])
        if isinstance(mark, Permission) and mark not in PERMISSIONS[ROLE_OF[name]]:
            for method in rule.methods & {"GET", "POST"}:
                answer = who.get(fill(rule)) if method == "GET" else who.post(fill(rule))
                wrong += [] if answer.status_code == 403 else [(method, rule.rule, answer.status_code)]
    assert wrong == []


# Ids

def ids_in(part, found):
    if isinstance(part, list | tuple):
        for child in part:
            ids_in(child, found)
    elif isinstance(part, Component):
        if getattr(part, "id", None) is not None:
            found[key(part.id)] += 1
        for name in part._prop_names:
            if isinstance(getattr(part, name, None), Component | list | tuple):
                ids_in(getattr(part, name), found)
    return found


def key(identity) -> str:
    return identity if isinstance(identity, str) else json.dumps(identity, sort_keys=True)


def drawn(web, web_store):
    """How often each id is drawn, by page and by the frame, for somebody who may everything."""
    from datetime import date

    from components.shell import Frame, shell
    frame = ids_in(shell(Frame("市", "", date(2023, 6, 1), "甲", "办公室", "", [], ["2023-06"], "", True)), Counter())
    pages = {}
    for module in dash.page_registry:
        pages[module] = page_ids(module, lambda permission: True)
    return frame, pages


def page_ids(module, may):
    page = dash.page_registry[module]
    variables = {part[1:-1]: "1" for part in (page["path_template"] or "").split("/") if part.startswith("<")}
    return ids_in(page["layout"].__wrapped__(**{**variables, "may": may}), Counter())


def wired(web):
    """Plain ids that callbacks name, server and browser alike; pattern ids are drawn by callbacks."""
    found = set()
    for output, entry in web.callback_map.items():
        outputs = [] if entry.get("no_output") else outputs_of(output)
        outputs = outputs if isinstance(outputs, list) else [outputs]
        found |= {part["id"] for part in [*outputs, *entry["inputs"], *entry["state"]]}
    return {identity for identity in found if not identity.startswith("{")} - DASH_IDS


def test_every_id_a_callback_names_is_drawn_once(web, web_store):
    frame, pages = drawn(web, web_store)
    total = frame + sum(pages.values(), Counter())
    named = wired(web)
    assert named - set(total) <= set(DRAWN_LATER)
    for file, constant in DRAWN_LATER.values():
        assert constant in (ROOT / file).read_text("utf-8")
    assert {identity: total[identity] for identity in named if total[identity] > 1} == {}


def test_no_page_draws_an_id_twice_or_one_of_the_frame(web, web_store):
    frame, pages = drawn(web, web_store)
    assert {module: [i for i, n in (page + frame).items() if n > 1] for module, page in pages.items()
            if any(n > 1 for n in (page + frame).values())} == {}


@pytest.mark.parametrize("role", Role)
def test_no_page_asks_for_what_its_reader_may_not_have(web, web_store, role):
    """A callback fired by opening the page would answer 403 to somebody who did nothing wrong."""
    frame, _ = drawn(web, web_store)
    fired = [c for c in web._callback_list if not c["prevent_initial_call"] and c["output"] in server_callbacks(web)]
    wrong = []
    for module, page in dash.page_registry.items():
        if page["permission"] in PERMISSIONS[role]:
            there = set(frame) | set(page_ids(module, PERMISSIONS[role].__contains__))
            for callback in fired:
                parts = outputs_of(callback["output"])
                named = {part["id"] for part in (parts if isinstance(parts, list) else [parts]) + callback["inputs"]}
                if named - DASH_IDS <= there and mark_of(server_callbacks(web)[callback["output"]]) not in PERMISSIONS[role]:
                    wrong.append((module, callback["output"]))
    assert {module: [output for m, output in wrong if m == module] for module, _ in wrong} == {}


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_of_one_s_menu_opens_with_whatever_the_address_says(web, person, name):
    who, broken = person(name), []
    for module, page in dash.page_registry.items():
        if page["permission"] in PERMISSIONS[ROLE_OF[name]]:
            answer = who.call(web, ROUTER, _pages_location__pathname=page["path"], _pages_location__search="?utm=1&period=x")
            if answer.status_code != 200 or "shell-notice" in answer.text or "没有权限" in answer.text:
                broken.append((module, answer.status_code, answer.text[:200]))
    assert broken == []
