"""月份进程: every step of a month as it left it; the steps taken before are read out of the audit log and the publications. Lights: first judged when."""

from functools import partial
from typing import Any

from alembic import op
from sqlalchemy import JSON, BigInteger, Column, DateTime, Integer, PrimaryKeyConstraint, String, Text, column, select, table
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"

must, may = partial(Column, nullable=False), partial(Column, nullable=True)
JSON_TEXT = JSON().with_variant(JSONB(), "postgresql")
MOVES = ("at", "period", "state", "version", "rule_version", "pinned_seq", "closed_at", "comment_at", "published_at", "reason", "snapshot_sha")
WHEN = {"closed": "closed_at", "comment": "comment_at", "published": "published_at"}


def upgrade() -> None:
    made = op.create_table(
        "month_move",
        must("id", BigInteger().with_variant(Integer(), "sqlite"), autoincrement=True), must("at", DateTime()), must("period", String(7)),
        must("state", String(40)), must("version", Integer()), may("rule_version", Integer()), may("pinned_seq", BigInteger()), may("closed_at", DateTime()),
        may("comment_at", DateTime()), may("published_at", DateTime()), must("reason", Text()), may("snapshot_sha", String(64)),
        PrimaryKeyConstraint("id", name="pk_month_move"))
    op.create_index("ix_month_move_period", "month_move", ["period"])
    op.add_column("task_light", Column("first_at", DateTime(), nullable=True))
    if moves := _told():
        op.bulk_insert(made, moves)


def downgrade() -> None:
    op.drop_column("task_light", "first_at")
    op.drop_table("month_move")


def _told() -> list[dict[str, Any]]:
    """The steps in their order; what the log does not say of rules comes from the publication the step led to, else from the month."""
    session, found = op.get_bind(), dict[str, dict[str, Any]]()
    log = table("audit_entry", column("seq"), column("at", DateTime()), column("act"), column("subject"), column("outcome"), column("detail", JSON_TEXT))
    months = table("month", column("period"), column("rule_version"), column("snapshot_sha"))
    facts = table("published_fact", column("period"), column("version"), column("kind"), column("body", JSON_TEXT))
    rules = {(row.period, row.version): row.body["fact"]["rule_version"] for row in session.execute(select(facts).where(facts.c.kind == "edition"))}
    now, moves = {row.period: row for row in session.execute(select(months))}, []
    for row in session.execute(select(log).where(log.c.act.like("month.%"), log.c.outcome == "ok").order_by(log.c.seq)).all():
        period, state = row.subject.removeprefix("month:"), row.detail.get("state")
        if period not in now or state is None:
            continue
        last = found.get(period, dict.fromkeys(MOVES) | {"version": 0, "reason": "", "period": period})
        version = row.detail.get("version", last["version"])
        following = rules.get((period, last["version"] + 1), now[period].rule_version)
        step = last | {"at": row.at, "state": state, "version": version, "pinned_seq": row.detail.get("pinned"), "reason": row.detail.get("reason") or ""}
        if state == "open":
            step |= dict.fromkeys(("rule_version", "closed_at", "comment_at"))
        else:
            step |= {WHEN[state]: row.at, "rule_version": rules.get((period, version)) if state == "published" else following}
        step["snapshot_sha"] = row.detail.get("snapshot", last["snapshot_sha"])
        found[period] = step
        moves.append(step)
    return moves
