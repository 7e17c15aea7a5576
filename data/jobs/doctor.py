"""The invariants of a home, checked on demand: all or nothing, acknowledged means kept, sums, audit chain, frozen months."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.access import audit
from data.assessment.months import snapshot_sha
from data.calendar import label
from data.jobs import frozen_counts, grid_counts
from data.rounding import half_up
from data.settings import Settings
from data.store import contents
from data.store.tables import Entity, EntityHistory, Month, Score, ScoreItem, Submission
from data.vocabulary import MonthState, Outcome


def problems(session: Session, settings: Settings) -> list[str]:
    """Chinese sentences of what is wrong; empty when all is well."""
    return [*_rows_have_submissions(session), *_originals_are_kept(session, settings), *grid_counts.problems(session), *_sums_agree(session),
            *_published_stand(session), *frozen_counts.problems(session), *audit.verify(session, settings.home / "audit.anchor")]


def _rows_have_submissions(session: Session) -> Iterator[str]:
    """Every version was opened by an accepted submission; none is left of a file that was not accepted."""
    accepted = select(Submission.seq).where(Submission.outcome == Outcome.ACCEPTED, Submission.seq.is_not(None))
    for table in (Entity, EntityHistory):
        lost = session.scalar(select(func.count()).select_from(table).where(table.opened_by.not_in(accepted)))
        if lost:
            yield f"有 {lost} 行台账找不到接收它的报送"


def _originals_are_kept(session: Session, settings: Settings) -> Iterator[str]:
    """Every receipt's file is there under its hash."""
    for receipt, digest in session.execute(select(Submission.receipt, Submission.sha256).order_by(Submission.id)):
        if not contents.path_of(settings.originals, digest).is_file():
            yield f"回执 {receipt} 的原文件不在数据目录中"


def _sums_agree(session: Session) -> Iterator[str]:
    """A total is Σ earned ÷ Σ applicable × 100 of its own items."""
    sums = session.execute(select(ScoreItem.unit, ScoreItem.period, ScoreItem.version, func.sum(ScoreItem.earned), func.sum(ScoreItem.points))
                           .where(ScoreItem.applicable.is_(True)).group_by(ScoreItem.unit, ScoreItem.period, ScoreItem.version))
    items = {(u, p, v): (int(e or 0), int(a)) for u, p, v, e, a in sums}
    for s in session.scalars(select(Score).where(Score.total.is_not(None))):
        earned, applicable = items.get((s.unit, s.period, s.version), (0, 0))
        wanted = earned if applicable == 10000 else int(half_up(half_up(earned, 0) * 10000 / applicable, 0)) if applicable else None
        if wanted != s.total:
            yield f"{s.unit} {s.period} 第 {s.version} 版的总分与各项之和不符"


def _published_stand(session: Session) -> Iterator[str]:
    for month in session.scalars(select(Month).where(Month.state == MonthState.PUBLISHED).order_by(Month.period)):
        if snapshot_sha(session, month.period) != month.snapshot_sha:
            yield f"{label(month.period)}的通报数据与通报时不一致"
