"""Six levels out of free text, along a small tree of places."""

import pytest

from data.codes.address import COMMUNITY, DISTRICT, LEVELS, TOWN, AddressTree, Place, plain

EAST, WEST = Place("990102", "东区", "990100", DISTRICT), Place("990103", "西区", "990100", DISTRICT)
LAKE, HILL, LAKE_W = (Place("990102001", "湖滨街道", "990102", TOWN), Place("990102002", "青山镇", "990102", TOWN),
                      Place("990103001", "河西街道", "990103", TOWN))
PINE, ELM, MEI = (Place("990102001001", "松林社区", "990102001", COMMUNITY), Place("990103001001", "榆树社区", "990103001", COMMUNITY),
                  Place("990102002001", "梅家村", "990102002", COMMUNITY))
TWIN_E, TWIN_W = Place("990102001002", "双桥社区", "990102001", COMMUNITY), Place("990103001002", "双桥社区", "990103001", COMMUNITY)
TREE = AddressTree(("示例市", "示例"), [EAST, WEST, LAKE, HILL, LAKE_W, PINE, ELM, MEI, TWIN_E, TWIN_W])
FULL = {"区县": "东区", "乡镇街道": "湖滨街道", "社区村": "松林社区"}


@pytest.mark.parametrize(("text", "parts"), [
    ("示例市东区湖滨街道松林社区望江路12号3栋2单元501室", {**FULL, "街路巷院落": "望江路12号", "建筑物": "3栋", "户室": "2单元501室"}),
    ("某某省示例市东区湖滨街道松林社区望江路12号", {**FULL, "街路巷院落": "望江路12号"}),
    ("示例市东区湖滨街道松林社区", FULL),
    ("东区湖滨街道松林社区望江小区A座1203室", {**FULL, "街路巷院落": "望江小区", "建筑物": "A座", "户室": "1203室"}),
    ("东区 湖滨街道，松林社区 望江路１２号", {**FULL, "街路巷院落": "望江路12号"}),
    ("东区湖滨街道办事处松林社区居委会望江路12-3号院", {**FULL, "街路巷院落": "望江路12-3号院"}),
    ("东区松林社区望江路", {**FULL, "街路巷院落": "望江路"}),
    ("松林社区望江路5号楼", {**FULL, "街路巷院落": "望江路", "建筑物": "5号楼"}),
    ("青山镇梅家村村委会三组", {"区县": "东区", "乡镇街道": "青山镇", "社区村": "梅家村", "街路巷院落": "三组"}),
    ("东区", {"区县": "东区"}),
    ("东区望江路12号", {"区县": "东区", "街路巷院落": "望江路12号"}),
    ("望江路12号", {"街路巷院落": "望江路12号"}),
    ("东区湖滨街道松林社区变电站", {**FULL, "街路巷院落": "变电站"}),
    ("西区双桥社区5幢", {"区县": "西区", "乡镇街道": "河西街道", "社区村": "双桥社区", "建筑物": "5幢"}),
    ("", {}),
])
def test_levels_are_read_out_of_a_text(text, parts):
    found = TREE.read(text)
    assert (found.parts, found.stray) == (parts, None)
    assert list(found.parts) == [level for level in LEVELS if level in parts]


@pytest.mark.parametrize(("text", "stray"), [("东区河西街道榆树社区1号", LAKE_W), ("西区湖滨街道", LAKE), ("东区榆树社区1号", ELM), ("湖滨街道榆树社区", ELM)])
def test_a_place_named_where_it_does_not_lie_contradicts_the_tree(text, stray):
    assert TREE.read(text).stray == stray


def test_a_name_that_several_places_bear_is_taken_only_where_the_place_above_tells_which():
    assert TREE.read("双桥社区1号").places == ()
    assert TREE.read("东区双桥社区1号").places == (EAST, LAKE, TWIN_E)
    assert TREE.read("西区河西街道双桥社区1号").district == WEST


@pytest.mark.parametrize("text", ["东区湖滨街道松林社区", " 望江路 １２ 号,", "A座"])
def test_writing_plainly_twice_is_writing_plainly_once(text):
    assert plain(plain(text)) == plain(text)


def test_a_tree_of_nothing_and_one_that_bites_its_tail_read_too():
    assert AddressTree((), []).read("东区1号").places == ()
    looped = AddressTree((), [Place("a", "甲区", "b", DISTRICT), Place("b", "乙街道", "a", TOWN)])
    assert [place.code for place in looped.read("甲区乙街道").places] == ["a", "b"]
