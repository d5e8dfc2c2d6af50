"""First tables."""

from alembic import op

from pipeline.store.schema import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table of the first version."""
    metadata.create_all(op.get_bind(), checkfirst=False)
