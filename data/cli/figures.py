"""Verbs that compute and show: measure, lights, escalate, score."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime

import click
from sqlalchemy.orm import Session

from data.assessment.known import as_known, moment_known, seen_as_known
from data.assessment.scoring import score as score_month
from data.calendar import parse_period
from data.cli.shell import Shell, answer, json_option, refusals, said, table
from data.errors import GovernanceError
from data.indicators.measure import measure as measure_month
from data.store.rulebook import book_for
from data.supervision.escalation import escalate as escalate_day
from data.supervision.escalation import forget_steps
from data.supervision.lights import lights as lights_of
from data.vocabulary import FigureState, Grade, Level, Light

as_of_option = click.option("--as-of", help="按当时所知计算（日期或时刻），只显示、不写入")


@contextmanager
def looked_at(shell: Shell, as_of: str | None, writes: bool = True) -> Iterator[tuple[Session, datetime]]:
    """The database and the moment that a verb computes at: now and to be stored, or as they were and not."""
    if as_of is None:
        with shell.store.write() if writes else shell.store.read() as session:
            yield session, shell.now
    else:
        moment = moment_known(as_of, shell.today)
        with as_known(shell.store, moment) if writes else seen_as_known(shell.store, moment) as session:
            yield session, moment


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise GovernanceError(f"“{words}”不是日期，请写成 2023-07-05") from None


@click.command("measure")
@click.argument("period")
@as_of_option
@json_option
@click.pass_obj
@refusals
def measure(shell: Shell, period: str, as_of: str | None, as_json: bool) -> None:
    """计算一个月的指标（已通报的月份显示通报时的值）。"""
    with looked_at(shell, as_of) as (session, now):
        figures = measure_month(session, parse_period(period), now)
    answer([f.as_json() for f in figures], as_json, lambda rows: table(
        ["指标", "单位", "区划", "状态", "值", "申报", "目标", "序时", "进度差", "灯"],
        [[r["indicator"], r["unit"] or "全市", r["region"], FigureState(r["state"]).label, r["value"], r["reported"], r["target"], r["planned"],
          r["gap_points"], said(Light, r["light"])]
         for r in rows]))


@click.command("lights")
@click.argument("day")
@as_of_option
@json_option
@click.pass_obj
@refusals
def lights(shell: Shell, day: str, as_of: str | None, as_json: bool) -> None:
    """计算一天的任务亮灯。"""
    with looked_at(shell, as_of) as (session, now):
        facts = lights_of(session, _day(day), now)
    answer([f.as_json() for f in facts], as_json, lambda rows: table(
        ["任务", "单位", "灯", "级别", "起始", "原因"], [
            [r["task"], r["unit"], said(Light, r["light"]), said(Level, r["level"]), r["since"], r["reason"]] for r in rows]))


@click.command("escalate")
@click.argument("day")
@as_of_option
@json_option
@click.pass_obj
@refusals
def escalate(shell: Shell, day: str, as_of: str | None, as_json: bool) -> None:
    """按日推进督办：同一天运行两次不会有变化；加 --as-of 只显示按当时所知这一天会做什么。"""
    with looked_at(shell, as_of) as (session, now):
        if as_of is not None:
            forget_steps(session)
        result = escalate_day(session, _day(day), now)
    found = {**asdict(result), "days": [d.isoformat() for d in result.days]}
    answer(found, as_json, lambda _: [f"推进 {len(result.days)} 日：亮灯 {result.lights} 项，提醒 {result.reminded} 次，"
                                      f"拟办督办单 {result.drafted} 张，催办 {result.chased} 次"])


@click.command("score")
@click.argument("period")
@as_of_option
@json_option
@click.pass_obj
@refusals
def score(shell: Shell, period: str, as_of: str | None, as_json: bool) -> None:
    """计算一个月的考评得分（已通报的月份显示通报时的得分）。"""
    with looked_at(shell, as_of) as (session, now):
        found = score_month(session, parse_period(period), now)
        groups = book_for(session, period).groups
    answer([s.as_json() for s in found], as_json, lambda rows: table(
        ["单位", "分组", "得分", "名次", "等次"], [
            [r["unit"], groups.get(r["group"], r["group"]), r["total"], r["rank"], said(Grade, r["grade"])] for r in rows]))


VERBS = (measure, lights, escalate, score)
