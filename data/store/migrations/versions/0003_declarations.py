"""零报告 and 无变化 as signed entries, and the unit's confirmation of what the office handed in for it."""

from alembic import op
from sqlalchemy import JSON, BigInteger, Column, DateTime, Integer, String
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"

COLUMNS = {"declares": String(20), "signed": JSON().with_variant(JSONB(), "postgresql"), "basis": BigInteger().with_variant(Integer(), "sqlite"),
           "confirmed_at": DateTime(), "confirmed_by": String(40)}


def upgrade() -> None:
    for name, kind in COLUMNS.items():
        op.add_column("submission", Column(name, kind, nullable=True))


def downgrade() -> None:
    for name in reversed(COLUMNS):
        op.drop_column("submission", name)
