"""The container: hostile files end in a sentence, the parent lives, and the next file is read as if nothing had been."""

import os
import resource
import threading
import time
from pathlib import Path

import pytest

from data.catalogue.book import load_folder
from data.errors import GovernanceError, UnreadableFile
from data.intake import container as container_module
from data.intake.container import KILLED, Container
from data.intake.limits import LARGE
from data.intake.parse import MANY_ROWS
from data.intake.parsed import Hints
from data.settings import RULE_BOOK, Settings
from tests.builders import MAIN, a_package, a_workbook, a_zip, changed_zip, part_of, sheet_xml

HEADER = ["任务编号", "任务名称", "任务状态", "上期末进度", "本期进度", "本期末进度", "进展情况"]
GOOD = a_workbook([["T-01", "x", "进行中", 0, 10, 10, "正常"]], HEADER, title="任务月报 2023年6月")


@pytest.fixture(scope="module")
def book():
    return load_folder(RULE_BOOK)


@pytest.fixture(scope="module")
def container(tmp_path_factory):
    home = tmp_path_factory.mktemp("contained")
    one = Container(Settings(home=home, database_url=""), size=1)
    yield one
    one.close()


def ask(container, book, folder, content, **hints):
    path = folder / "file"
    path.write_bytes(content)
    return container.parse(path, Hints(hints.get("ledger"), hints.get("period"), "file.xlsx"), book)


def ods_with(rows):
    body = (f'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            f'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
            f'<office:body><office:spreadsheet><table:table table:name="a">{rows}</table:table></office:spreadsheet></office:body></office:document-content>')
    return a_zip({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": body, "META-INF/manifest.xml": "<m/>"})


CELL = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
FAR_ODS = ods_with(f'<table:table-row>{CELL}</table:table-row><table:table-row table:number-rows-repeated="100000000"><table:table-cell '
                   f'table:number-columns-repeated="16000"/>{CELL}</table:table-row>')


def test_a_good_file_is_read_and_the_child_stays_warm(container, book, tmp_path):
    first = ask(container, book, tmp_path, GOOD)
    child = container._idle[0]
    second = ask(container, book, tmp_path, GOOD)
    assert (first.ledger, first.period, first.rows_read) == ("task_report", "2023-06", 1)
    assert second.content_sha == first.content_sha
    assert container._idle == [child]


def test_an_answer_that_comes_in_many_pieces_is_put_together(container, book, tmp_path, monkeypatch):
    whole = ask(container, book, tmp_path, GOOD)
    monkeypatch.setattr(container_module.os, "readv", lambda inlet, into: len_of(os.read(inlet, min(97, len(into[0]))), into[0]))
    assert ask(container, book, tmp_path, GOOD) == whole


def len_of(got, into):
    into[:len(got)] = got
    return len(got)


def test_after_a_large_file_a_child_waits_for_the_next_one(book, tmp_path, monkeypatch):
    monkeypatch.setattr(container_module, "limits_for", lambda _: LARGE)
    one = Container(Settings(home=tmp_path, database_url=""), size=1)
    assert ask(one, book, tmp_path, GOOD).rows_read == 1
    waiting = list(one._spare)
    assert [child.files for child in waiting] == [0]
    assert ask(one, book, tmp_path, GOOD).rows_read == 1
    assert waiting[0].files == 1 and waiting[0]._process.poll() is not None
    assert len(one._spare) == 1 and one._spare != waiting and one._idle == []
    last = one._spare[0]
    one.close()
    assert one._spare == [] and last._process.poll() is not None


@pytest.mark.parametrize(("rows", "heard"), [(MANY_ROWS, [("task_report", "2023-06")]), (MANY_ROWS - 1, [])])
def test_of_a_large_file_ledger_and_month_are_told_before_its_rows_are_read(container, book, tmp_path, rows, heard):
    path, told = tmp_path / "file.csv", []
    path.write_text("\n".join([",".join(HEADER), *(f"T-{n},x,进行中,0,10,10,正常" for n in range(rows))]), encoding="utf-8")
    parsed = container.parse(path, Hints(None, "2023-06", "file.csv"), book, lambda *words: told.append(words))
    assert (told, parsed.rows_read) == (heard, rows)


@pytest.mark.parametrize("message", [b"", b"x", b"[]", b'["pole"]', b'["pole", 6]', b'["pole", "2023-06", ""]', b'{"a": "b"}', b'["pole", "%041d"]' % 6])
def test_what_a_child_tells_must_be_two_short_texts(message):
    assert container_module._two_words(memoryview(b'["pole", "2023-06"]')) == ("pole", "2023-06")
    with pytest.raises(container_module._Gone):
        container_module._two_words(memoryview(message))


def test_what_a_child_says_it_will_send_takes_no_room_before_it_comes():
    child, before = container_module._Child(container_module.SMALL), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child._process.kill()
    with pytest.raises(container_module._Gone):
        child._read(4 * 1024**3, time.monotonic() + 5)
    child.close()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024  # KB


def test_children_may_be_begun_before_the_first_file_as_many_as_there_are_places(book, tmp_path):
    early = Container(Settings(home=tmp_path, database_url=""), size=2)
    early.warm()
    begun = list(early._idle)
    early.warm()
    assert (len(begun), early._idle) == (2, begun)
    assert ask(early, book, tmp_path, GOOD).rows_read == 1
    assert set(early._idle) == set(begun)
    early.close()
    early.warm()
    assert early._idle == [] and all(child._process.poll() is not None for child in begun)


@pytest.mark.parametrize(("content", "words"), [
    (a_package(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')), "16384 列"),
    (changed_zip(GOOD, {"xl/bomb.xml": b"0" * (80 << 20)}), "压缩比"),
    (changed_zip(GOOD, {"xl/sharedStrings.xml": b'<!DOCTYPE a [<!ENTITY b "c">]>' + part_of(GOOD, "xl/sharedStrings.xml")}), "DTD"),
    (changed_zip(GOOD, {"xl/vbaProject.bin": b"x"}), "宏"),
    (a_package(sheet_xml("<row>" * 200000 + "</row>" * 200000)), "没有任何内容|损坏|安全"),
    (a_package(sheet_xml(""), strings=f'<sst xmlns="{MAIN}" count="4294967295" uniqueCount="4294967295"/>'), "没有任何内容"),
    (FAR_ODS, "安全|损坏|列"), (b"\0" * 100000, "认不出"), (b"", "0 字节"), (GOOD[: len(GOOD) // 2], "损坏"),
])
def test_a_hostile_file_ends_in_a_sentence_and_the_next_file_is_read(container, book, tmp_path, content, words):
    with pytest.raises(UnreadableFile, match=words):
        ask(container, book, tmp_path, content)
    assert ask(container, book, tmp_path, GOOD).rows_read == 1


def test_one_long_text_in_very_many_cells_is_not_multiplied(container, book, tmp_path):
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 100001))
    content = a_package(sheet_xml(cells), strings=f'<sst xmlns="{MAIN}"><si><t>{"长" * 30000}</t></si></sst>')
    assert ask(container, book, tmp_path, content).ledger is None


def test_a_child_that_is_killed_is_replaced(container, book, tmp_path):
    ask(container, book, tmp_path, GOOD)
    child = container._idle[0]
    os.kill(child._process.pid, 9)
    with pytest.raises(UnreadableFile) as refusal:
        ask(container, book, tmp_path, GOOD)
    assert refusal.value.sentence == KILLED
    assert ask(container, book, tmp_path, GOOD).rows_read == 1
    assert container._idle[0] is not child


def test_a_child_is_replaced_after_its_files(container, book, tmp_path, monkeypatch):
    ask(container, book, tmp_path, GOOD)
    monkeypatch.setattr(container_module, "FILES_PER_CHILD", 1)
    ask(container, book, tmp_path, GOOD)
    assert container._idle == []


def test_its_successor_begins_before_a_child_is_replaced_and_is_asked_last(container, book, tmp_path, monkeypatch):
    monkeypatch.setattr(container_module, "FILES_PER_CHILD", 3)
    monkeypatch.setattr(container_module, "FILES_OF_NOTICE", 1)
    container.close()
    container._is_closed = False
    seen = []
    for _ in range(4):
        ask(container, book, tmp_path, GOOD)
        seen.append([child.files for child in container._idle])
    assert seen == [[1], [0, 2], [0], [1]]


def test_a_refusal_that_is_no_damage_keeps_its_kind(container, book, tmp_path):
    with pytest.raises(GovernanceError, match="没有代码为") as refusal:
        ask(container, book, tmp_path, GOOD, ledger="bridge")
    assert not isinstance(refusal.value, UnreadableFile)


def test_the_child_has_no_secrets_little_memory_and_few_files(container, book, tmp_path, monkeypatch):
    monkeypatch.setenv("CHENGJI_DATABASE_URL", "postgresql://secret")
    container.close()
    container._is_closed = False
    ask(container, book, tmp_path, GOOD)
    process = Path(f"/proc/{container._idle[0]._process.pid}")
    environment = (process / "environ").read_bytes()
    limits = {line[:26].strip(): line[26:].split()[1] for line in (process / "limits").read_text().splitlines() if line.startswith("Max")}
    assert b"secret" not in environment
    assert b"CHENGJI" not in environment
    assert (limits["Max address space"], limits["Max open files"], limits["Max core file size"]) == (str(1 << 30), "64", "0")


def test_many_threads_share_the_children(book, tmp_path):
    one = Container(Settings(home=tmp_path, database_url=""), size=2)
    path, seen = tmp_path / "file", []
    path.write_bytes(GOOD)
    threads = [threading.Thread(target=lambda: seen.append(one.parse(path, Hints(None, None, "a.xlsx"), book).rows_read)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    one.close()
    assert seen == [1] * 6


def test_a_large_file_has_a_child_of_its_own_and_too_large_a_one_none(book, tmp_path, monkeypatch):
    one = Container(Settings(home=tmp_path, database_url=""))
    monkeypatch.setattr(container_module, "limits_for", lambda size: LARGE)
    assert ask(one, book, tmp_path, GOOD).rows_read == 1
    assert one._idle == []
    monkeypatch.setattr(container_module, "limits_for", lambda size: None)
    with pytest.raises(UnreadableFile, match="上限"):
        ask(one, book, tmp_path, GOOD)
    one.close()
