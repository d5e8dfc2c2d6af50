"""Families from fingerprints of texts: the evidence on look-alikes is gathered anew."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0003"
down_revision = "0002"

metadata = sa.MetaData()

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
Type = type[TypeEngine[Any]] | TypeEngine[Any]
_OLD = ("bands", "signatures", "pairs", "families")


def _key(name: str, *, index: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, primary_key=True, autoincrement=False, index=index)


def _value(name: str, type_: Type, *, index: bool = False) -> sa.Column[Any]:
    return sa.Column(name, type_, nullable=False, index=index)


signatures = sa.Table(
    "signatures",
    metadata,
    sa.Column("document_id", _TEXT, primary_key=True),
    _value("text_key", sa.BigInteger, index=True),
    _value("language", _TEXT),
    _value("is_linked", sa.Boolean, index=True),
)
texts = sa.Table(
    "texts",
    metadata,
    _key("text_key"),
    _value("n_words", sa.Integer),
    _value("n_fingerprints", sa.Integer),
    _value("is_compared", sa.Boolean, index=True),
    _value("fingerprints", sa.LargeBinary),
)
fingerprints = sa.Table(
    "fingerprints", metadata, _key("fingerprint"), _key("text_key"), sqlite_with_rowid=False
)
common_fingerprints = sa.Table("common_fingerprints", metadata, _key("fingerprint"))
pairs = sa.Table(
    "pairs",
    metadata,
    _key("smaller"),
    _key("larger", index=True),
    _value("kind", _TEXT),
    *(_value(name, sa.Float) for name in ("similarity", "containment", "cover")),
    *(_value(name, sa.Float) for name in ("swapped", "common")),
    *(_value(name, sa.Integer) for name in ("n_shared", "start", "end")),
)
addresses = sa.Table(
    "addresses",
    metadata,
    _key("address"),
    sa.Column("role", _TEXT, primary_key=True),
    sa.Column("document_id", _TEXT, primary_key=True, index=True),
)
versions = sa.Table(
    "versions",
    metadata,
    sa.Column("first_id", _TEXT, primary_key=True),
    sa.Column("second_id", _TEXT, primary_key=True, index=True),
    _value("is_declared", sa.Boolean),
    _value("agreement", sa.Float),
    _value("length_ratio", sa.Float),
)
families = sa.Table(
    "families",
    metadata,
    sa.Column("document_id", _TEXT, primary_key=True),
    _value("family_id", _TEXT, index=True),
)


def upgrade() -> None:
    """Drop the old evidence; documents come back into families when they are cleaned again."""
    for name in _OLD:
        op.drop_table(name)
    metadata.create_all(op.get_bind())
