"""Tables of what was found in documents: topics, tags, and what editors decided on them."""

from __future__ import annotations

from pipeline.snapshots.nouns import (
    Column,
    Table,
    choice,
    count,
    flag,
    fraction,
    text,
)
from pipeline.snapshots.tables.common import DECISION_STATES, DOCUMENT_ID, OF_DOCUMENT, OF_TOPIC

TOPIC_EVENTS = ("continued", "born", "split", "merged", "retired")
DECISION_KINDS = ("accept", "reject", "add", "complete", "undo")

FINDINGS = (
    Table(
        "topics",
        "What the topic model found in the passages.",
        ("topic_id",),
        (
            text("topic_id", "Permanent id, never used again for another topic"),
            text("label", "Made from its foremost terms and phrases"),
            text("name", "Given by a person, to be shown in the label's place", nullable=True),
            text("terms", "Best first: 'term weight; term weight', class tf-idf weights"),
            text("phrases", "Noun phrases that tell it, best first, joined by '; '", nullable=True),
            text(
                "themes",
                "Nearest themes, best first: 'id cosine; id cosine', cosines from -1 to 1",
                nullable=True,
            ),
            text(
                "examples",
                "Ids of up to three passages that show what it is, most telling first, joined by "
                "blanks",
                nullable=True,
            ),
            text(
                "example_sentences",
                "A sentence of each of these passages, in their order, joined by ' | '",
                nullable=True,
            ),
            count("n_passages", "Passages of it"),
            count("n_documents", "Documents with at least one passage of it"),
            Column(
                "x", "number", "Place on the map: near topics lie near each other", False, -1, 1
            ),
            Column("y", "number", "Place on the map, across", False, -1, 1),
        ),
    ),
    Table(
        "topic_events",
        "What became of topics from one fit of the topic model to the next.",
        ("fit", "ordinal"),
        (
            count("fit", "Number of the later fit", minimum=1),
            count("ordinal", "Position among the fit's events, from 0"),
            choice("kind", TOPIC_EVENTS, "What became of it"),
            text("topic_id", "The topic that it is told of; of retired the one that is gone"),
            text(
                "other_id",
                "split: the topic it came out of. merged: one that went into it. retired: the "
                "topic that took most of its passages",
                nullable=True,
            ),
            fraction("of_topic", "Part of the topic's passages that the other one had"),
            fraction("of_other", "Part of the other one's passages that the topic has"),
            fraction("likeness", "By which it was recognised; 0: it was not"),
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
        "Concepts given to documents by publishers and editors, or suggested. What an editor "
        "rejected, or left out of a document seen completely, is not among them.",
        ("document_id", "scheme", "concept_id", "origin"),
        (
            DOCUMENT_ID,
            text("scheme", "themes, disciplines, another vocabulary, countries or keywords"),
            text("concept_id", "Id within the scheme"),
            text("label", "Name of the concept"),
            choice("origin", ("publisher", "editor", "suggested"), "Who gave it"),
            fraction("score", "1 for publishers and editors; probability or strength if suggested"),
            flag("is_calibrated", "Whether the score is a calibrated probability"),
            text("evidence", "Ids of the passages that speak for it, best first", nullable=True),
            text("model", "Method and version of what suggested it", nullable=True),
        ),
        (OF_DOCUMENT,),
    ),
    Table(
        "decisions",
        "What editors decided on tags of these documents, undone decisions among them. Their names "
        "and notes are not published, to protect their privacy.",
        ("number",),
        (
            count("number", "Position in the log, from 1; those on no document are left out"),
            DOCUMENT_ID,
            count("revision", "Revision of the document that the editor saw", minimum=1),
            text("scheme", "themes, disciplines, another vocabulary or countries"),
            text(
                "concept_id",
                "Id within the scheme, as it goes by now; null: not on one concept",
                nullable=True,
            ),
            choice(
                "kind",
                DECISION_KINDS,
                "accept: a suggested or published tag is right. reject: it is wrong. add: a tag "
                "not suggested is right. complete: nothing else of the scheme applies. undo: "
                "takes one back",
            ),
            choice(
                "state",
                DECISION_STATES,
                "counts: in force. replaced: by a later one on the same, or its concept was "
                "retired. undone: taken back",
            ),
            text("editor", "Pseudonym, the same in every snapshot of a workspace: e1, e2, ..."),
            text("decided_at", "Time, UTC, ISO 8601"),
            Column("probability", "number", "That the editor saw; null: none", True, 0, 1),
            text("model", "Version of the model that the editor saw", nullable=True),
            text("decision_id", "Its permanent id: 32 hex digits"),
            text("undoes", "decision_id of what an undo takes back", nullable=True),
            text("batch", "Shared by the decisions of one bulk act", nullable=True),
            text("via", "Where it came from: cli, api, annif, import"),
        ),
        (OF_DOCUMENT,),
    ),
)
