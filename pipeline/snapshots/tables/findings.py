"""Tables of what was found in documents: names, topics, tags."""

from __future__ import annotations

from pipeline.snapshots.nouns import (
    ForeignKey,
    Table,
    choice,
    count,
    flag,
    fraction,
    text,
)
from pipeline.snapshots.tables.common import DOCUMENT_ID, OF_DOCUMENT, OF_TOPIC

PUBLISHED_MENTIONS = ("organisation", "country", "programme", "region")
"""Types of mentions that are published. Persons and places stay in the store: a dataset that
lists who is named where is a register of people, and nobody asked them."""

FINDINGS = (
    Table(
        "mentions",
        "Spans that name an organisation, a country, a programme or a region. "
        "Mentions of persons and places are not published, to protect people's privacy.",
        ("document_id", "ordinal"),
        (
            DOCUMENT_ID,
            count("ordinal", "Position among the document's mentions of all types"),
            count("start", "First code point in the document's text"),
            count("end", "Code point after the last"),
            text("text", "The name as written"),
            choice("type", PUBLISHED_MENTIONS, "What is named"),
            text("entity_id", "The thing it names"),
            text("via", "How it was told: name, alias, acronym, demonym, model, rule"),
            text("inside", "Type of the longer name it is part of; null: none", nullable=True),
        ),
        (OF_DOCUMENT, ForeignKey(("entity_id",), "entities", ("entity_id",))),
    ),
    Table(
        "entities",
        "The things that mentions name.",
        ("entity_id",),
        (
            text("entity_id", "Permanent id, e.g. country:SGP (ISO 3166-1 alpha-3)"),
            choice("type", PUBLISHED_MENTIONS, "What it is"),
            text("name", "Canonical name"),
            count("n_mentions", "Mentions of it"),
            count("n_documents", "Documents that mention it"),
        ),
    ),
    Table(
        "topics",
        "What the topic model found in the passages.",
        ("topic_id",),
        (
            text("topic_id", "Permanent id, never used again for another topic"),
            text("label", "Its foremost terms, or the name an editor gave it"),
            text("terms", "Best first: 'term weight; term weight', class tf-idf weights"),
            count("n_passages", "Passages of it"),
            count("n_documents", "Documents with at least one passage of it"),
        ),
    ),
    Table(
        "document_topics",
        "How a document's passages spread over topics.",
        ("document_id", "topic_id"),
        (
            DOCUMENT_ID,
            text("topic_id", "A topic of the document"),
            fraction("share", "Part of the document's passages that are of this topic"),
        ),
        (OF_DOCUMENT, OF_TOPIC),
    ),
    Table(
        "tags",
        "Concepts given to documents by publishers and editors, or suggested.",
        ("document_id", "scheme", "concept_id", "origin"),
        (
            DOCUMENT_ID,
            text("scheme", "themes, disciplines, countries or keywords"),
            text("concept_id", "Id within the scheme"),
            text("label", "Name of the concept"),
            choice("origin", ("publisher", "editor", "suggested"), "Who gave it"),
            fraction("score", "1 for publishers and editors; strength of a suggestion"),
            flag("is_calibrated", "Whether the score is a measured probability"),
            text("evidence", "Ids of the passages that speak for it, best first", nullable=True),
            text(
                "model", "Method (cosine or labels) and version of what suggested it", nullable=True
            ),
        ),
        (OF_DOCUMENT,),
    ),
)
