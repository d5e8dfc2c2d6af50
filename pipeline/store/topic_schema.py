"""Tables of topics: fits, what became of topics, their names, and which passages have them."""

from __future__ import annotations

import sqlalchemy as sa

from pipeline.store.schema import TEXT, metadata

topic_fits = sa.Table(
    "topic_fits",
    metadata,
    sa.Column("fit", sa.Integer, primary_key=True),
    sa.Column("input_sha256", TEXT, nullable=False),
    sa.Column("fingerprint", TEXT, nullable=False),
    sa.Column("registry", sa.JSON, nullable=False),
    sa.Column("reason", TEXT, nullable=False, server_default=""),
    sa.Column("n_passages", sa.Integer, nullable=False, server_default="0"),
    sa.Column("n_fitted", sa.Integer, nullable=False, server_default="0"),
    sa.Column("n_topics", sa.Integer, nullable=False, server_default="0"),
    sa.Column("measured", sa.JSON, nullable=False, server_default="{}"),
)
"""Every fit there was; only the last one holds its registry."""

topic_events = sa.Table(
    "topic_events",
    metadata,
    sa.Column("fit", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("topic_id", TEXT, nullable=False),
    sa.Column("other_id", TEXT, nullable=False),
    sa.Column("of_topic", sa.Float, nullable=False),
    sa.Column("of_other", sa.Float, nullable=False),
    sa.Column("likeness", sa.Float, nullable=False),
)

topic_names = sa.Table(
    "topic_names",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("topic_id", TEXT, nullable=False, index=True),
    sa.Column("name", TEXT, nullable=False),
    sa.Column("editor", TEXT, nullable=False),
    sa.Column("given_at", TEXT, nullable=False),
    sa.Column("note", TEXT, nullable=False),
)
"""Only ever added to; the last one of a topic counts, an empty name takes it back."""

topics = sa.Table(
    "topics",
    metadata,
    sa.Column("topic_id", TEXT, primary_key=True),
    sa.Column("label", TEXT, nullable=False),
    sa.Column("terms", sa.JSON, nullable=False),
    sa.Column("n_passages", sa.Integer, nullable=False),
    sa.Column("phrases", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("themes", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("examples", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("x", sa.Float, nullable=False, server_default="0"),
    sa.Column("y", sa.Float, nullable=False, server_default="0"),
)

passage_topics = sa.Table(
    "passage_topics",
    metadata,
    sa.Column("passage_id", TEXT, primary_key=True),
    sa.Column("topic_id", TEXT),
    sa.Column("score", sa.Float, nullable=False),
)

document_topics = sa.Table(
    "document_topics",
    metadata,
    sa.Column("document_id", TEXT, primary_key=True),
    sa.Column("topic_id", TEXT, primary_key=True),
    sa.Column("share", sa.Float, nullable=False),
)
