"""Addresses are read along the city's tree: a place that does not lie where the address puts it, and a district that is not the row's."""

import pytest

from data.codes.address import COMMUNITY, DISTRICT, TOWN, AddressTree, Place
from data.intake.parse import parse
from data.intake.parsed import Hints
from data.intake.reference import Reference
from data.settings import RULE_BOOK
from tests.data.catalogue.broken import default_book
from tests.ledger_examples import Examples, cell, point_in

BOOK, REGION, JUNE = default_book(), "990102", "2023-06"
EXAMPLES = Examples(BOOK, REGION, point_in(REGION), JUNE)
TREE = AddressTree(("示范市", "示范"), [
    Place("990102", "云桥区", "990100", DISTRICT), Place("990103", "澄湖区", "990100", DISTRICT), Place("990102001", "碧陂街道", "990102", TOWN),
    Place("990102001001", "蔚泉社区", "990102001", COMMUNITY), Place("990103001", "远岸街道", "990103", TOWN)])


def said(*addresses, region=REGION, tree=TREE):
    """What the file says of its addresses: (rule, cell, message)."""
    ledger = BOOK.ledger("pole")
    rows = [{**EXAMPLES.row(ledger, n), "address": address, "region": region} for n, address in enumerate(addresses)]
    reference = Reference(BOOK)
    reference.addresses = tree
    result = parse(EXAMPLES.workbook(ledger, rows), Hints("pole", JUNE, "a.xlsx"), reference)
    return [(one.rule, one.cell, one.message, str(one.severity)) for one in result.findings if one.rule.startswith("address_")]


@pytest.mark.parametrize("address", [
    "示范市云桥区碧陂街道蔚泉社区1号", "云桥区望江路12号", "望江路12号", "蔚泉社区3栋", "示范市", "澄湖新村1号", None, "外市某区某路"])
def test_an_address_that_agrees_or_names_no_place_is_left_alone(address):
    assert said(address) == []


@pytest.mark.parametrize(("address", "rule", "words"), [
    ("示范市澄湖区远岸街道1号", "address_region_agrees", "地址写的是澄湖区，本行“行政区划代码”是云桥区"),
    ("远岸街道1号", "address_region_agrees", "地址写的是澄湖区"),
    ("云桥区远岸街道1号", "address_tree", "地址中的“远岸街道”属于澄湖区，不在云桥区"),
    ("远岸街道蔚泉社区1号", "address_tree", "地址中的“蔚泉社区”属于碧陂街道，不在远岸街道"),
])
def test_an_address_elsewhere_is_asked_about_at_its_cell(address, rule, words):
    [(found, place, message, severity)] = said("云桥区望江路12号", address)
    assert (found, place, severity) == (rule, cell(BOOK.ledger("pole"), "address", 1), "warning") and message.startswith(words)


def test_every_row_of_the_same_address_is_named_and_each_district_for_itself():
    found = said("远岸街道1号", "云桥区1号", "远岸街道1号", "远岸街道2号")
    assert [place for _, place, _, _ in found] == [cell(BOOK.ledger("pole"), "address", n) for n in (0, 2, 3)]


def test_a_city_without_districts_asks_nothing():
    assert said("澄湖区远岸街道1号", tree=None) == []


def test_the_tree_of_the_city_comes_from_its_rule_book_and_boundary_files():
    tree = Reference(BOOK, RULE_BOOK).addresses
    found = tree.read("示范市云桥区碧陂街道1号")
    assert [place.code for place in found.places] == ["990102", "990102001"]
    assert Reference(BOOK).addresses.read("碧陂街道1号").places == ()
