"""Indexes by place begin with whose rows they are: what a unit hands in lies together, however large the city around it is."""

from alembic import op
from sqlalchemy import text

revision = "0008"
down_revision = "0007"

BAND = "round((lat + 90) * 900)"
TABLES = {"entity": "entity", "entity_history": "history"}


def upgrade() -> None:
    op.drop_index("ix_grid_view", "grid_count")
    for table, name in TABLES.items():
        op.drop_index(f"ix_{name}_place", table)
        op.create_index(f"ix_{name}_near", table, ["ledger", "unit", text(BAND), "lng"])


def downgrade() -> None:
    for table, name in TABLES.items():
        op.drop_index(f"ix_{name}_near", table)
        op.create_index(f"ix_{name}_place", table, ["ledger", "lat", "lng"])
    op.create_index("ix_grid_view", "grid_count", ["ledger", "level", "y", "x"])
