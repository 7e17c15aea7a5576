"""The first schema, as it was when it was released: later declarations move on, this stays."""

from functools import partial

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None

must, may = partial(Column, nullable=False), partial(Column, nullable=True)
BIG = BigInteger().with_variant(Integer(), "sqlite")
JSON_TEXT = JSON().with_variant(JSONB(), "postgresql")
TABLES = (
    "attachment", "audit_entry", "entity", "entity_history", "explanation", "extension", "frozen_count", "grid_count", "job", "lease",
    "login", "login_failure", "measure_key", "measurement", "meta", "month", "notice", "published_fact", "report_file", "rule_version",
    "score", "score_item", "submission", "supervision_order", "task_light", "user_account", "finding", "order_event",
)


def upgrade() -> None:
    for make in (_ledgers, _intake, _figures, _supervision, _assessment, _records, _people):
        make()


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)


def _ledgers() -> None:
    op.create_table(
        "entity",
        must("period_from", String(7)), must("opened_by", BIG), must("unit", String(40)), must("ledger", String(40)), must("key", String(200)),
        may("code", String(40)), may("class_code", String(6)), may("region", String(6)), may("name", String(200)), may("kind", String(40)),
        may("status", String(40)), may("lng", Float()), may("lat", Float()), may("grid", String(20)), may("on_date", Date()),
        must("code_ok", Boolean()), must("disputed", Boolean()), must("sheet", String(60)), must("row", Integer()), must("source", BIG),
        must("hash", String(32)), must("body", JSON_TEXT), PrimaryKeyConstraint("unit", "ledger", "key", name="pk_entity"))
    op.create_index("ix_entity_code", "entity", ["code"])
    op.create_index("ix_entity_place", "entity", ["ledger", "lat", "lng"])
    op.create_table(
        "entity_history",
        must("period_from", String(7)), must("opened_by", BIG), may("period_to", String(7)), may("closed_by", BIG), must("unit", String(40)),
        must("ledger", String(40)), must("key", String(200)), may("code", String(40)), may("class_code", String(6)), may("region", String(6)),
        may("name", String(200)), may("kind", String(40)), may("status", String(40)), may("lng", Float()), may("lat", Float()),
        may("grid", String(20)), may("on_date", Date()), must("code_ok", Boolean()), must("disputed", Boolean()), must("sheet", String(60)),
        must("row", Integer()), must("source", BIG), must("hash", String(32)), must("body", JSON_TEXT),
        PrimaryKeyConstraint("period_from", "opened_by", "unit", "ledger", "key", name="pk_entity_history"))
    op.create_index("ix_history_period", "entity_history", ["unit", "ledger", "period_from"])
    op.create_index("ix_history_place", "entity_history", ["ledger", "lat", "lng"])
    op.create_table(
        "frozen_count",
        must("unit", String(40)), must("ledger", String(40)), must("level", String(4)), must("y", Integer()), must("x", Integer()),
        must("kind", String(40)), must("status", String(40)), must("period", String(7)), must("version", Integer()), must("n", Integer()),
        must("sum_lng", BigInteger()), must("sum_lat", BigInteger()),
        PrimaryKeyConstraint("unit", "ledger", "level", "y", "x", "kind", "status", "period", "version", name="pk_frozen_count"),
        sqlite_with_rowid=False)
    op.create_index("ix_frozen_view", "frozen_count", ["period", "version", "ledger", "level", "y", "x"])
    op.create_table(
        "grid_count",
        must("unit", String(40)), must("ledger", String(40)), must("level", String(4)), must("y", Integer()), must("x", Integer()),
        must("kind", String(40)), must("status", String(40)), must("n", Integer()), must("sum_lng", BigInteger()), must("sum_lat", BigInteger()),
        PrimaryKeyConstraint("unit", "ledger", "level", "y", "x", "kind", "status", name="pk_grid_count"), sqlite_with_rowid=False)
    op.create_index("ix_grid_view", "grid_count", ["ledger", "level", "y", "x"])


def _intake() -> None:
    op.create_table(
        "explanation",
        must("id", BIG, autoincrement=True), must("unit", String(40)), must("ledger", String(40)), must("object_key", String(200)),
        must("rule", String(40)), must("words", Text()), must("by", String(40)), must("given_at", DateTime()), must("good_through", String(7)),
        PrimaryKeyConstraint("id", name="pk_explanation"), UniqueConstraint("unit", "ledger", "object_key", "rule", name="uq_explanation_unit"))
    op.create_table(
        "submission",
        must("id", BIG, autoincrement=True), must("receipt", String(40)), may("seq", BIG), must("unit", String(40)), may("ledger", String(40)),
        may("period", String(7)), must("sha256", String(64)), may("content_sha", String(64)), must("file_name", String(255)),
        must("size", Integer()), must("door", String(40)), must("by", String(40)), must("on_behalf", Boolean()), must("received_at", DateTime()),
        may("on_time_at", DateTime()), must("outcome", String(40)), may("awaiting", String(20)), may("withdrawn_at", DateTime()),
        may("withdrawn_reason", Text()), must("rule_version", Integer()), may("returned_sha", String(64)), may("cut_off", String(10)),
        must("rows", JSON_TEXT), must("layout", JSON_TEXT), must("totals", JSON_TEXT), PrimaryKeyConstraint("id", name="pk_submission"),
        UniqueConstraint("receipt", name="uq_submission_receipt"), UniqueConstraint("seq", name="uq_submission_seq"))
    op.create_index("ix_submission_matrix", "submission", ["unit", "ledger", "period"])
    op.create_index("ix_submission_sha256", "submission", ["sha256"])
    op.create_table(
        "finding",
        must("id", BIG, autoincrement=True), must("submission", BIG), must("number", Integer()), must("severity", String(40)),
        must("quality", String(40)), must("rule", String(40)), may("sheet", String(60)), may("cell", String(12)), may("row", Integer()),
        may("header", String(80)), may("value", String(120)), may("object_key", String(200)), must("message", Text()), may("explanation", Text()),
        PrimaryKeyConstraint("id", name="pk_finding"), ForeignKeyConstraint(["submission"], ["submission.id"], name="fk_finding_submission"))
    op.create_index("ix_finding_submission", "finding", ["submission", "number"])


def _figures() -> None:
    op.create_table(
        "measure_key",
        must("unit", String(40)), must("indicator", String(40)), must("period", String(7)), must("key", String(200)), must("region", String(6)),
        PrimaryKeyConstraint("unit", "indicator", "period", "key", "region", name="pk_measure_key"))
    op.create_index("ix_measure_key", "measure_key", ["indicator", "period", "key"])
    op.create_table(
        "measurement",
        must("unit", String(40)), must("indicator", String(40)), must("region", String(6)), must("period", String(7)), must("version", Integer()),
        must("state", String(40)), may("numerator", String(40)), may("denominator", String(40)), may("reported", String(40)),
        may("target", String(40)), may("planned", String(40)), must("light", String(40)), must("reason", Text()), must("rule_version", Integer()),
        must("submissions", JSON_TEXT), must("computed_at", DateTime()),
        PrimaryKeyConstraint("unit", "indicator", "region", "period", "version", name="pk_measurement"))
    op.create_index("ix_measurement_view", "measurement", ["period", "version", "indicator"])
    op.create_table(
        "task_light",
        must("unit", String(40)), must("task", String(40)), must("day", Date()), must("version", Integer()), must("light", String(40)),
        must("level", String(40)), must("since", Date()), must("made_up", Boolean()), must("reason", Text()), must("clears_when", Text()),
        must("next_step", Text()), must("rule_version", Integer()), must("computed_at", DateTime()),
        PrimaryKeyConstraint("unit", "task", "day", "version", name="pk_task_light"))
    op.create_index("ix_task_light_day", "task_light", ["version", "day", "task"])
    op.create_index("ix_task_light_run", "task_light", ["version", "unit", "task", "day", "light", "made_up"])


def _supervision() -> None:
    op.create_table(
        "attachment",
        must("id", BIG, autoincrement=True), must("sha256", String(64)), must("file_name", String(255)), must("media_type", String(80)),
        must("size", Integer()), may("unit", String(40)), must("subject", String(80)), must("by", String(40)), must("at", DateTime()),
        PrimaryKeyConstraint("id", name="pk_attachment"))
    op.create_index("ix_attachment_subject", "attachment", ["subject"])
    op.create_table(
        "extension",
        must("id", BIG, autoincrement=True), must("task", String(40)), must("unit", String(40)), must("asked_on", Date()),
        must("asked_by", String(40)), must("reason", Text()), must("new_due_on", Date()), must("state", String(40)), may("decided_on", Date()),
        may("decided_by", String(40)), PrimaryKeyConstraint("id", name="pk_extension"))
    op.create_index("ix_extension_task", "extension", ["task"])
    op.create_table(
        "notice",
        must("id", BIG, autoincrement=True), must("unit", String(40)), must("task", String(40)), must("due_on", Date()), must("on", Date()),
        must("at", DateTime()), must("words", Text()), PrimaryKeyConstraint("id", name="pk_notice"),
        UniqueConstraint("unit", "task", "due_on", name="uq_notice_unit"))
    op.create_table(
        "supervision_order",
        must("id", BIG, autoincrement=True), may("number", String(40)), must("task", String(40)), must("unit", String(40)),
        must("assist", JSON_TEXT), must("level", String(40)), must("due_class", String(40)), must("source", String(60)), must("title", String(200)),
        must("demand", Text()), must("cause_day", Date()), must("state", String(40)), must("drafted_on", Date()), must("drafted_by", String(40)),
        may("issued_on", Date()), may("issued_by", String(40)), may("acknowledge_by", Date()), may("due_on", Date()), may("acknowledged_on", Date()),
        may("answered_on", Date()), may("first_answered_on", Date()), must("empty_answer", Boolean()), may("closed_on", Date()),
        must("returned_times", Integer()), PrimaryKeyConstraint("id", name="pk_supervision_order"),
        UniqueConstraint("task", "unit", "level", "cause_day", name="uq_supervision_order_task"),
        UniqueConstraint("number", name="uq_supervision_order_number"))
    op.create_index("ix_order_unit_state", "supervision_order", ["unit", "state"])
    op.create_table(
        "order_event",
        must("id", BIG, autoincrement=True), must("order", BIG), must("at", DateTime()), must("on", Date()), must("by", String(40)),
        must("act", String(40)), must("words", Text()), may("attachment", BIG), PrimaryKeyConstraint("id", name="pk_order_event"),
        ForeignKeyConstraint(["order"], ["supervision_order.id"], name="fk_order_event_order"))
    op.create_index("ix_order_event_order", "order_event", ["order"])


def _assessment() -> None:
    op.create_table(
        "month",
        must("period", String(7)), must("state", String(40)), must("version", Integer()), may("rule_version", Integer()),
        may("pinned_seq", BigInteger()), may("closed_at", DateTime()), may("comment_at", DateTime()), may("published_at", DateTime()),
        must("reason", Text()), may("snapshot_sha", String(64)), PrimaryKeyConstraint("period", name="pk_month"))
    op.create_table(
        "published_fact",
        must("period", String(7)), must("version", Integer()), must("kind", String(40)), must("body", JSON_TEXT),
        PrimaryKeyConstraint("period", "version", "kind", name="pk_published_fact"))
    op.create_table(
        "score",
        must("unit", String(40)), must("period", String(7)), must("version", Integer()), must("group", String(40)), may("total", Integer()),
        must("applicable", Integer()), must("ranked", Boolean()), may("rank", Integer()), may("grade", String(20)), must("rule_version", Integer()),
        must("computed_at", DateTime()), PrimaryKeyConstraint("unit", "period", "version", name="pk_score"))
    op.create_table(
        "score_item",
        must("unit", String(40)), must("period", String(7)), must("version", Integer()), must("item", String(40)), must("points", Integer()),
        may("earned", Integer()), must("applicable", Boolean()), must("rule", Text()), must("reason", Text()), must("inputs", JSON_TEXT),
        must("sources", JSON_TEXT), PrimaryKeyConstraint("unit", "period", "version", "item", name="pk_score_item"))


def _records() -> None:
    op.create_table(
        "audit_entry",
        must("seq", BIG, autoincrement=True), must("at", DateTime()), must("actor", String(40)), must("role", String(40)),
        must("address", String(60)), must("act", String(60)), must("subject", String(200)), may("unit", String(40)), must("outcome", String(20)),
        must("detail", JSON_TEXT), must("previous", String(64)), must("hash", String(64)), PrimaryKeyConstraint("seq", name="pk_audit_entry"))
    op.create_index("ix_audit_entry_act", "audit_entry", ["act"])
    op.create_index("ix_audit_entry_subject", "audit_entry", ["subject"])
    op.create_index("ix_audit_entry_unit", "audit_entry", ["unit"])
    op.create_table(
        "job",
        must("id", BIG, autoincrement=True), must("kind", String(40)), must("key", String(200)), must("state", String(20)),
        must("payload", JSON_TEXT), may("result", JSON_TEXT), must("done_steps", Integer()), must("all_steps", Integer()), must("note", Text()),
        must("by", String(40)), may("worker", String(80)), must("attempts", Integer()), must("created_at", DateTime()),
        may("started_at", DateTime()), may("beat_at", DateTime()), may("ended_at", DateTime()), PrimaryKeyConstraint("id", name="pk_job"),
        UniqueConstraint("kind", "key", name="uq_job_kind"))
    op.create_index("ix_job_state", "job", ["state"])
    op.create_table(
        "lease",
        must("name", String(40)), must("holder", String(80)), must("token", Integer()), must("until", DateTime()),
        PrimaryKeyConstraint("name", name="pk_lease"))
    op.create_table(
        "meta",
        must("name", String(60)), must("value", Text()), PrimaryKeyConstraint("name", name="pk_meta"))
    op.create_table(
        "report_file",
        must("id", BIG, autoincrement=True), must("period", String(7)), must("kind", String(40)), must("unit", String(40)),
        must("name", String(200)), must("sha256", String(64)), must("trial", Boolean()), must("month_version", Integer()),
        must("made_at", DateTime()), must("made_by", String(40)), PrimaryKeyConstraint("id", name="pk_report_file"))
    op.create_index("ix_report_file_period", "report_file", ["period"])
    op.create_table(
        "rule_version",
        must("number", Integer()), must("sha256", String(64)), must("effective_from", String(7)), must("loaded_at", DateTime()),
        must("loaded_by", String(40)), must("texts", JSON_TEXT), PrimaryKeyConstraint("number", name="pk_rule_version"))
    op.create_index("ix_rule_version_sha256", "rule_version", ["sha256"])


def _people() -> None:
    op.create_table(
        "login",
        must("token_sha", String(64)), must("user", String(40)), must("csrf", String(64)), must("address", String(60)),
        must("started_at", DateTime()), must("active_at", DateTime()), may("ended_at", DateTime()),
        PrimaryKeyConstraint("token_sha", name="pk_login"))
    op.create_index("ix_login_user", "login", ["user"])
    op.create_table(
        "login_failure",
        must("id", BIG, autoincrement=True), must("name", String(40)), must("address", String(60)), must("at", DateTime()),
        PrimaryKeyConstraint("id", name="pk_login_failure"))
    op.create_index("ix_login_failure_address", "login_failure", ["address"])
    op.create_index("ix_login_failure_at", "login_failure", ["at"])
    op.create_index("ix_login_failure_name", "login_failure", ["name"])
    op.create_table(
        "user_account",
        must("name", String(40)), must("shown_name", String(60)), must("role", String(40)), may("unit", String(40)), must("password_hash", Text()),
        must("former_hashes", JSON_TEXT), must("must_change", Boolean()), must("disabled", Boolean()), must("demo", Boolean()),
        must("created_at", DateTime()), must("changed_at", DateTime()), may("locked_until", DateTime()),
        PrimaryKeyConstraint("name", name="pk_user_account"))
