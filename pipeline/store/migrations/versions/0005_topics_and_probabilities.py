"""Topics that can be read and followed; probabilities of all concepts, for trends."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0005"
down_revision = "0004"

metadata = sa.MetaData()

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
Type = type[TypeEngine[Any]] | TypeEngine[Any]


def _value(name: str, type_: Type, *, index: bool = False) -> sa.Column[Any]:
    return sa.Column(name, type_, nullable=False, index=index)


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, primary_key=True, autoincrement=False)


topic_events = sa.Table(
    "topic_events",
    metadata,
    _key("fit"),
    _key("ordinal"),
    *(_value(name, _TEXT) for name in ("kind", "topic_id", "other_id")),
    *(_value(name, sa.Float) for name in ("of_topic", "of_other", "likeness")),
)
topic_names = sa.Table(
    "topic_names",
    metadata,
    _key("number"),
    _value("topic_id", _TEXT, index=True),
    *(_value(name, _TEXT) for name in ("name", "editor", "given_at", "note")),
)
probabilities = sa.Table(
    "probabilities",
    metadata,
    sa.Column("document_id", _TEXT, primary_key=True),
    sa.Column("scheme", _TEXT, primary_key=True),
    _value("probabilities", sa.JSON),
    _value("model", _TEXT),
)
_ADDED: tuple[tuple[str, str, Type, Any], ...] = (
    ("topic_fits", "reason", _TEXT, ""),
    ("topic_fits", "n_passages", sa.Integer, "0"),
    ("topic_fits", "n_fitted", sa.Integer, "0"),
    ("topic_fits", "n_topics", sa.Integer, "0"),
    ("topic_fits", "measured", sa.JSON, "{}"),
    ("topics", "phrases", sa.JSON, "[]"),
    ("topics", "themes", sa.JSON, "[]"),
    ("topics", "examples", sa.JSON, "[]"),
    ("topics", "x", sa.Float, "0"),
    ("topics", "y", sa.Float, "0"),
    ("series_documents", "probability", sa.Float, "1"),
    ("series_documents", "counts", sa.Boolean, sa.true()),
)


def upgrade() -> None:
    """Add the tables and columns."""
    metadata.create_all(op.get_bind())
    for table, name, type_, default in _ADDED:
        op.add_column(table, sa.Column(name, type_, nullable=False, server_default=default))
