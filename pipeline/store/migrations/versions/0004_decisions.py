"""Editors' decisions, texts that clients taught, and tokens of the web API."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

metadata = sa.MetaData()

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _value(name: str, *, index: bool = False, unique: bool = False) -> sa.Column[str]:
    return sa.Column(name, _TEXT, nullable=False, index=index, unique=unique)


decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("decision_id", _TEXT, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False, unique=True),
    _value("document_id", index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    *(_value(name) for name in ("scheme", "concept_id", "kind", "editor", "decided_at")),
    sa.Column("probability", sa.Float),
    _value("model"),
    _value("undoes", index=True),
    _value("batch", index=True),
    _value("via"),
    _value("note"),
)
examples = sa.Table(
    "examples",
    metadata,
    sa.Column("document_id", _TEXT, primary_key=True),
    *(_value(name) for name in ("title", "text", "language", "taught_at", "editor")),
)
tokens = sa.Table(
    "tokens",
    metadata,
    sa.Column("token_id", _TEXT, primary_key=True),
    _value("name"),
    _value("role"),
    _value("hash", unique=True),
    _value("made_at"),
    sa.Column("revoked_at", _TEXT),
)


def upgrade() -> None:
    """Add the tables."""
    metadata.create_all(op.get_bind())
