"""The tables of a snapshot: to add a column, add it here and to the rows that steps write."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.snapshots.nouns import (
    Column,
    ForeignKey,
    Table,
    choice,
    count,
    day,
    flag,
    fraction,
    number,
    text,
    weight,
)

SERIES_KINDS = ("theme", "discipline", "topic", "country", "organisation", "programme")
GRANULARITIES = ("year", "decade")
PUBLISHED_MENTIONS = ("organisation", "country", "programme", "region")
"""Types of mentions that are published. Persons and places stay in the store: a dataset that
lists who is named where is a register of people, and nobody asked them."""


def format_terms(terms: Sequence[tuple[str, float]]) -> str:
    """Return a topic's terms as `topics.terms` publishes them, weights to 4 decimals."""
    return "; ".join(f"{term} {value:.4f}" for term, value in terms)


_OF_DOCUMENT = ForeignKey(("document_id",), "documents", ("document_id",))
_OF_TOPIC = ForeignKey(("topic_id",), "topics", ("topic_id",))
_OF_SERIES = ForeignKey(("kind", "id"), "series", ("kind", "id"))
_DOCUMENT_ID = text("document_id", "Permanent id: 16 hex digits of the SHA-256 of the locator")
_KIND = choice("kind", SERIES_KINDS, "What is counted")
_SERIES_ID = text("id", "Concept id, topic id or entity id, by kind")
_GRANULARITY = choice("granularity", GRANULARITIES, "Length of a period")
_SHARE: tuple[Column, ...] = (
    count("n_documents", "Documents that have it"),
    count("n_documents_all", "Documents that could have it"),
    weight("weight", "Sum of the family weights of the documents that have it"),
    weight("weight_all", "Sum of the family weights of the documents that could have it"),
    weight("n_effective", "Effective sample size (Kish), families counted as one observation"),
    fraction("share", "weight / weight_all; null where there is no document", nullable=True),
    fraction("share_low", "Lower end of the share's 95 % interval (Wilson)", nullable=True),
    fraction("share_high", "Upper end of the share's 95 % interval (Wilson)", nullable=True),
)

_ALL = (
    Table(
        "sources",
        "Where the documents come from, with the licence to keep to.",
        ("source_id",),
        (
            text("source_id", "Id of the source's card"),
            text("name", "Name of the source"),
            text("publisher", "Who publishes it", nullable=True),
            text("licence", "Licence as declared on the card; null: not declared", nullable=True),
            text("url", "Public address of the source", nullable=True),
            count("n_documents", "Documents of this snapshot that come from it"),
        ),
    ),
    Table(
        "documents",
        "One row a document, in its newest revision.",
        ("document_id",),
        (
            _DOCUMENT_ID,
            count("revision", "Counts from 1; goes up when the source changed it", minimum=1),
            text("source_id", "Source it was read from"),
            text("locator", "Canonical URL, or source and path or record, of what was read"),
            text("family_id", "Smallest document id among its near-identical documents"),
            fraction("family_weight", "1 / number of documents in its family"),
            text("url", "Public address", nullable=True),
            text("title", "Title", nullable=True),
            text("text", "Text: NFC, paragraphs split by one blank line"),
            text("language", "ISO 639-1, or und where it cannot be told"),
            text("authors", "Authors, joined by '; '", nullable=True),
            text("section", "Section or rubric of the source", nullable=True),
            day("published", "First day of the stated day, month or year", nullable=True),
            choice(
                "published_precision",
                ("day", "month", "year"),
                "How exactly the date is stated",
                nullable=True,
            ),
            fraction("published_confidence", "Confidence in the date, 0 to 1"),
            text("published_from", "Where the date was read", nullable=True),
            count("n_words", "Words of the text"),
        ),
        (ForeignKey(("source_id",), "sources", ("source_id",)),),
    ),
    Table(
        "passages",
        "Runs of whole paragraphs of about 120 to 250 words: unit of topics and evidence.",
        ("passage_id",),
        (
            text("passage_id", "document_id, a hyphen and the ordinal in three digits"),
            _DOCUMENT_ID,
            count("ordinal", "Position in the document, from 0"),
            count("start", "First code point in the document's text"),
            count("end", "Code point after the last"),
            count("n_words", "Words of the passage"),
            text("topic_id", "Its topic; null: none", nullable=True),
            Column("topic_score", "number", "Nearness to its topic, -1 to 1", True, -1.0, 1.0),
            text("text", "The passage"),
        ),
        (_OF_DOCUMENT, _OF_TOPIC),
    ),
    Table(
        "mentions",
        "Spans that name an organisation, a country, a programme or a region. "
        "Mentions of persons and places are not published, to protect people's privacy.",
        ("document_id", "ordinal"),
        (
            _DOCUMENT_ID,
            count("ordinal", "Position among the document's mentions of all types"),
            count("start", "First code point in the document's text"),
            count("end", "Code point after the last"),
            text("text", "The name as written"),
            choice("type", PUBLISHED_MENTIONS, "What is named"),
            text("entity_id", "The thing it names"),
            text("via", "How it was told: name, alias, acronym, demonym, model, rule"),
            text("inside", "Type of the longer name it is part of; null: none", nullable=True),
        ),
        (_OF_DOCUMENT, ForeignKey(("entity_id",), "entities", ("entity_id",))),
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
            _DOCUMENT_ID,
            text("topic_id", "A topic of the document"),
            fraction("share", "Part of the document's passages that are of this topic"),
        ),
        (_OF_DOCUMENT, _OF_TOPIC),
    ),
    Table(
        "tags",
        "Concepts given to documents by publishers and editors, or suggested.",
        ("document_id", "scheme", "concept_id", "origin"),
        (
            _DOCUMENT_ID,
            text("scheme", "themes, disciplines, countries or keywords"),
            text("concept_id", "Id within the scheme"),
            text("label", "Name of the concept"),
            choice("origin", ("publisher", "editor", "suggested"), "Who gave it"),
            fraction("score", "1 for publishers and editors; strength of a suggestion"),
            flag("is_calibrated", "Whether the score is a measured probability"),
            text("evidence", "Ids of the passages that speak for it, best first", nullable=True),
            text("model", "Version of the model that suggested it", nullable=True),
        ),
        (_OF_DOCUMENT,),
    ),
    Table(
        "series",
        "Everything that is counted, with its share over all documents, dated or not.",
        ("kind", "id"),
        (_KIND, _SERIES_ID, text("label", "Name for readers"), *_SHARE),
    ),
    Table(
        "series_documents",
        "Which documents count for which series: what every figure rests on.",
        ("kind", "id", "document_id"),
        (_KIND, _SERIES_ID, _DOCUMENT_ID),
        (_OF_SERIES, _OF_DOCUMENT),
    ),
    Table(
        "trends",
        "Shares period by period, zero-filled, of dated documents. Countries, organisations and "
        "programmes are listed from 3 families of documents up.",
        ("kind", "id", "granularity", "period_start"),
        (
            _KIND,
            _SERIES_ID,
            text("label", "Name for readers"),
            _GRANULARITY,
            day("period_start", "First day of the period"),
            *_SHARE,
            flag("is_open", "The period ends after the day up to which the corpus is complete"),
        ),
        (_OF_SERIES,),
    ),
    Table(
        "slopes",
        "How fast the share of a series rises or falls over its closed periods (8 or more).",
        ("kind", "id", "granularity"),
        (
            _KIND,
            _SERIES_ID,
            text("label", "Name for readers"),
            _GRANULARITY,
            count("n_periods", "Closed periods with an effective sample size of 10 or more"),
            number("slope", "Sen's slope: change of the share (0 to 1) in ten years"),
            number("slope_low", "Lower end of its 95 % interval"),
            number("slope_high", "Upper end of its 95 % interval"),
            fraction("p", "Two-sided p of the Mann-Kendall test"),
            fraction("p_counts", "Two-sided p of the Cochran-Armitage test on effective counts"),
            fraction("q", "The larger p after Benjamini-Hochberg, over the granularity's series"),
        ),
        (_OF_SERIES,),
    ),
    Table(
        "rejected",
        "Inputs that became no result, and why.",
        ("stage", "locator"),
        (
            text("stage", "Stage that gave up"),
            text("source_id", "Source it came from"),
            text("locator", "What was read"),
            text("document_id", "Its permanent id", nullable=True),
            text("reason", "Machine word"),
            text("detail", "What was found and what to do next"),
        ),
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _ALL}
"""By name, in the order of the data package."""
