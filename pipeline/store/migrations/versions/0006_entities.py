"""Entities of the whole corpus: links between ids, analysts' decisions, what the model found."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0006"
down_revision = "0005"

metadata = sa.MetaData()

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
Type = type[TypeEngine[Any]] | TypeEngine[Any]


def _key(name: str) -> sa.Column[Any]:
    return sa.Column(name, _TEXT, primary_key=True)


def _value(name: str, type_: Type = _TEXT, *, index: bool = False) -> sa.Column[Any]:
    return sa.Column(name, type_, nullable=False, index=index)


model_spans = sa.Table("model_spans", metadata, _key("text_sha256"), _key("model"), _value("spans"))
entity_links = sa.Table(
    "entity_links",
    metadata,
    _key("local_id"),
    _value("entity_id", index=True),
    _value("type"),
    _value("reason"),
    _value("evidence"),
)
entity_names = sa.Table("entity_names", metadata, _key("entity_id"), _value("name"))
entity_decisions = sa.Table(
    "entity_decisions",
    metadata,
    _key("decision_id"),
    sa.Column("number", sa.Integer, nullable=False, unique=True),
    *(
        _value(name)
        for name in (
            "kind", "subject", "target", "name", "editor", "decided_at", "note", "undoes",
        )
    ),
)  # fmt: skip


def upgrade() -> None:
    """Add the tables, and the edition of mentions."""
    metadata.create_all(op.get_bind())
    op.add_column("mentions", sa.Column("edition", _TEXT, nullable=False, server_default=""))
