"""Counts for the page of data quality, and indexes by which the page of ledgers finds rows."""

from functools import partial

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, String

revision = "0002"
down_revision = "0001"

must = partial(Column, nullable=False)
BIG = BigInteger().with_variant(Integer(), "sqlite")
INDEXES = {"ix_history_key": ("entity_history", ["unit", "ledger", "key"]), "ix_history_code": ("entity_history", ["code"])}
# What came in before is counted from what was kept of it; its cells were not counted then and are nought.
FILES = """INSERT INTO file_count (submission, unit, ledger, period, outcome, cells, typed)
SELECT id, unit, COALESCE(ledger, ''), COALESCE(period, SUBSTR(CAST(received_at AS VARCHAR), 1, 7)), outcome, 0, 0 FROM submission"""
FINDINGS = """INSERT INTO finding_count (submission, severity, quality, rule, unit, ledger, period, n)
SELECT f.submission, f.severity, f.quality, f.rule, c.unit, c.ledger, c.period, COUNT(*)
FROM finding f JOIN file_count c ON c.submission = f.submission
GROUP BY f.submission, f.severity, f.quality, f.rule, c.unit, c.ledger, c.period"""


def upgrade() -> None:
    op.create_table(
        "file_count",
        must("submission", BIG), must("unit", String(40)), must("ledger", String(40)), must("period", String(7)), must("outcome", String(40)),
        must("cells", Integer()), must("typed", Integer()), PrimaryKeyConstraint("submission", name="pk_file_count"),
        ForeignKeyConstraint(["submission"], ["submission.id"], name="fk_file_count_submission"))
    op.create_index("ix_file_count_month", "file_count", ["period", "unit", "ledger"])
    op.create_table(
        "finding_count",
        must("submission", BIG), must("severity", String(40)), must("quality", String(40)), must("rule", String(40)), must("unit", String(40)),
        must("ledger", String(40)), must("period", String(7)), must("n", Integer()),
        PrimaryKeyConstraint("submission", "severity", "quality", "rule", name="pk_finding_count"),
        ForeignKeyConstraint(["submission"], ["submission.id"], name="fk_finding_count_submission"))
    op.create_index("ix_finding_count_month", "finding_count", ["period", "unit", "rule"])
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)
    op.execute(FILES)
    op.execute(FINDINGS)


def downgrade() -> None:
    for name, (table, _) in INDEXES.items():
        op.drop_index(name, table)
    op.drop_table("finding_count")
    op.drop_table("file_count")
