"""Tables of what came in: sources, documents and their parts, and what was rejected."""

from __future__ import annotations

from pipeline.snapshots.nouns import (
    Column,
    ForeignKey,
    Table,
    choice,
    count,
    day,
    flag,
    fraction,
    text,
)
from pipeline.snapshots.tables.common import DOCUMENT_ID, OF_DOCUMENT, OF_TOPIC

PRECISIONS = ("day", "month", "year")
DATE_KINDS = ("published", "modified", "event", "deadline")
RELATION_KINDS = ("same", "copy", "excerpt", "part", "version", "attached", "linked")
SOURCE_KINDS = (
    *("folder", "records", "warc", "feed", "sitemap", "listing", "wordpress", "oai", "urls"),
)

CORPUS = (
    Table(
        "sources",
        "Where the documents come from, with the licence to keep to.",
        ("source_id",),
        (
            text("source_id", "Id of the source's card"),
            text("name", "Name of the source"),
            text("publisher", "Who publishes it", nullable=True),
            text("licence", "Licence as declared on the card; null: not declared", nullable=True),
            choice("kind", SOURCE_KINDS, "How it is read; null: its card is gone", nullable=True),
            text(
                "url",
                "Public address of the source; if it is fetched, where its items are listed: the "
                "first address on its card",
                nullable=True,
            ),
            count("n_documents", "Documents of this snapshot that come from it"),
        ),
    ),
    Table(
        "documents",
        "One row a document, in its newest revision.",
        ("document_id",),
        (
            DOCUMENT_ID,
            count("revision", "Counts from 1; goes up when the source changed it", minimum=1),
            text("source_id", "Source it was read from"),
            text("locator", "Canonical URL, or source and path or record, of what was read"),
            text("media_type", "Type of what was read: text/html, application/pdf, ..."),
            text(
                "family_id",
                "Smallest document id of its family: re-posts, excerpts, other language versions, "
                "a page and the files it links",
            ),
            fraction("family_weight", "1 / number of documents in its family"),
            text("part_of", "Document id of the page that links it as a file", nullable=True),
            flag("is_gone", "Whether its source holds it no more; what was captured stays"),
            text("url", "Public address", nullable=True),
            text("title", "Title", nullable=True),
            text("text", "Text: NFC, paragraphs split by one blank line"),
            text("language", "ISO 639-1, or und where it cannot be told"),
            text("authors", "Authors, joined by '; '", nullable=True),
            text("section", "Section or rubric of the source", nullable=True),
            day("published", "First day of the stated day, month or year", nullable=True),
            choice(
                "published_precision",
                PRECISIONS,
                "How exactly the date is stated",
                nullable=True,
            ),
            fraction("published_confidence", "Confidence in the date, 0 to 1"),
            text("published_from", "Where the date was read", nullable=True),
            fraction("quality", "How clean the text is of scan damage and rubble, 0 to 1"),
            text("website", "Address of what it is about, as it states it", nullable=True),
            text("gaps", "What of the capture could not be read, joined by '; '", nullable=True),
            text(
                "lacks",
                "What cannot be done for its language, joined by '; ': names (organisations and "
                "programmes beyond the known ones), topics, suggestions (of themes and "
                "disciplines, beyond those whose label it names); null: nothing",
                nullable=True,
            ),
            count("n_words", "Words of the text"),
        ),
        (
            ForeignKey(("source_id",), "sources", ("source_id",)),
            ForeignKey(("part_of",), "documents", ("document_id",)),
        ),
    ),
    Table(
        "passages",
        "Runs of whole paragraphs of about 120 to 250 words: unit of topics and evidence.",
        ("passage_id",),
        (
            text("passage_id", "document_id, a hyphen and the ordinal in three digits"),
            DOCUMENT_ID,
            count("ordinal", "Position in the document, from 0"),
            count("start", "First code point in the document's text"),
            count("end", "Code point after the last"),
            count("n_words", "Words of the passage"),
            text("language", "ISO 639-1, or und where it cannot be told"),
            text("section", "Title of the section it stands in", nullable=True),
            text("topic_id", "Its topic; null: none, or its language not read", nullable=True),
            Column("topic_score", "number", "Nearness to a topic; null: not assessed", True, -1, 1),
            text("text", "The passage"),
        ),
        (OF_DOCUMENT, OF_TOPIC),
    ),
    Table(
        "sections",
        "Parts of documents under headings of their own: chapters of a report.",
        ("document_id", "ordinal"),
        (
            DOCUMENT_ID,
            count("ordinal", "Position in the document, from 0"),
            count("start", "First code point in the document's text"),
            count("level", "1 for chapters, 2 for what is inside them, ...", minimum=1),
            text("title", "Heading", nullable=True),
        ),
        (OF_DOCUMENT,),
    ),
    Table(
        "dates",
        "Every statement of a date that was met in or about a document.",
        ("document_id", "ordinal"),
        (
            DOCUMENT_ID,
            count(
                "ordinal", "Position among the document's dates, from 0: the surest of a kind first"
            ),
            choice("kind", DATE_KINDS, "What happened or happens then"),
            day("start", "First day of the stated day, month, year or range"),
            day("end", "Last day of a stated range; null: none", nullable=True),
            choice("precision", PRECISIONS, "How exactly it is stated"),
            text("read_from", "Where it stands: feed, json-ld, meta, url, byline, text, ..."),
            text("stated", "As written there, at most 80 characters", nullable=True),
            fraction("confidence", "How often a statement of this sort is right"),
        ),
        (OF_DOCUMENT,),
    ),
    Table(
        "relations",
        "Pairs of documents that are one publication, or share a piece: what families rest on. Of "
        "documents with the same words only the one of the smallest id is compared with others.",
        ("first_id", "second_id", "kind"),
        (
            text("first_id", "Document id: of the smaller text where one stands in the other"),
            text("second_id", "Document id of the other"),
            choice(
                "kind",
                RELATION_KINDS,
                "What the first is to the second: the same words, a copy, an excerpt, a version in "
                "another language, a file attached to it (all one family); or a part shared, a "
                "file linked as one of many (not of one family for that)",
            ),
            fraction("similarity", "Jaccard similarity of the 3-word shingles", nullable=True),
            fraction("containment", "Share of the first text that is in the second", nullable=True),
            fraction("cover", "Share of the second text that is in the first", nullable=True),
            Column("n_shared_words", "integer", "Words in common", True, 0),
            fraction("agreement", "Agreement of names and numbers, of versions", nullable=True),
        ),
        (
            ForeignKey(("first_id",), "documents", ("document_id",)),
            ForeignKey(("second_id",), "documents", ("document_id",)),
        ),
    ),
)
