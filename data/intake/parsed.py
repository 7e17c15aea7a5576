"""What the child hands back of a file, and how it travels: Arrow for the rows, JSON for the rest, never pickle."""

from dataclasses import asdict, dataclass, field
from typing import Any

import orjson
import pyarrow as pa

from data.errors import UnreadableFile
from data.intake.found import Found
from data.intake.result_sheet import MOST_WORDS, Written
from data.vocabulary import Quality, Severity

SCHEMA = pa.schema([
    ("key", pa.string()), ("sheet", pa.string()), ("row", pa.int32()), ("hash", pa.string()), ("code_ok", pa.bool_()),
    ("code", pa.string()), ("class_code", pa.string()), ("region", pa.string()), ("name", pa.string()), ("kind", pa.string()),
    ("status", pa.string()), ("lng", pa.float64()), ("lat", pa.float64()), ("grid", pa.string()), ("on_date", pa.date32()),
    ("own_json", pa.string()), ("cells", pa.int32()),
])
_HEADER_BYTES, _ALIGNED = 8, 64


@dataclass(frozen=True)
class Hints:
    """What the sender says beside the file."""

    ledger: str | None
    period: str | None
    file_name: str


@dataclass
class Parsed:
    """读出的文件 — typed rows, where they stood, and everything that is wrong with them."""

    ledger: str | None = None
    period: str | None = None
    template: dict[str, str] | None = None
    unit_word: str | None = None
    table: pa.Table = field(default_factory=lambda: SCHEMA.empty_table())
    layout: dict[str, dict[str, Any]] = field(default_factory=dict)
    totals: dict[str, Any] = field(default_factory=dict)
    cut_off: str | None = None
    rows_read: int = 0
    rows_skipped: int = 0
    findings: list[Found] = field(default_factory=list)
    content_sha: str = ""
    words: list[Written] = field(default_factory=list)


_PLAIN = ("ledger", "period", "template", "unit_word", "layout", "totals", "cut_off", "rows_read", "rows_skipped", "content_sha")


def to_wire(parsed: Parsed) -> bytes:
    return b"".join(wire_parts(parsed))


def wire_parts(parsed: Parsed) -> list[bytes | memoryview]:
    """Length of the JSON, the JSON, the Arrow stream, which begins at a round place behind the one byte that says what the message is."""
    rest = {name: getattr(parsed, name) for name in _PLAIN}
    rest["findings"] = [asdict(found) for found in parsed.findings]
    rest["words"] = [asdict(one) for one in parsed.words]
    text = orjson.dumps(rest)
    text += b" " * (-(1 + _HEADER_BYTES + len(text)) % _ALIGNED)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, SCHEMA) as writer:
        writer.write_table(parsed.table)
    return [len(text).to_bytes(_HEADER_BYTES, "big"), text, memoryview(sink.getvalue())]


def from_wire(wire: bytes | memoryview) -> Parsed:
    """The parsed file again; what does not have the agreed form is refused, whoever made it."""
    try:
        length = int.from_bytes(wire[:_HEADER_BYTES], "big")
        rest = orjson.loads(memoryview(wire)[_HEADER_BYTES : _HEADER_BYTES + length])
        findings = [Found(**{**one, "severity": Severity(one["severity"]), "quality": Quality(one["quality"])}) for one in rest.pop("findings")]
        words = [_words(one) for one in rest.pop("words")]
        with pa.ipc.open_stream(pa.py_buffer(memoryview(wire)[_HEADER_BYTES + length :])) as reader:
            table = reader.read_all()
        table.validate(full=True)
        parsed = Parsed(**rest, findings=findings, words=words, table=table)
    except (ValueError, TypeError, KeyError, AttributeError, OSError, pa.ArrowInvalid) as broken:
        raise UnreadableFile("文件解析的结果不完整，没有采用；请重新报送，仍不行请联系系统管理员") from broken
    if table.schema != SCHEMA:
        raise UnreadableFile("文件解析的结果格式不对，没有采用；请联系系统管理员")
    return parsed


def _words(one: dict[str, str]) -> Written:
    """Words as the child may send them: texts only, no longer than agreed."""
    if not all(isinstance(text, str) and len(text) <= MOST_WORDS for text in one.values()):
        raise ValueError
    return Written(**one)
