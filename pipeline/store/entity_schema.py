"""Tables of what the corpus and its analysts know of entities; `mentions` stands in the schema."""

from __future__ import annotations

import sqlalchemy as sa

from pipeline.store.schema import TEXT, metadata

model_spans = sa.Table(
    "model_spans",
    metadata,
    sa.Column("text_sha256", TEXT, primary_key=True),
    sa.Column("model", TEXT, primary_key=True),
    sa.Column("spans", TEXT, nullable=False),
)
"""What the NER model found in a text: read again whenever gazetteers or rules change, since the
model takes far longer than all the rest."""

entity_links = sa.Table(
    "entity_links",
    metadata,
    sa.Column("local_id", TEXT, primary_key=True),
    sa.Column("entity_id", TEXT, nullable=False, index=True),
    sa.Column("type", TEXT, nullable=False),
    sa.Column("reason", TEXT, nullable=False),
    sa.Column("evidence", TEXT, nullable=False),
)
"""Made anew from the whole corpus and the analysts' decisions; ids that are not here stand for
themselves."""

entity_names = sa.Table(
    "entity_names",
    metadata,
    sa.Column("entity_id", TEXT, primary_key=True),
    sa.Column("name", TEXT, nullable=False),
)
"""Canonical names that are not simply the most frequent one: of gazetteers and of analysts."""

entity_decisions = sa.Table(
    "entity_decisions",
    metadata,
    sa.Column("decision_id", TEXT, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False, unique=True),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("subject", TEXT, nullable=False),
    sa.Column("target", TEXT, nullable=False),
    sa.Column("name", TEXT, nullable=False),
    sa.Column("editor", TEXT, nullable=False),
    sa.Column("decided_at", TEXT, nullable=False),
    sa.Column("note", TEXT, nullable=False),
    sa.Column("undoes", TEXT, nullable=False),
)
"""Only ever added to; `number` counts in the order of arrival, from 1."""
