"""Jobs for a workbook."""

from sqlalchemy.orm import Session

from data.calendar import local
from data.jobs.labels import asked_by, kind_words, object_words
from data.jobs.work import recent_jobs
from data.reports.exports.base import MOST, Ask, Exported, cut
from data.vocabulary import JobState

HEADERS = ("编号", "任务", "对象", "状态", "已完成步", "全部步", "说明", "提交人", "提交时间", "结束时间")


def jobs(session: Session, _ask: Ask) -> Exported:
    found = recent_jobs(session, MOST)
    rows = [(job.id, kind_words(job.kind), object_words(job.kind, job.key), JobState(job.state).label, job.done_steps, job.all_steps, job.note,
             asked_by(job.by), local(job.created_at),
             local(job.ended_at) if job.ended_at else None) for job in found]
    return Exported("后台任务", HEADERS, rows, cut(found), is_of_month=False)
