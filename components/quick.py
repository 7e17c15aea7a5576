"""Many small things drawn as one: the page's renderer grows slower with the square of its components, and a table has thousands."""

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

Tree = Any  # a text, a number, None, or [tag, properties, *children]; a list of lists is a fragment

NAMESPACE = "chengji_parts"  # components/assets/quick.js
DRAWN = "className", "style", "title", "role", "href", "target", "download", "open", "colSpan", "rowSpan", "tabIndex"


class Quick(Component):
    """Draws a tree of plain elements at the cost of one component; nothing inside it can be named by a callback."""

    _namespace, _type = NAMESPACE, "Quick"
    _children_props: list[str] = []
    _base_nodes: list[str] = []
    _prop_names = ["tree"]  # noqa: RUF012 — the way Dash reads it
    _valid_wildcard_attributes: list[str] = []
    available_properties, available_wildcard_properties = ["tree"], []

    def __init__(self, tree: Tree) -> None:
        super().__init__(tree=tree)


def quick(*parts: Any) -> Component:
    """The same parts at the cost of one component; as they are where something in them must stay alive."""
    one = parts[0] if len(parts) == 1 else list(parts)
    return Quick(tree_of(one)) if is_plain(one) else html.Div(list(parts))


def is_plain(part: Any) -> bool:
    """Nothing but words and elements without ids."""
    if isinstance(part, list | tuple):
        return all(is_plain(one) for one in part)
    if not isinstance(part, Component):
        return True
    known = isinstance(part, dcc.Link | dmc.Badge | dmc.Progress | Quick) or part._namespace == "dash_html_components"
    return known and getattr(part, "id", None) is None and is_plain(getattr(part, "children", None))


def tree_of(part: Any) -> Tree:
    """Dash components as a tree; Decimals and other values as the words they print."""
    if part is None or isinstance(part, str | int | float):
        return part
    if isinstance(part, list | tuple):
        return ["", {}, *map(tree_of, part)]
    if isinstance(part, Quick):
        return part.tree
    if isinstance(part, dcc.Link):
        return ["a", {**_drawn(part), "data-door": "1"}, tree_of(_children(part))]
    if isinstance(part, dmc.Badge):
        return ["span", {**_drawn(part), **_badge(part)}, tree_of(_children(part))]
    if isinstance(part, dmc.Progress):
        return ["span", {"className": "thin", "role": "progressbar", "aria-valuenow": part.value}, ["span", {"style": {"width": f"{part.value:.1f}%"}}]]
    return [part._type.lower(), _drawn(part), *_each(_children(part))] if isinstance(part, Component) else str(part)


def _children(part: Component) -> Any:
    return getattr(part, "children", None)


def _each(children: Any) -> list[Tree]:
    return [tree_of(one) for one in children] if isinstance(children, list | tuple) else [tree_of(children)]


def _drawn(part: Component) -> dict[str, Any]:
    named = {name: getattr(part, name) for name in DRAWN if getattr(part, name, None) is not None}
    return {**named, **{name: value for name, value in vars(part).items() if name.startswith(("aria-", "data-"))}}


def _badge(part: Component) -> Mapping[str, Any]:
    """Mantine's look by its own variables."""
    kind, colour = getattr(part, "variant", "filled"), getattr(part, "color", "brand")
    looks = {"filled": {"background": f"var(--mantine-color-{colour}-filled)", "color": "#fff"},
             "light": {"background": f"var(--mantine-color-{colour}-light)", "color": f"var(--badge-{colour}, var(--mantine-color-{colour}-light-color))"},
             "outline": {"borderColor": f"var(--mantine-color-{colour}-outline)", "color": f"var(--mantine-color-{colour}-outline)"}}
    return {"className": f"badge {getattr(part, 'className', '') or ''}".strip(), "style": looks[kind]}
