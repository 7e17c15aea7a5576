"""Sentences to the user: refusals, failures, empty places."""

import dash_mantine_components as dmc
from dash.development.base_component import Component


def refusal(sentence: str) -> Component:
    """The rules refuse; the sentence says why and what to do."""
    return dmc.Alert(sentence, title="未能完成", color="orange", variant="light", withCloseButton=True, mb="md", **{"aria-live": "polite"})


def failure(sentence: str) -> Component:
    return dmc.Alert(sentence, title="出错了", color="red", variant="light", withCloseButton=True, mb="md", **{"aria-live": "assertive"})


def success(sentence: str) -> Component:
    return dmc.Alert(sentence, title="已完成", color="green", variant="light", withCloseButton=True, **{"aria-live": "polite"})


def empty(sentence: str) -> Component:
    """A place with nothing in it says so."""
    return dmc.Center(dmc.Text(sentence, c="dimmed", size="sm"), py="xl", px="md")


def whole_page(title: str, sentence: str) -> Component:
    """Instead of a page: not found, not allowed."""
    words = [dmc.Title(title, order=2), dmc.Text(sentence, c="dimmed"), dmc.Anchor("返回首页", href="/", refresh=True)]
    return dmc.Center(dmc.Stack(words, align="center", gap="sm"), mih="50vh", p="xl")
