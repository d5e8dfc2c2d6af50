"""Tables of the evidence for families; `families` itself stands in the schema."""

from __future__ import annotations

import sqlalchemy as sa

from pipeline.store.schema import TEXT, metadata

signatures = sa.Table(
    "signatures",
    metadata,
    sa.Column("document_id", TEXT, primary_key=True),
    sa.Column("text_key", sa.BigInteger, nullable=False, index=True),
    sa.Column("language", TEXT, nullable=False),
    sa.Column("is_linked", sa.Boolean, nullable=False, index=True),
)
"""Which text a document has; not linked: its family must be told (anew)."""

texts = sa.Table(
    "texts",
    metadata,
    sa.Column("text_key", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("n_words", sa.Integer, nullable=False),
    sa.Column("n_fingerprints", sa.Integer, nullable=False),
    sa.Column("is_compared", sa.Boolean, nullable=False, index=True),
    sa.Column("fingerprints", sa.LargeBinary, nullable=False),
)
"""One row for all documents of the same words; fingerprints as little-endian int64, sorted."""

fingerprints = sa.Table(
    "fingerprints",
    metadata,
    sa.Column("fingerprint", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("text_key", sa.BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

common_fingerprints = sa.Table(
    "common_fingerprints",
    metadata,
    sa.Column("fingerprint", sa.BigInteger, primary_key=True, autoincrement=False),
)
"""Those that more than families.COMMON_TEXTS texts have."""

pairs = sa.Table(
    "pairs",
    metadata,
    sa.Column("smaller", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("larger", sa.BigInteger, primary_key=True, autoincrement=False, index=True),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("similarity", sa.Float, nullable=False),
    sa.Column("containment", sa.Float, nullable=False),
    sa.Column("cover", sa.Float, nullable=False),
    sa.Column("swapped", sa.Float, nullable=False),
    sa.Column("common", sa.Float, nullable=False),
    sa.Column("n_shared", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
)
"""Texts of which one stands in the other; see pipeline.duplicates.Overlap."""

addresses = sa.Table(
    "addresses",
    metadata,
    sa.Column("address", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("role", TEXT, primary_key=True),
    sa.Column("document_id", TEXT, primary_key=True, index=True),
)

versions = sa.Table(
    "versions",
    metadata,
    sa.Column("first_id", TEXT, primary_key=True),
    sa.Column("second_id", TEXT, primary_key=True, index=True),
    sa.Column("is_declared", sa.Boolean, nullable=False),
    sa.Column("agreement", sa.Float, nullable=False),
    sa.Column("length_ratio", sa.Float, nullable=False),
)
