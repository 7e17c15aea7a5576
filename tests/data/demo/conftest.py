"""The demo city of the tests: the shipped rule book, and one full-sized world made once."""

import pytest

from data.catalogue.book import load_folder
from data.demo.world import build
from data.settings import RULE_BOOK

SEED = 20230101


@pytest.fixture(scope="session")
def demo_book():
    return load_folder(RULE_BOOK)


@pytest.fixture(scope="session")
def world(demo_book):
    return build(demo_book, 5000, SEED)
