"""The compiled scan takes the plain form only, and what it takes the walk, tag by tag, reads the same."""

from random import Random

import pytest

from data.errors import UnreadableFile
from data.intake.cell_marks import SHARED
from data.intake.sheet_scan import scan_block
from data.intake.sheet_walk import walk
from tests.builders import MAIN

NUMBERS = ("0", "-0", "7", "8.25", "-12.5", "1e3", "1E-7", "0.1", "102.31204000000001", "9007199254740993", "123456789012345678901234567890",
           "4.20106e20", "1e22", "1e23", "1e-22", "1e-23", "2.2250738585072014e-308", "5e-324", "1.7976931348623157e308", ".5", "5.", "+3", "00012")
PLAIN = [
    '<row r="1"><c r="A1"><v>1</v></c></row>', '<row r="1" spans="1:2" ht="15.75" x14ac:dyDescent="0.25"><c r="A1" s="12" t="s"><v>3</v></c></row>',
    '<row r="1"/>', "<row></row>", "", ' \n<row r="2">\n <c t="b" r="XFD1048576" s="0"><v>1</v></c> </row>\r\n',
    '<row r="1"><c r="A1"/><c r="B1" s="3"/><c r="C1"></c></row>', '<row r="1"><c r="A1"><v></v></c><c r="B1"><v/></c></row>',
    '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1" t="str"><f t="shared" si="0"/><v>x</v></c><c r="C1" t="str"><f>a&lt;b</f><v></v></c></row>',
    '<row r="1"><c r="A1" t="e"><v>#DIV/0!</v></c><c r="B1" t="d"><v>2023-06-01</v></c><c r="C1" t="n"><v>5</v></c></row>',
    '<row r="1"><c r="A1" t="inlineStr"><is><t>a&amp;b&#10;c&#x9;d</t></is></c></row>'.replace("&#x9;", "&#9;"),
    '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> 两端 </t></is></c><c r="B1" t="inlineStr"><is><t/></is></c></row>',
    '<row r="1"><c r="A1" t="inlineStr"><is><t></t></is></c><c r="B1" t="str"><v>_x0041_</v></c></row>',
]
OTHER = [
    '<row r="1"><c r="A1"><v>1</v></v></c></row>', '<row r="1"><c r="A1"><v>1</c></row>', '<row r="1"><c r="A1"><v>1</v></c>', "<row", "<", "x", "</row>",
    '<row r="1"><c><v>1</v></c></row>', '<row r="1"><c r="A0"><v>1</v></c></row>', '<row r="1"><c r="A01"><v>1</v></c></row>',
    '<row r="1"><c r="AAAA1"><v>1</v></c></row>', '<row r="1"><c r="a1"><v>1</v></c></row>', '<row r="1"><c r="A1" r="B1"><v>1</v></c></row>',
    '<row r="1"><c r="A1"s="1"><v>1</v></c></row>', "<row r='1'><c r='A1'><v>1</v></c></row>", '<row r="1"><c r="A1" t="zz"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v> 1</v></c></row>', '<row r="1"><c r="A1"><v>1_0</v></c></row>', '<row r="1"><c r="A1"><v>nan</v></c></row>',
    '<row r="1"><c r="A1"><v>1e</v></c></row>', '<row r="1"><c r="A1"><v>.</v></c></row>', '<row r="1"><c r="A1"><v>1.2.3</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>', '<row r="1"><c r="A1"><v>1</v><f>1</f></c></row>', '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
    '<row r="1"><c r="A1" t="b"><v>2</v></c></row>', '<row r="1"><c r="A1" t="str"><v>a&b</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>&#0;</v></c></row>', '<row r="1"><c r="A1" t="str"><v>a]]>b</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>', '<row r="x"><c r="A1"><v>1</v></c></row>', '<row ht="1" ht="2"></row>',
    '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>', '<row r="1"><c r="A1"><is><t>a</t></is></c></row>',
    '<row r="1"><!-- x --><c r="A1"><v>1</v></c></row>', '<row r="1"><x:c r="A1"><x:v>1</x:v></x:c></row>', '<row r="1">1<c r="A1"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c></row><cols/>', '<row a="<"><c r="A1"><v>1</v></c></row>', '<row r="1"><c r="A1" q="&"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c></row>\0<row r="2"/>', '<rows r="1"></row>', '<row r="1"><cell r="A1"></c></row>',
]


def walked(block: str):
    return cells(walk(f'<worksheet xmlns="{MAIN}" xmlns:x="x" xmlns:x14ac="y"><sheetData>{block}</sheetData></worksheet>'.encode(), "sheet1.xml").marks)


def cells(marks):
    """Every filled cell: row, column, kind, style and what it holds."""
    texts = marks.texts.to_pylist()
    return [(row, column, kind, style, repr(number) if kind in NUMERIC else texts[int(number)]) for row, column, kind, style, number
            in zip(marks.row.tolist(), marks.column.tolist(), marks.kind.tolist(), marks.style.tolist(), marks.number.tolist(), strict=True)]


NUMERIC = (SHARED, 1, 2, 5)


@pytest.mark.parametrize("block", PLAIN)
def test_the_plain_form_is_taken_and_read_as_the_walk_reads_it(block):
    assert cells(scan_block(block.encode())) == walked(block)


@pytest.mark.parametrize("written", NUMBERS)
def test_a_number_is_the_nearest_double_of_its_decimals(written):
    [found] = scan_block(f'<row r="1"><c r="A1"><v>{written}</v></c></row>'.encode()).number.tolist()
    assert repr(found) == repr(float(written))


def test_any_number_that_python_writes_is_read_back_as_it_was():
    random = Random(20230620)
    numbers = [random.uniform(-1, 1) * 10.0 ** random.randint(-30, 30) for _ in range(3000)] + [round(random.uniform(0, 200), 6) for _ in range(3000)]
    block = "".join(f'<row r="{n}"><c r="A{n}"><v>{one!r}</v></c></row>' for n, one in enumerate(numbers, 1))
    assert scan_block(block.encode()).number.tolist() == numbers


@pytest.mark.parametrize("block", OTHER)
def test_whatever_is_not_in_the_plain_form_is_left_to_the_walk(block):
    assert scan_block(block.encode()) is None


def test_spoilt_blocks_are_left_to_the_walk_or_read_as_it_reads_them():
    """A byte changed, left out or doubled, at every kind of place: what the scan takes is well formed, and says the same to both."""
    random, taken = Random(7), 0
    for _ in range(5000):
        block = spoilt(random, random.choice([one for one in PLAIN if one]))
        found = scan_block(block.encode())
        if found is not None:
            taken += 1
            assert same(found, block), block
    assert taken > 300


def spoilt(random, block):
    place = random.randrange(len(block))
    letter = random.choice('<>/"& =1A\n_abc.e-+vcfst\x0b')
    return random.choice((block[:place] + block[place + 1:], block[:place] + letter + block[place:], block[:place] + letter + block[place + 1:],
                          block[:place] + block[place:place + 9] + block[place:]))


def same(found, block):
    try:
        return cells(found) == walked(block)
    except UnreadableFile:
        return False
