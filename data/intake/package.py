"""The parts of an xlsx package around the sheets: which sheets there are, date system, number formats."""

import re
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

import numpy as np
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from data.errors import UnreadableFile

DAMAGED = "文件内部结构已损坏（{}），无法可靠读取；请用 WPS 或 Excel 打开后另存为 .xlsx 重新报送"
DTD = "文件内部含有 DTD（<!DOCTYPE>）声明，正常的表格不会有，为安全起见不予打开；请用 WPS 或 Excel 打开后另存为 .xlsx 重新报送"
_PROLOG = 65536
_MAIN_PART = "/officeDocument"
PLAIN, DATE, PERCENT = 0, 1, 2
PERCENT_FORMATS = {9, 10}  # built in: 0% and 0.00%
_BUILTIN = {**dict.fromkeys([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)], DATE), **dict.fromkeys(PERCENT_FORMATS, PERCENT)}
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


@dataclass(frozen=True, slots=True)
class SheetPart:
    name: str
    path: str
    is_hidden: bool


@dataclass
class Package:
    """工作簿的组成 — sheets in order; `formats` says of each style PLAIN, DATE or PERCENT."""

    archive: ZipFile
    sheets: list[SheetPart]
    strings_path: str | None
    is_1904: bool
    formats: np.ndarray = field(default_factory=lambda: np.zeros(1, dtype=np.int8))


def open_package(archive: ZipFile) -> Package:
    names = {name.lower(): name for name in archive.namelist()}
    main = next((target for kind, target in relations(archive, names, "").values() if kind.endswith(_MAIN_PART)), "xl/workbook.xml")
    workbook, links = part(archive, names, main), relations(archive, names, main)
    if any(local(node) == "externalReferences" for node in workbook):
        raise UnreadableFile("文件含有指向其他工作簿的外部链接，不予接收；请在“数据—编辑链接”中断开链接，保存后重新报送")
    by_kind = {kind.rsplit("/", 1)[-1]: target for kind, target in links.values()}
    properties = next((node for node in workbook if local(node) == "workbookPr"), None)
    is_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
    return Package(archive, _sheets(workbook, links, names), names.get(by_kind.get("sharedStrings", "").lower()), is_1904,
                   _formats(archive, names, by_kind.get("styles")))


def read_part(archive: ZipFile, path: str) -> bytes:
    """The bytes of a part; damage is said, a DTD refused."""
    content = inflated(archive, path)
    refuse_dtd(content)
    return content


def inflated(archive: ZipFile, path: str) -> bytes:
    """The bytes of an entry of any kind; damage is said."""
    try:
        return archive.read(path)
    except (BadZipFile, ZlibError, EOFError, KeyError, OSError, NotImplementedError) as damaged:
        raise UnreadableFile(DAMAGED.format(path)) from damaged


def refuse_dtd(content: bytes) -> None:
    """A DTD stands before the first element; what hides behind a long comment is refused by the walkers (no_dtd)."""
    head = content[:_PROLOG].replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise UnreadableFile(DTD)


def no_dtd(*_: object) -> None:
    raise UnreadableFile(DTD)


def part(archive: ZipFile, names: dict[str, str], path: str) -> Element:
    if path.lower() not in names:
        raise UnreadableFile(DAMAGED.format(f"缺少 {path}"))
    try:
        return fromstring(read_part(archive, names[path.lower()]), forbid_dtd=True)
    except (ParseError, ValueError, DefusedXmlException, LookupError) as broken:
        raise UnreadableFile(DAMAGED.format(path)) from broken


def relations(archive: ZipFile, names: dict[str, str], path: str) -> dict[str, tuple[str, str]]:
    """Relationship id → (type, target path) of a part."""
    folder, _, name = path.rpartition("/")
    rels = join(folder, "_rels", f"{name}.rels")
    if rels.lower() not in names:
        return {}
    found = {}
    for node in part(archive, names, rels):
        target = node.get("Target", "")
        full = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        found[node.get("Id", "")] = (node.get("Type", ""), full)
    return found


def local(node: Element) -> str:
    """A tag without its namespace: strict and transitional OOXML differ in nothing else here."""
    return node.tag.rsplit("}", 1)[-1]


def _sheets(workbook: Element, links: dict[str, tuple[str, str]], names: dict[str, str]) -> list[SheetPart]:
    found = []
    for node in next((child for child in workbook if local(child) == "sheets"), ()):
        link = next((value for name, value in node.attrib.items() if name.endswith("}id")), "")
        kind, path = links.get(link, ("", ""))
        if kind.endswith(("/chartsheet", "/dialogsheet")):
            continue
        if path.lower() not in names:
            raise UnreadableFile(DAMAGED.format(f"缺少工作表“{node.get('name', '')}”"))
        found.append(SheetPart(node.get("name", ""), names[path.lower()], node.get("state", "visible") != "visible"))
    return found


def _formats(archive: ZipFile, names: dict[str, str], path: str | None) -> np.ndarray:
    if path is None or path.lower() not in names:
        return np.zeros(1, dtype=np.int8)
    styles = part(archive, names, path)
    # Conditional looks (dxf) bring formats of their own, whose numbers mean nothing here.
    listed = next((node for node in styles if local(node) == "numFmts"), ())
    own = {node.get("numFmtId", ""): format_kind(node.get("formatCode", "")) for node in listed}
    cells = next((node for node in styles if local(node) == "cellXfs"), ())
    kinds = [_kind_of(node.get("numFmtId", "0"), own) for node in cells if local(node) == "xf"]
    return np.array(kinds or [PLAIN], dtype=np.int8)


def _kind_of(number: str, own: dict[str, int]) -> int:
    return own[number] if number in own else _BUILTIN.get(int(number) if number.isdigit() else 0, PLAIN)


def format_kind(code: str) -> int:
    """DATE when a format shows year, month, day or time, PERCENT when it shows %, else PLAIN."""
    shown = _QUOTED.sub("", code.split(";")[0]).lower()
    if "%" in shown:
        return PERCENT
    if "general" in shown:
        return PLAIN
    return DATE if re.search(r"[ymdhs年月日]", shown) or _ELAPSED.search(code.lower()) else PLAIN
