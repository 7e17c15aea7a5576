"""Parse one file: read, recognise, map, type, check, hash. Pure: bytes in, Parsed out."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import takewhile

from data.calendar import label
from data.intake.body import read_body
from data.intake.checks.all import check_rows
from data.intake.found import Found
from data.intake.grid import Sheet
from data.intake.headers import Heading, heading_findings, top_rows, unread_sheet
from data.intake.headings import Headings, heading_key
from data.intake.ledger_rows import LedgerRows
from data.intake.metadata import GUIDE_SHEET, METADATA_SHEET, Said, read_metadata
from data.intake.parsed import Hints, Parsed
from data.intake.places import locate
from data.intake.reader import read
from data.intake.reference import Reference
from data.intake.result_sheet import read_words, set_apart
from data.intake.rows import build_table, set_keys
from data.intake.template.version import template_version
from data.intake.totals import check_totals
from data.intake.typed import doubtful, wrong
from data.intake.which import Tops, check_hints, find_ledger, find_period, heading_of
from data.vocabulary import Quality

MANY_ROWS = 20_000  # from here on the parent has something to do while the rows are looked at
Told = Callable[[str, str], None]


def parse(content: bytes, hints: Hints, reference: Reference, tell: Told = lambda _ledger, _period: None) -> Parsed:
    """UnreadableFile when nothing can be read; whatever else is wrong is a finding. `tell` hears early which ledger and month a large file seems to be."""
    check_hints(hints, reference.book.ledgers)
    results, sheets = set_apart(read(content)[1])
    words, unread = read_words(results)
    said = Said(read_metadata(sheets), file_name=hints.file_name)
    tops: Tops = [(sheet, top_rows(sheet)) for sheet in sheets if sheet.columns and not _is_of_template(sheet, said)]
    said.titles = _titles(tops, reference.headings)
    which = find_ledger(tops, reference.headings, said, hints)
    parsed = Parsed(which.ledger, template=_template(said), unit_word=_unit_word(said, reference), words=words,
                    findings=[*which.findings, *unread, *_unit_findings(said, reference)])
    if which.ledger is None:
        parsed.period, problems = find_period(said, hints, [])
        parsed.findings += problems
        return parsed
    parsed.findings += _version_findings(said, reference.headings[which.ledger])
    headings = _headings([top for top in tops if top[0].name not in which.others], reference.headings[which.ledger], parsed)
    expected, _ = find_period(said, hints, [])
    if expected and sum(heading.body.size for heading in headings) >= MANY_ROWS:
        tell(which.ledger, expected)
    return _read_rows(parsed, headings, (said, hints), reference)


def _is_of_template(sheet: Sheet, said: Said) -> bool:
    """What a template has beside its table: the sheet that says what it is, and its own instructions."""
    if sheet.name == GUIDE_SHEET and said.template:
        return any(GUIDE_SHEET in texts.values() for _, texts in top_rows(sheet)[:1])
    return sheet.name == METADATA_SHEET


def _version_findings(said: Said, headings: Headings) -> list[Found]:
    """A template of another rule book is read all the same: its columns are found by their names; somebody should look once."""
    version, current = said.template.get("version"), template_version(headings.ledger)
    if not version or version == current:
        return []
    message = (f"这份文件用的模板（版本 {version}）与现行办法的“{headings.ledger.name}”模板（版本 {current}）不同，已按列名对应读取；"
               "请核对各列含义没有变化并说明，下月起使用新下载的模板")
    return [doubtful("template_current", message, Quality.CONFORMITY).of_file(None, None, version)]


def _unit_findings(said: Said, reference: Reference) -> list[Found]:
    """The template's own sheet and every title must name one unit."""
    words = [*filter(None, [said.template.get("unit")]), *said.unit_words]
    units = {unit.code: unit.short_name for word in words if (unit := reference.book.find_unit(word))}
    if len(units) < 2:
        return []
    message = f"文件里的填报单位不一致：{'、'.join(units.values())}；请改正，或使用系统为本单位生成的模板"
    return [wrong("unit_agrees", message, Quality.CONSISTENCY).of_file(None, "填报单位", "、".join(units.values()))]


def _titles(tops: Tops, headings: dict[str, Headings]) -> list[str]:
    """Texts above the headers; where no sheet has one, the lone texts on top of the first sheet."""
    found = [above for _, rows in tops if (above := _above_header(rows, headings)) is not None]
    if found or not tops:
        return [text for above in found for text in above]
    return [text for _, texts in takewhile(lambda row: len(row[1]) == 1, tops[0][1]) for text in texts.values()]


def _above_header(rows: list[tuple[int, dict[int, str]]], headings: dict[str, Headings]) -> list[str] | None:
    """Texts above the first row that two columns of some ledger recognise; None without such a row."""
    titles: list[str] = []
    for _, texts in rows:
        keys = [heading_key(text) for text in texts.values()]
        if any(sum(one.exact(key) is not None for key in keys) > 1 for one in headings.values()):
            return titles
        titles += texts.values()
    return None


def _template(said: Said) -> dict[str, str] | None:
    if not said.template:
        return None
    return {"id": said.template.get("template", ""), **{name: said.template.get(name, "") for name in ("version", "unit", "period")}}


def _unit_word(said: Said, reference: Reference) -> str | None:
    """The template's word counts as it stands; a title's only when it names a unit."""
    if said.template.get("unit"):
        return said.template["unit"]
    return next((word for word in said.unit_words if reference.book.find_unit(word)), None)


def _headings(tops: Tops, headings: Headings, parsed: Parsed) -> list[Heading]:
    found = []
    for sheet, rows in tops:
        heading = heading_of(sheet, rows, headings)
        if heading is None:
            parsed.findings += filter(None, [unread_sheet(sheet, rows)])
        elif heading.body.size or not found:
            found.append(heading)
    # An empty template sheet beside a filled one is passed over.
    filled = [heading for heading in found if heading.body.size] or found
    for heading in filled:
        parsed.findings += heading_findings(heading, headings)
    return filled


def _read_rows(parsed: Parsed, headings: list[Heading], told: tuple[Said, Hints], reference: Reference) -> Parsed:
    assert parsed.ledger is not None
    ledger = reference.book.ledger(parsed.ledger)
    if not headings:
        said = f"没有找到“{ledger.name}”的表头；请使用系统下载的模板，表头放在前 20 行内"
        parsed.findings.append(wrong("header_found", said, Quality.ACCESSIBILITY).of_file())
        parsed.period, problems = find_period(*told, [])
        parsed.findings += problems
        return parsed
    body = read_body(ledger, headings)
    rows = LedgerRows.of(reference, body)
    parsed.period, problems = find_period(*told, _cut_off_months(rows))
    parsed.findings += [*problems, *body.findings]
    rows.period = None if problems else parsed.period  # no row is judged by a month that is in doubt
    parsed.cut_off = _cut_off(rows)
    if not len(rows):
        said = "表头下面没有数据行；确无内容的请在报送页声明“零报告”"
        parsed.findings.append(wrong("rows_present", said, Quality.COMPLETENESS).of_file(headings[0].sheet.name))
    _check_and_store(parsed, rows)
    parsed.layout, parsed.rows_read, parsed.rows_skipped = rows.layout(), len(rows), body.skipped
    return parsed


def _check_and_store(parsed: Parsed, rows: LedgerRows) -> None:
    parsed.findings += set_keys(rows)
    places = locate(rows)
    parsed.findings += [*places.findings, *_cut_off_findings(rows), *check_rows(rows, places)]
    parsed.totals, differing = check_totals(rows)
    parsed.findings += differing
    parsed.findings = _once(parsed.findings)
    parsed.table, parsed.content_sha = build_table(rows, places)


def _once(findings: list[Found]) -> list[Found]:
    """At most one finding per cell and rule."""
    seen: set[tuple[str | None, str, str]] = set()
    kept = []
    for found in findings:
        place = (found.sheet, found.cell or "", found.rule)
        if found.cell is None or place not in seen:
            seen.add(place)
            kept.append(found)
    return kept


def _cut_offs(rows: LedgerRows) -> list[str]:
    """Days of the 数据截止日期 column, each with as many entries as rows."""
    return [day for day in rows.column("cut_off").objects.tolist() if day]


def _cut_off_months(rows: LedgerRows) -> list[str]:
    return sorted({day[:7] for day in _cut_offs(rows)})


def _cut_off(rows: LedgerRows) -> str | None:
    return max(_cut_offs(rows), default=None)


def _cut_off_findings(rows: LedgerRows) -> list[Found]:
    """Days of another month: said once for each, at its first cell."""
    column, found = rows.column("cut_off"), []
    for day, count in Counter(_cut_offs(rows)).items() if rows.period else ():
        if day[:7] != rows.period:
            message = f"数据截止日期不在报送月份（{label(rows.period or '')}）内，共 {count} 行；请核对日期或月份"
            verdict = doubtful("cut_off_in_period", message, Quality.TIMELINESS)
            first = int((column.objects == day).argmax())
            found += [replace(one, object_key=None) for one in rows.found(verdict, "cut_off", [first])]
    return found

