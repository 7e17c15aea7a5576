"""Reports, accounts and the audit log for a workbook."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy.orm import Session

from data.access import accounts, audit
from data.access.acts import detail_words, label_of, subject_words
from data.access.audit import AuditQuery
from data.calendar import at, local, utc
from data.reports.exports.base import MOST, Ask, Exported, cut
from data.reports.files import KINDS, report_files
from data.store import rulebook
from data.vocabulary import Role

ROLES = {role.value: role.label for role in Role}
OUTCOMES = {"ok": "成功", "denied": "被拒绝"}


def reports(session: Session, ask: Ask) -> Exported:
    book = rulebook.newest_book(session)
    names = {u.code: u.short_name for u in book.units.values()}
    rows = [(r.name, KINDS[r.kind][0] if r.kind in KINDS else r.kind, r.period, names.get(r.unit, r.unit) if r.unit else "全市",
             "试算稿" if r.trial else f"第 {r.month_version} 次通报", local(r.made_at), r.made_by, r.sha256) for r in report_files(session, ask.actor)]
    return Exported("报表目录", ("报表", "种类", "月份", "单位", "状态", "编制时间", "编制人", "校验值"), rows, is_of_month=False)


def users(session: Session, ask: Ask) -> Exported:
    book = rulebook.find_newest_book(session)
    units = {u.code: u.short_name for u in book.members} if book else {}
    rows = [(u.name, u.shown_name, ROLES[u.role], units.get(u.unit or "", u.unit), "停用" if u.disabled else "待改密码" if u.must_change else "正常",
             local(u.created_at), local(u.changed_at) if u.changed_at else None) for u in accounts.users(session, ask.actor)]
    return Exported("账号", ("账号", "姓名", "角色", "单位", "状态", "建立时间", "密码修改时间"), rows, is_of_month=False)


def entries(session: Session, ask: Ask) -> Exported:
    """The log as far as the reader sees it, by the filters of the page."""
    found = audit.entries(session, ask.actor, audit_query(ask.words), None, MOST)
    rows = [(e.seq, local(e.at), e.actor, ROLES.get(e.role, "未登录"), e.address, label_of(e.act), subject_words(e.subject), e.unit,
             OUTCOMES.get(e.outcome, e.outcome),
             detail_words(e.subject, e.detail), e.hash) for e in found]
    headers = ("序号", "时间", "操作人", "角色", "来访地址", "操作", "对象", "单位", "结果", "说明", "校验值")
    return Exported("审计记录", headers, rows, cut(found), is_of_month=False)


def audit_query(words: Mapping[str, str]) -> AuditQuery:
    """The filters of the page; what is no date does not filter."""
    since, until = (_day(words.get(name, "")) for name in ("since", "until"))
    return AuditQuery(actor=accounts.plain_name(words.get("actor", "")), act=words.get("act", ""), outcome=words.get("outcome", ""),
                      since=utc(at(since, 0)) if since else None, before=utc(at(until + timedelta(days=1), 0)) if until else None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
