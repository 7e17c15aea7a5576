"""Patch an xlsx package in place: marked cells, notes, result sheet; every other part is copied as it is."""

import io
import re
from collections.abc import Sequence
from posixpath import basename, dirname, join
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from data.intake.annotate import result
from data.intake.annotate.cells import CannotPatch, Marks, mark_cells
from data.intake.annotate.notes import Notes, comments_part, drawing_part
from data.intake.annotate.styles import Styles
from data.intake.found import Found
from data.intake.package import open_package, relations
from data.vocabulary import Severity

__all__ = ["CannotPatch", "patched"]

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "[Content_Types].xml"
COMPRESSION = 3  # of 9: a copy is made while somebody waits
AFTER_LEGACY = re.compile(rb"<(?:legacyDrawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b|</worksheet>")
CELL = re.compile(r"([A-Z]{1,3})(\d+)")


def patched(archive: ZipFile, findings: Sequence[Found]) -> bytes:
    """The workbook with the findings on it; raises CannotPatch where the XML is not written the usual way."""
    work = _Work(archive)
    by_sheet = _places(findings)
    for part in work.sheets:
        if part.name in by_sheet:
            work.mark_sheet(part.path, *by_sheet[part.name])
    work.add_result(findings)
    return work.written()


def _places(findings: Sequence[Found]) -> dict[str, tuple[Marks, Notes]]:
    found: dict[str, tuple[Marks, Notes]] = {}
    for f in findings:
        match = CELL.fullmatch(f.cell or "")
        if not match or not f.sheet or f.severity == Severity.INFO:
            continue
        marks, notes = found.setdefault(f.sheet, ({}, {}))
        row, column = int(match[2]), _column(match[1])
        is_error = f.severity == Severity.ERROR
        cells = marks.setdefault(row, {})
        cells[column] = cells.get(column, False) or is_error
        words = f"【{f.severity.label}】{f.message}"
        notes[row, column] = f"{notes[row, column]}\n{words}" if (row, column) in notes else words
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class _Work:
    """The package being edited: parts that changed, parts that are new."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}
        self._parts: dict[str, bytes] = {}
        main = next((t for kind, t in relations(archive, self._names, "").values() if kind.endswith("/officeDocument")), "xl/workbook.xml")
        self._main = self._names[main.lower()]
        if b"schemas.openxmlformats.org/spreadsheetml/2006/main" not in self.part(self._main):
            raise CannotPatch  # strict OOXML: other namespaces
        self.sheets = open_package(archive).sheets
        path = next((t for kind, t in relations(archive, self._names, self._main).values() if kind.endswith("/styles")), None)
        if path is None:
            raise CannotPatch
        self._styles_path = self._names[path.lower()]
        self._styles = Styles(self.part(self._styles_path))

    def part(self, path: str) -> bytes:
        return self._parts[path] if path in self._parts else self._archive.read(path)

    def mark_sheet(self, path: str, marks: Marks, notes: Notes) -> None:
        xml = mark_cells(self.part(path), marks, self._styles.restyle)
        links = {kind.rsplit("/", 1)[-1]: target for kind, target in relations(self._archive, self._names, path).values()}
        comments = self._names.get(links.get("comments", "").lower())
        drawing = self._names.get(links.get("vmlDrawing", "").lower())
        number = len(self._parts) + 1
        new_comments = comments or join(dirname(path), f"../chengjiNotes{number}.xml").replace("worksheets/../", "")
        new_drawing = drawing or join(dirname(path), f"../drawings/chengjiNotes{number}.vml").replace("worksheets/../", "")
        self._parts[new_comments] = comments_part(notes, self.part(comments) if comments else None)
        self._parts[new_drawing] = drawing_part(notes, self.part(drawing) if drawing else None)
        if comments is None:
            self._relate(path, "comments", "/" + new_comments)
            self._type(f'<Override PartName="/{new_comments}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/>')
        if drawing is None:
            link = self._relate(path, "vmlDrawing", "/" + new_drawing)
            self._type('<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>')
            place = AFTER_LEGACY.search(xml, xml.find(b"</sheetData>"))
            if place is None:
                raise CannotPatch
            tag = f'<legacyDrawing xmlns:r="{OFFICE}" r:id="{link}"/>'.encode()
            xml = xml[:place.start()] + tag + xml[place.start():]
        self._parts[path] = xml

    def add_result(self, findings: Sequence[Found]) -> None:
        """The result sheet as the last sheet, under a name that is still free."""
        taken = {part.name for part in self.sheets}
        name = next(n for n in (result.NAME, *(f"{result.NAME}({k})" for k in range(2, 999))) if n not in taken)
        path = join(dirname(self._main), "worksheets", "chengjiResult.xml")
        styles = (0, self._styles.restyle(0, True), self._styles.restyle(0, False))
        self._parts[path] = result.sheet_xml(findings, styles)
        link = self._relate(self._main, "worksheet", "/" + path)
        self._type(f'<Override PartName="/{path}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>')
        workbook = self.part(self._main)
        numbers = [int(n) for n in re.findall(rb'sheetId="(\d+)"', workbook)]
        closing = workbook.find(b"</sheets>")
        if closing < 0:
            raise CannotPatch
        tag = f'<sheet xmlns:r="{OFFICE}" name="{name}" sheetId="{max(numbers, default=0) + 1}" r:id="{link}"/>'.encode()
        self._parts[self._main] = workbook[:closing] + tag + workbook[closing:]

    def _relate(self, path: str, kind: str, target: str) -> str:
        """Add a relationship to a part; returns its id."""
        rels = join(dirname(path), "_rels", basename(path) + ".rels")
        rels = self._names.get(rels.lower(), rels)
        empty = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        xml = self._parts.get(rels) or (self._archive.read(rels) if rels in self._names.values() else empty)
        xml = re.sub(rb"(<Relationships\b[^>]*)/>", rb"\1></Relationships>", xml)
        closing = xml.find(b"</Relationships>")
        if closing < 0:
            raise CannotPatch
        link = f"chengji{kind}{len(re.findall(rb'<Relationship ', xml)) + 1}"
        self._parts[rels] = xml[:closing] + f'<Relationship Id="{link}" Type="{OFFICE}/{kind}" Target="{target}"/>'.encode() + xml[closing:]
        return link

    def _type(self, tag: str) -> None:
        path = self._names.get(TYPES.lower(), TYPES)
        xml = self.part(path)
        words = tag.encode()
        if words in xml or (b"<Default" in words and b'Extension="vml"' in xml):
            return
        place = xml.find(b"<Override") if words.startswith(b"<Default") else xml.find(b"</Types>")
        if place < 0:
            raise CannotPatch
        self._parts[path] = xml[:place] + words + xml[place:]

    def written(self) -> bytes:
        self._parts[self._styles_path] = self._styles.xml()
        target = io.BytesIO()
        with ZipFile(target, "w", ZIP_DEFLATED) as out:
            for info in self._archive.infolist():
                if not info.is_dir():
                    _put(out, info.filename, self._parts.pop(info.filename) if info.filename in self._parts else self._archive.read(info))
            for path, content in self._parts.items():
                _put(out, path, content)
        return target.getvalue()


def _put(out: ZipFile, path: str, content: bytes) -> None:
    """Without a moment: the same file and findings make the same bytes, whoever makes the copy again."""
    out.writestr(ZipInfo(path), content, ZIP_DEFLATED, COMPRESSION)
