"""Tables of what is named in documents."""

from __future__ import annotations

from pipeline.snapshots.nouns import (
    Column,
    ForeignKey,
    Table,
    choice,
    count,
    flag,
    fraction,
    text,
)
from pipeline.snapshots.tables.common import DECISION_STATES, DOCUMENT_ID, OF_DOCUMENT

ENTITY_TYPES = ("organisation", "country", "programme", "region", "person", "place")
"""Types that there are; which of them are published, `settings.published_entities` says."""
LINK_REASONS = (
    "acronym", "spelling", "short form", "alias", "merge", "split", "accept", "reject",
)  # fmt: skip
ENTITY_DECISION_KINDS = ("merge", "alias", "split", "accept", "reject", "rename", "undo")
_LAST_YEAR = 2100
_PRIVATE = (
    "Persons and places are left out unless settings.published_entities names them, to protect "
    "people's privacy"
)
OF_ENTITY = ForeignKey(("entity_id",), "entities", ("entity_id",))


def _known(name: str, description: str) -> Column:
    return text(name, f"{description}; null: none, or not known", nullable=True)


def _year(name: str, description: str) -> Column:
    said = f"{description}; null: not known"
    return Column(name, "integer", said, nullable=True, minimum=1, maximum=_LAST_YEAR)


ENTITIES = (
    Table(
        "mentions",
        f"Spans that name an organisation, a country, a programme or a region. {_PRIVATE}.",
        ("document_id", "ordinal"),
        (
            DOCUMENT_ID,
            count("ordinal", "Position among the document's mentions of all types"),
            count("start", "First code point in the document's text"),
            count("end", "Code point after the last"),
            text("text", "The name as written"),
            choice("type", ENTITY_TYPES, "What is named"),
            text("entity_id", "The thing it names"),
            text(
                "via",
                "How it was told: name, alias, acronym, demonym, capital (for a government), "
                "model, rule; undefined (an acronym of other documents), proposed (accepted later)",
            ),
            text("inside", "Type of the longer name it is part of; null: none", nullable=True),
            text(
                "edition",
                "Of a programme, the year or number that is no part of its name: 2024, 5th",
                nullable=True,
            ),
        ),
        (OF_DOCUMENT, OF_ENTITY),
    ),
    Table(
        "entities",
        "The things that mentions name, and countries that tags name. What is known of them "
        f"beside their names comes from the gazetteers. {_PRIVATE}.",
        ("entity_id",),
        (
            text("entity_id", "Permanent id, e.g. country:SGP (ISO 3166-1 alpha-3)"),
            choice("type", ENTITY_TYPES, "What it is"),
            text("name", "Canonical name"),
            count("n_mentions", "Mentions of it"),
            count("n_documents", "Documents that mention it"),
            flag("is_known", "It is in the gazetteers; else its name was found by rule or model"),
            _known("kind", "What sort of organisation or programme it is"),
            _known(
                "country",
                "ISO 3166-1 alpha-3: of the seat, of a country itself, of a former state the "
                "successor's",
            ),
            _known("un_region", "Sub-region of that country in the United Nations' M49"),
            _known("world_bank_region", "Region of that country in the World Bank's list"),
            _year("start", "Year in which it began"),
            _year("end", "Year in which it ended"),
            _known("successor", "Id of the entity that took its place"),
            _known("owner", "Id of the organisation that runs the programme"),
        ),
    ),
    Table(
        "document_entities",
        "What each document names, and how much it is about it.",
        ("document_id", "entity_id"),
        (
            DOCUMENT_ID,
            text("entity_id", "A thing that the document names"),
            count("n_mentions", "Mentions of it", minimum=1),
            count(
                "n_named",
                "Of these, those that stand alone and are no demonym and no capital: with none, "
                "the document does not count for it in series",
            ),
            flag("in_title", "The title has one of these names of it, or entities.name"),
            flag("in_lead", "One of them begins in the first 700 code points of the text"),
            fraction("spread", "Part of the ten tenths of the text in which it is mentioned"),
            fraction(
                "salience",
                "How much the document is about it: estimated probability that its title would "
                "name it, from the text alone; half the way from there to 1 where the title does",
            ),
        ),
        (OF_DOCUMENT, OF_ENTITY),
    ),
    Table(
        "entity_links",
        "Ids that stand for an entity: as single documents give them, and former ones.",
        ("local_id",),
        (
            text("local_id", "Id as a document gives it, or as it once was"),
            text("entity_id", "What it stands for by now"),
            choice("reason", LINK_REASONS, "Why: found in the corpus, or decided by an analyst"),
            text("evidence", "In words; null: none", nullable=True),
        ),
        (OF_ENTITY,),
    ),
    Table(
        "entity_decisions",
        "What analysts decided on entities, undone decisions among them. Their names and notes "
        "are not published, to protect their privacy.",
        ("number",),
        (
            count("number", "Position in the log, from 1", minimum=1),
            choice(
                "kind",
                ENTITY_DECISION_KINDS,
                "merge: subject is target. alias: name is a name of target. split: subject is an "
                "entity of its own. accept: subject is an entity. reject: it is none. rename: "
                "subject is shown as name. undo: takes one back",
            ),
            choice(
                "state",
                DECISION_STATES,
                "counts: in force. replaced: by a later one. undone: taken back",
            ),
            text("subject", "Entity id", nullable=True),
            text("target", "Entity id, of merge and alias", nullable=True),
            text("name", "Of alias, accept and rename", nullable=True),
            text("editor", "Pseudonym, the same in every snapshot of a workspace: a1, a2, ..."),
            text("decided_at", "Time, UTC, ISO 8601"),
            text("decision_id", "Its permanent id: 32 hex digits"),
            text("undoes", "decision_id of what an undo takes back", nullable=True),
        ),
    ),
)
