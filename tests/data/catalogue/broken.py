"""The default rule book with one place changed, and what the checks say of it."""

from functools import cache

from data.catalogue.book import load_folder, load_texts
from data.catalogue.check import judged
from data.settings import RULE_BOOK


@cache
def default_book():
    return load_folder(RULE_BOOK)


def changed(file, old, new):
    """The default texts with the first `old` of a file replaced."""
    texts = dict(default_book().texts)
    assert old in texts[file], f"{file} no longer holds {old!r}"
    return texts | {file: texts[file].replace(old, new, 1)}


def problems(file, old, new):
    return judged(load_texts(changed(file, old, new)))
