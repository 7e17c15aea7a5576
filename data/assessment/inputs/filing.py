"""Items that rest on how ledgers were handed in: timeliness, accuracy, ledger quality."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import bindparam, func, select

from data.assessment.gathered import Case, Gathered, not_applicable
from data.catalogue.book import Catalogue
from data.catalogue.rules import Item
from data.intake.due import STATE_LABELS, known_until
from data.intake.lock import RULE as LOCKED
from data.rounding import exact, plain
from data.store.tables import Finding, Submission
from data.vocabulary import Outcome, Quality, Severity

FALLS = "cumulative_never_falls"
CONTENT = (Quality.COMPLETENESS, Quality.ACCURACY, Quality.CONSISTENCY)


def timeliness(case: Case, item: Item) -> Gathered:
    """−1 per working day late and ledger, by the first submission without a 强制 finding; one never sent leaves 0."""
    if not case.expected:
        return not_applicable("本单位当月没有应报台账")
    found, per = Gathered(True, ""), exact(item.settings["per_working_day"])
    missing = []
    for cell in case.expected:
        name = case.catalogue.ledgers[cell.ledger].name
        if not cell.is_handed:
            missing.append(name)
            found.add(name, STATE_LABELS["confirming"] if cell.state == "confirming" else "未报", f"截止 {cell.due.isoformat()}")
            continue
        found.add(name, cell.late_days, f"截止 {cell.due.isoformat()}，逾期工作日")
        found.cite("submission", cell.submission or "", f"{name} {cell.receipt}")
        if cell.late_days:
            found.deductions.append((f"{name}逾期 {cell.late_days} 个工作日", per * cell.late_days))
    if missing:
        found.deductions.append((f"{'、'.join(missing)}未报送", item.points))
        found.reason = f"{'、'.join(missing)}至考评截止没有接收，本项得 0 分"
    else:
        late = [words for words, _ in found.deductions]
        found.reason = "；".join(late) if late else f"{len(case.expected)} 张应报台账全部按时"
    return found


def accuracy(case: Case, item: Item) -> Gathered:
    """−1 per rejected file, and −2 more for each of them whose cumulative numbers were wrong."""
    files = _files(case)
    if not files:
        return not_applicable("本单位当月没有报送")
    found = Gathered(True, "")
    locked = _locked_out(case, files)
    rejected = [f for f in files if f.outcome == Outcome.REJECTED and f.awaiting is None and f.id not in locked]
    wrong = _with_rules(case, rejected)
    found.add("报送文件", len(files))
    found.add("被退回", len(rejected))
    found.add("累计数出错", len(wrong))
    for f in rejected:
        name = case.catalogue.ledgers[f.ledger].name if f.ledger else "未能识别的台账"
        found.deductions.append((f"{name} {f.receipt} 被退回", exact(item.settings["per_rejection"])))
        found.cite("submission", f.id, f"{name} {f.receipt}")
    for f, sheet, cell in wrong:
        found.deductions.append((f"{f.receipt} 累计数出错", exact(item.settings["per_wrong_cumulative"])))
        found.cite("submission", f.id, f"累计数出错 {f.receipt}", sheet, cell)
    found.reason = f"被退回 {len(rejected)} 次，累计数出错 {len(wrong)} 次" if rejected else f"{len(files)} 份报送没有被退回"
    return found


def _locked_out(case: Case, files: list[Submission]) -> set[int]:
    """Files that came after the lock day: late, not wrong."""
    return set(case.session.scalars(select(Finding.submission).where(Finding.submission.in_([f.id for f in files]), Finding.rule == LOCKED)))


def _files(case: Case) -> list[Submission]:
    wanted = select(Submission).where(Submission.unit == case.unit.code, Submission.period == case.period, Submission.outcome != Outcome.UNCHANGED)
    until = known_until(case.session, case.period, case.as_of)
    return [f for f in case.session.scalars(wanted.order_by(Submission.id)) if _known(f, case.as_of, until)]


def _known(file: Submission, as_of: int | None, until: datetime | None) -> bool:
    """Accepted files are known by their number, others by when they came."""
    if file.seq is not None:
        return as_of is None or file.seq <= as_of
    return until is None or file.received_at <= until


def cumulative_rules(catalogue: Catalogue) -> set[str]:
    """What may say that a cumulative number is wrong: it fell, it does not go on from last month, it is not the sum."""
    return {FALLS} | {rule.id for ledger in catalogue.ledgers.values() for rule in ledger.rules
                      if rule.columns and ledger.column(rule.columns[-1]).cumulative}


def _with_rules(case: Case, files: list[Submission]) -> list[tuple[Submission, str | None, str | None]]:
    by_id = {f.id: f for f in files}
    rows = case.session.execute(select(Finding.submission, func.min(Finding.number)).where(
        Finding.submission.in_(by_id), Finding.rule.in_(cumulative_rules(case.catalogue)), Finding.severity == Severity.ERROR).group_by(Finding.submission))
    found = []
    for submission, number in rows:
        place = case.session.execute(select(Finding.sheet, Finding.cell).where(Finding.submission == submission, Finding.number == number)).one()
        found.append((by_id[submission], place.sheet, place.cell))
    return sorted(found, key=lambda entry: entry[0].id)


def ledger_quality(case: Case, item: Item) -> Gathered:
    """Share of accepted rows without a finding of completeness, accuracy or consistency."""
    accepted = [c for c in case.expected if c.is_handed and c.submission is not None]
    rows = wrong = 0
    found = Gathered(True, "")
    for cell in accepted:
        entry = case.session.get_one(Submission, cell.submission)
        bad = _wrong_rows(case, entry.id)
        name = case.catalogue.ledgers[cell.ledger].name
        found.add(name, bad, f"有问题的行，共 {entry.rows.get('accepted', 0)} 行")
        found.cite("submission", entry.id, f"{name} {entry.receipt}")
        rows, wrong = rows + int(entry.rows.get("accepted", 0)), wrong + bad
    if rows == 0:
        return not_applicable("当月没有接收的台账行")
    found.fraction = Decimal(rows - wrong) / rows
    found.reason = f"接收 {rows} 行，其中 {plain(rows - wrong)} 行没有完整性、准确性、一致性问题"
    return found


_F = Finding.__table__.c
_WRONG_ROWS = select(func.count()).select_from(select(_F.sheet, _F.row).where(
    _F.submission == bindparam("of"), _F.row.is_not(None), _F.quality.in_(CONTENT), _F.severity != Severity.INFO).distinct().subquery())


def _wrong_rows(case: Case, submission: int) -> int:
    """Rows with a finding: a row is told by its sheet and its number, for every sheet has a row 5."""
    return case.session.scalar(_WRONG_ROWS, {"of": submission}) or 0
