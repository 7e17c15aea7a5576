"""Which ledger and which month a file is: what can be told, what disagrees, and what cannot be told."""

from dataclasses import dataclass, field

from data.calendar import label
from data.catalogue.ledger import Ledger
from data.errors import GovernanceError
from data.intake.found import Found
from data.intake.grid import Sheet
from data.intake.headers import Heading, Texts, find_heading, header_words
from data.intake.headings import Headings
from data.intake.metadata import Said
from data.intake.parsed import Hints
from data.intake.typed import wrong
from data.intake.types.day import as_month
from data.intake.types.plain import squeezed
from data.vocabulary import Quality

_CHOSEN, _TEMPLATE = "报送时选择的台账", "模板信息"
_DECIDING = (_CHOSEN, _TEMPLATE)
PERIOD_AGREES = "period_agrees"
Tops = list[tuple[Sheet, list[tuple[int, Texts]]]]


@dataclass
class Which:
    """What a file was found to be."""

    ledger: str | None = None
    findings: list[Found] = field(default_factory=list)
    others: dict[str, str] = field(default_factory=dict)  # sheets that are another ledger: name → code


def named_ledger(text: str, ledgers: dict[str, Ledger]) -> str | None:
    """The ledger whose longest title word stands in the text; None when none or two as long do."""
    plain, best, length = squeezed(text), None, 0
    for code, ledger in ledgers.items():
        longest = max((len(word) for word in map(squeezed, (ledger.name, *ledger.title_words)) if word and word in plain), default=0)
        if longest > length:
            best, length = code, longest
        elif longest == length and longest:
            best = None
    return best


def find_ledger(tops: Tops, headings: dict[str, Headings], said: Said, hints: Hints) -> Which:
    """Metadata or the sender's choice decide; else the headers, with title and file name to settle a tie."""
    ledgers = {code: one.ledger for code, one in headings.items()}
    sources = [(_CHOSEN, hints.ledger), (_TEMPLATE, _of_template(said, ledgers))]
    sources += [("标题或工作表名", named_ledger(text, ledgers)) for text in [*said.titles, *(sheet.name for sheet, _ in tops)]]
    sources.append(("文件名", named_ledger(said.file_name, ledgers)))
    told = [(source, code) for source, code in sources if code in ledgers]
    which = Which(next((code for source, code in told if source in _DECIDING), None))
    if which.ledger is None:
        which.ledger = _by_headers(tops, headings, [code for _, code in told])
    _set_others_apart(which, _whole_sheets(tops, headings), ledgers)
    if which.ledger is None:
        which.findings.append(_unknown(told, ledgers))
    which.findings += _disagreements(which.ledger, [pair for pair in told if pair[1] not in which.others.values()], ledgers)
    return which


def _whole_sheets(tops: Tops, headings: dict[str, Headings]) -> dict[str, str]:
    """Filled sheets that are one ledger and no other, with all that it requires: name → code."""
    found = {}
    for sheet, rows in tops if len(tops) > 1 else ():
        code = None if sheet.is_hidden else _by_headers([(sheet, rows)], headings, [])
        heading = find_heading(sheet, rows, headings[code]) if code else None
        if code and heading and heading.body.size and not heading.missing(headings[code]):
            found[sheet.name] = code
    return found


def _set_others_apart(which: Which, whole: dict[str, str], ledgers: dict[str, Ledger]) -> None:
    """Several ledgers in one book: each is handed in as a file of its own."""
    if len(set(whole.values())) < 2:
        return
    which.ledger = which.ledger or next(iter(whole.values()))
    if which.ledger not in whole.values():
        return
    which.others = {name: code for name, code in whole.items() if code != which.ledger}
    listed = "，".join(f"工作表“{name}”是“{ledgers[code].name}”" for name, code in whole.items())
    which.findings.append(wrong("one_ledger_a_file", f"这份文件里不止一本台账：{listed}；请把每本台账各存为一个文件，分别报送").of_file())


def _of_template(said: Said, ledgers: dict[str, Ledger]) -> str | None:
    word = said.template.get("ledger", "")
    return word if word in ledgers else next((code for code, one in ledgers.items() if one.name == word), None)


def _by_headers(tops: Tops, headings: dict[str, Headings], told: list[str]) -> str | None:
    """The one with the best score; whoever cannot reach the best of those already looked at is not looked at."""
    words = [some for sheet, rows in tops for some in header_words(sheet, rows)]
    reach = {code: _reach(words, one) for code, one in headings.items()}
    best, scores = (1, 0), dict[str, tuple[int, int]]()
    for code in sorted(headings, key=lambda code: -reach[code]):
        if reach[code] >= best[0]:
            scores[code] = _score(tops, headings[code])
            best = max(best, scores[code])
    equal = [code for code in headings if scores.get(code) == best]
    return equal[0] if len(equal) == 1 else next((code for code in told if code in equal), None)


def _reach(words: list[frozenset[str]], headings: Headings) -> int:
    """More than this the ledger cannot score: every word a column of its own, nothing more missing than there are words too few."""
    required = sum(column.required for column in headings.ledger.columns)
    named = max((len(headings.words & some) for some in words), default=0)
    return 2 * named - 2 * max(0, required - named)


def _score(tops: Tops, headings: Headings) -> tuple[int, int]:
    """Columns matched, those of this ledger alone twice, less what is required and missing or not understood."""
    best = (0, 0)
    for sheet, rows in tops:
        heading = find_heading(sheet, rows, headings)
        if heading is not None:
            own = len(headings.own & set(heading.columns))
            best = max(best, (heading.matches + own - 2 * len(heading.missing(headings)) - len(heading.unknown), own))
    return best


def _unknown(told: list[tuple[str, str]], ledgers: dict[str, Ledger]) -> Found:
    names = "、".join(dict.fromkeys(ledgers[code].name for _, code in told))
    hint = f"（文字上像是：{names}，但表头对不上）" if names else ""
    return wrong("ledger_known", f"无法判断这是哪一本台账{hint}；请使用系统下载的模板，或按模板改正表头后重新报送", Quality.ACCESSIBILITY).of_file()


def _disagreements(ledger: str | None, told: list[tuple[str, str]], ledgers: dict[str, Ledger]) -> list[Found]:
    others = {source: code for source, code in told if ledger is not None and code != ledger}
    agreeing = {source for source, code in told if code == ledger}
    return [wrong("ledger_agrees", f"{source}写的是“{ledgers[code].name}”，而这份文件是“{ledgers[ledger].name}”；请核对是否放错了文件或表格",
                  Quality.CONSISTENCY).of_file(None, None, ledgers[code].name)
            for source, code in others.items() if ledger and source not in agreeing]


def find_period(said: Said, hints: Hints, cut_off_months: list[str]) -> tuple[str | None, list[Found]]:
    """Sender's choice, template, title, file name must agree; the 数据截止日期 column speaks only when they are silent."""
    template = as_month(said.template.get("period", ""))
    told = [pair for pair in (("报送时选择的月份", hints.period), (_TEMPLATE, template), *said.months) if pair[1]]
    if not told and len(cut_off_months) == 1:
        return cut_off_months[0], []
    months = list(dict.fromkeys(month for _, month in told))
    if not months:
        why = "；数据截止日期列里有不止一个月份" if cut_off_months else ""
        said_so = f"无法判断这份文件是哪个月的{why}；请在标题中写明，如“2023年6月”，或使用系统下载的模板"
        return None, [wrong("period_known", said_so, Quality.TIMELINESS).of_file()]
    if len(months) > 1:
        listed = "，".join(f"{source}写的是{label(month)}" for source, month in dict((m, (s, m)) for s, m in reversed(told)).values())
        said_so = f"文件里的月份不一致：{listed}；请改正后重新报送"
        return months[0], [wrong(PERIOD_AGREES, said_so, Quality.CONSISTENCY).of_file(None, None, "、".join(months))]
    return months[0], []


def heading_of(sheet: Sheet, rows: list[tuple[int, Texts]], headings: Headings) -> Heading | None:
    """The header of a sheet if it is a sheet of this ledger: most of what is required must be there."""
    heading = find_heading(sheet, rows, headings)
    if heading is None:
        return None
    required = sum(column.required for column in headings.ledger.columns)
    return heading if len(heading.missing(headings)) * 2 <= required or heading.matches * 2 >= len(headings.ledger.columns) else None


def check_hints(hints: Hints, ledgers: dict[str, Ledger]) -> None:
    if hints.ledger is not None and hints.ledger not in ledgers:
        raise GovernanceError(f"办法里没有代码为“{hints.ledger}”的台账")
