"""Answers to a search on the map: each a button that leads there, and what was left off in words."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from components import ids
from data.intake.map_search import ADDRESSES, SHORTEST, FoundObject, FoundObjects


def found_list(found: FoundObjects) -> list[Component]:
    if found.is_too_short:
        return [_said(f"请至少写 {SHORTEST} 个字。")]
    if not found.things:
        return [_said("没有找到。代码请写全，编号、名称写开头几个字，地址写其中一段。"), *_unread(found)]
    return [*(_one(thing) for thing in found.things), *_more(found), *_unread(found)]


def _one(thing: FoundObject) -> Component:
    notes = [thing.ledger_name, thing.unit_name, thing.code or thing.key, thing.address, None if thing.has_place else "没有坐标，图上没有"]
    name = html.Div(thing.name or thing.code or thing.key, className="map-found-name")
    words = [name, html.Div("　".join(note for note in notes if note), className="map-found-note")]
    return html.Button(words, id=ids.Citymap.found(thing.ledger, thing.unit, thing.key), className="map-found-one", type="button")


def _more(found: FoundObjects) -> list[Component]:
    if found.left_off or found.is_least:
        least = "至少" if found.is_least else ""
        return [_said(f"还有{least} {max(found.left_off, 1)} 个没有列出，请多写几个字。")]
    return []


def _unread(found: FoundObjects) -> list[Component]:
    if not found.unread:
        return []
    return [_said(f"按地址只查了每个台账的 {ADDRESSES} 行，没有查全的：{'、'.join(found.unread)}。")]


def _said(words: Any) -> Component:
    return html.Div(words, className="map-found-said")
