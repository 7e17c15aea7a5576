"""协商: what units and the office said of two rows that may be one object."""

from functools import partial

from alembic import op
from sqlalchemy import BigInteger, Column, DateTime, Integer, PrimaryKeyConstraint, String, Text, UniqueConstraint

revision = "0006"
down_revision = "0005"

must, may = partial(Column, nullable=False), partial(Column, nullable=True)


def upgrade() -> None:
    op.create_table(
        "conflict",
        must("id", BigInteger().with_variant(Integer(), "sqlite"), autoincrement=True), must("mark", String(32)), must("ledger", String(40)),
        must("kind", String(40)), must("period", String(7)), must("unit_a", String(40)), must("key_a", String(200)), must("unit_b", String(40)),
        must("key_b", String(200)), may("said_a", String(40)), may("said_b", String(40)), must("state", String(40)), may("owner", String(40)),
        may("reason", Text()), must("by", String(40)), must("at", DateTime()),
        PrimaryKeyConstraint("id", name="pk_conflict"), UniqueConstraint("mark", name="uq_conflict_mark"))
    op.create_index("ix_conflict_unit", "conflict", ["unit_a", "state"])
    op.create_index("ix_conflict_other", "conflict", ["unit_b", "state"])


def downgrade() -> None:
    op.drop_table("conflict")
