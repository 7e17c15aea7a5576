"""What the system page shows: the home, the settings, accounts and jobs."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from components.plain_tables import pairs, plain_table
from components.wording import moment
from data.jobs.labels import asked_by, kind_words, object_words
from data.store.tables import Job, User
from data.vocabulary import JobState, Role

STATE_COLOURS = {JobState.QUEUED: "gray", JobState.RUNNING: "blue", JobState.DONE: "green", JobState.FAILED: "red",
                 JobState.CANCELLED: "gray"}


def settings_table(rows: Sequence[tuple[str, str, str, str]], book: str | None) -> Component:
    """Name with its variable, value and meaning of every setting; secrets are masked before they come here."""
    return plain_table(("名称", "值", "说明"), [
        (html.Div([name, html.Div(html.Code(variable), className="item-note")]), dmc.Text(value, size="sm"), dmc.Text(words, size="xs", c="dimmed"))
        for name, variable, value, words in rows], "没有设置", 560, book=book)


def home_table(rows: Sequence[tuple[str, Any]]) -> Component:
    return pairs(rows)


def user_table(users: Sequence[User], units: dict[str, str], book: str | None) -> Component:
    return plain_table(("账号", "姓名", "角色", "单位", "状态", "建立时间", "密码修改时间"), [
        (user.name, user.shown_name, Role(user.role).label, units.get(user.unit or "", user.unit or "—"), _user_state(user),
         moment(user.created_at), moment(user.changed_at)) for user in users], "还没有账号", 860, book=book)


def _user_state(user: User) -> Component:
    words, colour = ("停用", "red") if user.disabled else ("待改密码", "yellow") if user.must_change else ("正常", "green")
    badges = [dmc.Badge(words, color=colour, variant="light", radius="sm")]
    if user.demo:
        badges.append(dmc.Badge("演示", color="orange", variant="light", radius="sm"))
    return dmc.Group(badges, gap=4)


def misplaced_files(sentences: Sequence[str]) -> Component | None:
    """What lies in the inbox where nobody will take it."""
    if not sentences:
        return None
    return dmc.Alert([html.Div(sentence) for sentence in sentences], title="收件目录里有没有收取的文件", color="orange", variant="light", mb="sm")


def job_table(jobs: Sequence[Job], book: str | None) -> Component:
    return plain_table(("编号", "任务", "对象", "状态", "进度", "说明", "提交人", "提交时间", "结束时间"), [
        (job.id, kind_words(job.kind), dmc.Text(object_words(job.kind, job.key), size="xs", truncate="end", maw="14rem"), _job_state(job),
         _progress(job), job.note or "—", asked_by(job.by), moment(job.created_at), moment(job.ended_at)) for job in jobs], "还没有后台任务", 1040, book=book)


def _job_state(job: Job) -> Component:
    state = JobState(job.state)
    return dmc.Badge(state.label, color=STATE_COLOURS[state], variant="light", radius="sm")


def _progress(job: Job) -> str:
    return f"{job.done_steps}/{job.all_steps}" if job.all_steps else "—"


def job_choices(jobs: Sequence[Job]) -> list[dict[str, str]]:
    live = (JobState.QUEUED, JobState.RUNNING)
    return [{"value": str(job.id), "label": f"{job.id} {kind_words(job.kind)}"} for job in jobs if job.state in live]


def one_time(name: str, password: str) -> Component:
    """Shown once; it is stored nowhere in this form."""
    words = ["账号 ", dmc.Code(name), " 的一次性密码：", dmc.Code(password), "。请当面告知本人，离开本页后不再显示；首次登录必须修改。"]
    return dmc.Alert(words, title="请记下一次性密码", color="blue", variant="light", withCloseButton=True, mb="sm")
