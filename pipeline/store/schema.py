"""Tables of the store. Both SQLite and PostgreSQL must understand every statement over them."""

from __future__ import annotations

import sqlalchemy as sa

HEAD = "0007"
"""Revision of the schema that this code reads and writes."""

metadata = sa.MetaData()

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Compared by code points in every database: order must not depend on a server's locale."""
_TEXT = _SHORT = _ID = _SHA = TEXT
"""Without a length: SQLite knows none, and to PostgreSQL a text one character over is an error."""

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("run_id", _SHORT, primary_key=True),
    sa.Column("command", _TEXT, nullable=False),
    sa.Column("started_at", _SHORT, nullable=False),
    sa.Column("finished_at", _SHORT),
    sa.Column("status", _SHORT, nullable=False),
    sa.Column("report", sa.JSON, nullable=False),
)

captures = sa.Table(
    "captures",
    metadata,
    sa.Column("document_id", _ID, primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("is_current", sa.Boolean, nullable=False),
    sa.Column("source_id", _TEXT, nullable=False),
    sa.Column("locator", _TEXT, nullable=False),
    sa.Column("url", _TEXT),
    sa.Column("media_type", _TEXT, nullable=False),
    sa.Column("sha256", _SHA, nullable=False),
    sa.Column("n_bytes", sa.BigInteger, nullable=False),
    sa.Column("fetched_at", _SHORT, nullable=False),
    sa.Column("warc_file", _TEXT, nullable=False),
    sa.Column("warc_offset", sa.BigInteger, nullable=False),
    sa.Column("run_id", _SHORT, nullable=False),
    sa.Column("hints", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("gone_at", _SHORT),
    sa.Column("part_of", _ID, nullable=False, server_default=""),
    sa.Index("captures_by_source", "source_id", "document_id"),
    sa.Index("captures_by_visit", "run_id", "source_id"),
    sa.Index(
        "captures_by_page",
        "part_of",
        sqlite_where=sa.text("part_of != ''"),
        postgresql_where=sa.text("part_of != ''"),
    ),
)

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("document_id", _ID, primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("is_current", sa.Boolean, nullable=False),
    sa.Column("source_id", _TEXT, nullable=False),
    sa.Column("url", _TEXT),
    sa.Column("title", _TEXT, nullable=False),
    sa.Column("text", _TEXT, nullable=False),
    sa.Column("language", _TEXT, nullable=False),
    sa.Column("authors", sa.JSON, nullable=False),
    sa.Column("section", _TEXT, nullable=False),
    sa.Column("published", _SHORT),
    sa.Column("published_precision", _TEXT),
    sa.Column("published_confidence", sa.Float, nullable=False),
    sa.Column("published_from", _TEXT, nullable=False),
    sa.Column("labels", sa.JSON, nullable=False),
    sa.Column("n_words", sa.Integer, nullable=False),
    sa.Column("digest", _SHA, nullable=False),
    sa.Column("dates", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("website", _TEXT, nullable=False, server_default=""),
    sa.Column("quality", sa.Float, nullable=False, server_default="1"),
    sa.Column("sections", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("alternates", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("gaps", sa.JSON, nullable=False, server_default="[]"),
    sa.Index("documents_by_day", "source_id", "is_current", "published_precision", "published"),
)

ledger = sa.Table(
    "ledger",
    metadata,
    sa.Column("stage", _SHORT, primary_key=True),
    sa.Column("document_id", _ID, primary_key=True),
    sa.Column("input_sha256", _SHA, nullable=False),
    sa.Column("fingerprint", _SHA, nullable=False),
    sa.Column("outcome", _SHORT, nullable=False),
)

rejected = sa.Table(
    "rejected",
    metadata,
    sa.Column("stage", _SHORT, primary_key=True),
    sa.Column("locator", _TEXT, primary_key=True),
    sa.Column("source_id", _TEXT, nullable=False),
    sa.Column("document_id", _ID),
    sa.Column("reason", _TEXT, nullable=False),
    sa.Column("detail", _TEXT, nullable=False),
)

families = sa.Table(
    "families",
    metadata,
    sa.Column("document_id", _ID, primary_key=True),
    sa.Column("family_id", _ID, nullable=False, index=True),
)

passages = sa.Table(
    "passages",
    metadata,
    sa.Column("passage_id", _SHORT, primary_key=True),
    sa.Column("document_id", _ID, nullable=False, index=True),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("n_words", sa.Integer, nullable=False),
    sa.Column("text_sha256", _SHA, nullable=False),
    sa.Column("language", _SHORT, nullable=False, server_default="und"),
    sa.Column("section", _TEXT, nullable=False, server_default=""),
)

vectors = sa.Table(
    "vectors",
    metadata,
    sa.Column("text_sha256", _SHA, primary_key=True),
    sa.Column("encoder", _TEXT, primary_key=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)

mentions = sa.Table(
    "mentions",
    metadata,
    sa.Column("document_id", _ID, primary_key=True),
    sa.Column("ordinal", sa.Integer, primary_key=True),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("text", _TEXT, nullable=False),
    sa.Column("type", _SHORT, nullable=False),
    sa.Column("entity_id", _TEXT, nullable=False, index=True),
    sa.Column("name", _TEXT, nullable=False),
    sa.Column("via", _SHORT, nullable=False),
    sa.Column("inside", _SHORT),
    sa.Column("edition", _TEXT, nullable=False, server_default=""),
)

tags = sa.Table(
    "tags",
    metadata,
    sa.Column("document_id", _ID, primary_key=True),
    sa.Column("scheme", _SHORT, primary_key=True),
    sa.Column("concept_id", _TEXT, primary_key=True),
    sa.Column("origin", _SHORT, primary_key=True),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("evidence", sa.JSON, nullable=False),
    sa.Column("model", _TEXT, nullable=False),
)

probabilities = sa.Table(
    "probabilities",
    metadata,
    sa.Column("document_id", _ID, primary_key=True),
    sa.Column("scheme", _SHORT, primary_key=True),
    sa.Column("probabilities", sa.JSON, nullable=False),
    sa.Column("model", _TEXT, nullable=False),
)
"""What the model thinks of every concept, by concept id, not of the suggested ones alone."""

decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("decision_id", _ID, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False, unique=True),
    sa.Column("document_id", _ID, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("scheme", _SHORT, nullable=False),
    sa.Column("concept_id", _TEXT, nullable=False),
    sa.Column("kind", _SHORT, nullable=False),
    sa.Column("editor", _TEXT, nullable=False),
    sa.Column("decided_at", _SHORT, nullable=False),
    sa.Column("probability", sa.Float),
    sa.Column("model", _TEXT, nullable=False),
    sa.Column("undoes", _ID, nullable=False, index=True),
    sa.Column("batch", _TEXT, nullable=False, index=True),
    sa.Column("via", _SHORT, nullable=False),
    sa.Column("note", _TEXT, nullable=False),
)
"""Only ever added to; `number` counts in the order of arrival, from 1."""

examples = sa.Table(
    "examples",
    metadata,
    sa.Column("document_id", _ID, primary_key=True),
    sa.Column("title", _TEXT, nullable=False),
    sa.Column("text", _TEXT, nullable=False),
    sa.Column("language", _SHORT, nullable=False),
    sa.Column("taught_at", _SHORT, nullable=False),
    sa.Column("editor", _TEXT, nullable=False),
)

tokens = sa.Table(
    "tokens",
    metadata,
    sa.Column("token_id", _ID, primary_key=True),
    sa.Column("name", _TEXT, nullable=False),
    sa.Column("role", _SHORT, nullable=False),
    sa.Column("hash", _SHA, nullable=False, unique=True),
    sa.Column("made_at", _SHORT, nullable=False),
    sa.Column("revoked_at", _SHORT),
)

figures = sa.Table(
    "figures",
    metadata,
    sa.Column("name", _SHORT, primary_key=True),
    sa.Column("ordinal", sa.Integer, primary_key=True),
    sa.Column("row", sa.JSON, nullable=False),
)
"""Rows of the computed tables (series, trends, slopes), in their order."""

series_documents = sa.Table(
    "series_documents",
    metadata,
    sa.Column("kind", _SHORT, primary_key=True),
    sa.Column("id", _TEXT, primary_key=True),
    sa.Column("document_id", _ID, primary_key=True),
    sa.Column("probability", sa.Float, nullable=False, server_default="1"),
    sa.Column("counts", sa.Boolean, nullable=False, server_default=sa.true()),
)
