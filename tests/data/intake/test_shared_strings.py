"""Shared strings in every writing: each keeps its number, whatever stands beside it."""

import pytest

from tests.builders import MAIN, a_package, sheet_xml
from tests.data.intake.test_reader import cells


@pytest.mark.parametrize("strings", [
    "<si><t>甲</t></si><si><t xml:space=\"preserve\"> 乙 </t></si>", "<si><r><rPr><b/></rPr><t>甲</t></r></si><si><r><t> 乙</t></r><r><t> </t></r></si>",
    "<si><t>甲</t><rPh sb=\"0\" eb=\"1\"><t>jia</t></rPh></si><si><t> 乙 </t></si>",
])
def test_shared_strings_plain_rich_and_phonetic(strings):
    data = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    assert cells(a_package(sheet_xml(data), strings=f'<sst xmlns="{MAIN}">{strings}</sst>')) == {"A1": "甲", "B1": " 乙 "}


@pytest.mark.parametrize("strings", [
    f'<x:sst xmlns:x="{MAIN}"><x:si><x:t>甲</x:t></x:si><x:si><x:r><x:t> 乙</x:t></x:r><x:r><x:t> </x:t></x:r></x:si></x:sst>'.encode(),
    f'<?xml version="1.0" encoding="UTF-16"?><sst xmlns="{MAIN}"><si><t>甲</t></si><si><t> 乙 </t></si></sst>'.encode("utf-16"),
    f'<sst xmlns="{MAIN}"><si><t>甲</t></si><!-- <si><t>丙</t></si> --><si><t> 乙 </t></si></sst>'.encode(),
    f'<sst xmlns="{MAIN}"><si><t>甲</t></si>\n<si\n><t> 乙 </t></si></sst>'.encode(),
], ids=["prefixed", "UTF-16", "a comment with one", "a line end in a tag"])
def test_shared_strings_in_other_writings(strings):
    data = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    assert cells(a_package(sheet_xml(data), strings=strings)) == {"A1": "甲", "B1": " 乙 "}


OTHER_FORMS = ['<si><t xml:space="preserve">奇 </t></si>', "<si><t/></si>", "<si/>", "<si></si>", "<si><r><t>奇</t></r></si>",
               '<si><t>奇</t><phoneticPr fontId="1"/></si>', "<x:si><x:t>奇</x:t></x:si>"]


@pytest.mark.parametrize("place", [0, 1, 2], ids=["first", "between", "last"])
@pytest.mark.parametrize("form", OTHER_FORMS)
def test_one_string_in_another_form_moves_no_other(form, place):
    plain = ["<si><t>甲</t></si>", "<si><t>乙</t></si>"]
    strings = "".join([*plain[:place], form, *plain[place:]])
    data = "".join(f'<c r="{letter}1" t="s"><v>{n}</v></c>' for n, letter in enumerate("ABC"))
    texts = ["甲", "乙"]
    texts.insert(place, next((word for word in ("奇 ", "奇") if word in form), ""))
    found = cells(a_package(sheet_xml(f'<row r="1">{data}</row>'), strings=f'<sst xmlns="{MAIN}" xmlns:x="{MAIN}">{strings}</sst>'))
    assert found == dict(zip(("A1", "B1", "C1"), texts, strict=True))
