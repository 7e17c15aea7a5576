"""Which job or file of the inbox a submission answers: after a death it is known again instead of taken twice."""

from alembic import op
from sqlalchemy import Column, String

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("submission", Column("came_as", String(80), nullable=True))
    op.create_index("ix_submission_came_as", "submission", ["came_as"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_submission_came_as", "submission")
    op.drop_column("submission", "came_as")
