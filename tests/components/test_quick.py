"""Many small things as one: what is plain is drawn as a tree, what must stay alive stays as it is."""

from decimal import Decimal

import dash_mantine_components as dmc
import pytest
from dash import dcc, html

from components.plain_tables import pairs, plain_table
from components.quick import Quick, is_plain, quick, tree_of


@pytest.mark.parametrize(
    ("part", "tree"),
    [
        ("字", "字"),
        (None, None),
        (3, 3),
        (Decimal("1.50"), "1.50"),
        (html.B("粗", className="figure"), ["b", {"className": "figure"}, "粗"]),
        (html.Div(["一", html.Span("二"), None]), ["div", {}, "一", ["span", {}, "二"], None]),
        (["一", "二"], ["", {}, "一", "二"]),
        (html.Span("×", **{"aria-hidden": "true"}), ["span", {"aria-hidden": "true"}, "×"]),
        (dcc.Link("开", href="/tasks/T1", className="door-link"), ["a", {"className": "door-link", "href": "/tasks/T1", "data-door": "1"}, "开"]),
        (html.A("文件", href="/files/report/1"), ["a", {"href": "/files/report/1"}, "文件"]),
    ],
)
def test_a_part_becomes_a_tree(part, tree):
    assert tree_of(part) == tree


def test_a_badge_keeps_its_word_and_colour():
    tag, look, words = tree_of(dmc.Badge("督办", color="yellow", variant="light"))
    assert (tag, words, look["className"]) == ("span", "督办", "badge") and "yellow" in look["style"]["background"]


def test_a_bar_tells_its_value():
    tree = tree_of(dmc.Progress(value=37.25))
    assert tree[1]["aria-valuenow"] == 37.25 and tree[2][1]["style"] == {"width": "37.2%"}


def test_a_tree_inside_a_tree_is_taken_as_it_is():
    assert tree_of(html.Div(quick(html.B("内")))) == ["div", {}, ["b", {}, "内"]]


@pytest.mark.parametrize("part", [html.Div(id="x"), html.Div([html.Span("a"), dcc.Link("b", href="/", id="y")]), dmc.Textarea(), html.Td(dmc.Button("按"))])
def test_what_a_callback_names_or_a_hand_uses_stays_alive(part):
    assert not is_plain(part)
    assert not isinstance(quick(part), Quick)


def test_a_table_is_one_component_with_its_figures_at_the_right():
    table = plain_table(
        ["单位", "数", "注"], [["甲", html.Span("1,064", className="figure"), "—"], ["乙", html.B("7", className="figure"), html.Span("三")]], "", book=None
    )
    assert isinstance(table, Quick)
    head, body = table.tree[2][2:]
    assert [cell[1].get("className") for cell in head[2][2:]] == [None, "right", None]
    assert [[cell[1].get("className") for cell in row[2:]] for row in body[2:]] == [[None, "right", None]] * 2


def test_user_text_stays_text():
    assert "<img src=x>" in plain_table(["文件"], [["<img src=x>"]], "", book=None).tree[2][3][2][2]


def test_an_empty_table_says_what_it_means():
    shown = str(plain_table(["甲"], [], "没有延期申请；延期须在到期前申请", book=None))
    assert "没有延期申请" in shown and "延期须在到期前申请" in shown and "；" not in shown


def test_pairs_stand_name_beside_value():
    assert pairs([("编号", html.B("DB1"))]).tree == ["dl", {"className": "pairs"}, ["div", {}, ["dt", {}, "编号"], ["dd", {}, ["b", {}, "DB1"]]]]
