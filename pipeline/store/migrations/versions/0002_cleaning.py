"""What cleaning tells besides: date claims, website, quality, sections, languages, hints."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NEW = {
    "captures": (("hints", sa.JSON, "[]"),),
    "documents": (
        ("dates", sa.JSON, "[]"),
        ("website", sa.Text, ""),
        ("quality", sa.Float, "1"),
        ("sections", sa.JSON, "[]"),
        ("alternates", sa.JSON, "[]"),
        ("gaps", sa.JSON, "[]"),
    ),
    "passages": (("language", sa.Text, "und"), ("section", sa.Text, "")),
}


def upgrade() -> None:
    """Add the columns; the values of documents come when they are cleaned again."""
    for table, columns in _NEW.items():
        for name, type_, default in columns:
            op.add_column(table, sa.Column(name, type_(), nullable=False, server_default=default))
