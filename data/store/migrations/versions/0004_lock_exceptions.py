"""锁定例外: the office lets a unit hand in for a locked month until a day."""

from functools import partial

from alembic import op
from sqlalchemy import BigInteger, Column, Date, DateTime, Integer, PrimaryKeyConstraint, String, Text

revision = "0004"
down_revision = "0003"

must = partial(Column, nullable=False)


def upgrade() -> None:
    op.create_table(
        "lock_exception",
        must("id", BigInteger().with_variant(Integer(), "sqlite"), autoincrement=True), must("unit", String(40)), must("ledger", String(40)),
        must("period", String(7)), must("until", Date()), must("reason", Text()), must("by", String(40)), must("granted_at", DateTime()),
        PrimaryKeyConstraint("id", name="pk_lock_exception"))
    op.create_index("ix_lock_exception_unit", "lock_exception", ["unit", "ledger", "period"])


def downgrade() -> None:
    op.drop_table("lock_exception")
