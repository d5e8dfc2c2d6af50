"""Entities: what is known of one, what is worth a look, what analysts decide."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from pipeline.web.schemas.decisions import STATES, Note, State
from pipeline.web.schemas.fields import Answer, DecisionId, Editor, MaybeName, Name, Request

Kind = Literal["merge", "alias", "split", "accept", "reject", "rename", "undo"]
Type = Literal["organisation", "programme", "country", "region", "person", "place"]
EntityName = Annotated[
    Name,
    Field(
        description="Id of an entity, an id that stands for one, or a name.",
        examples=["organisation:unesco"],
    ),
]
EntityId = Annotated[str, Field(examples=["organisation:unesco"])]


class Wanted(Request):
    """One decision on entities; what its kind has no use for stays empty."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "rename",
                    "subject": "organisation:unesco",
                    "name": "UNESCO",
                    "note": "shorter in charts",
                }
            ]
        }
    )

    kind: Kind = Field(
        description="merge: subject is target. alias: name is a name of target. split: subject is "
        "an entity of its own. accept: subject, shown as name, is an entity. reject: it is none. "
        "rename: subject is shown as name. undo: the decision that `undoes` names counts no longer."
    )
    subject: MaybeName = Field(default="", description="Id or name of an entity.")
    target: MaybeName = Field(default="", description="Id or name of an entity.")
    name: MaybeName = ""
    undoes: MaybeName = Field(default="", description="Number or id of a decision.")
    note: Note = ""
    id: DecisionId | Literal[""] = Field(
        default="", description="Chosen by the client, so that sending twice is safe; or empty."
    )
    editor: Editor = ""


class Recorded(Answer):
    """A decision as it stands in the log."""

    number: int = Field(ge=1, description="Position in the log.")
    id: str
    kind: Kind
    subject: str
    target: str
    name: str
    editor: str
    decided_at: str = Field(description="UTC, ISO 8601.")
    note: str
    undoes: str
    told: str = Field(description="In words.")


class Made(Recorded):
    """A decision that was recorded, and what else there is to say."""

    notes: list[str]


class Logged(Recorded):
    """A decision, and what became of it."""

    state: State = Field(description=STATES)


class Log(Answer):
    """Decisions in order of number."""

    decisions: list[Logged]


class Row(Answer):
    """An entity in a list."""

    entity_id: EntityId
    type: Type
    name: str
    n_mentions: int = Field(ge=0)
    n_documents: int = Field(ge=0)
    is_known: bool = Field(description="Whether the gazetteers have it.")


class Rows(Answer):
    """Entities, those in most documents first."""

    entities: list[Row]
    n_all: int = Field(ge=0, description="How many there are, shown or not.")


class LocalId(Answer):
    """An id, as documents give it, that stands for an entity."""

    local_id: str
    reason: str = Field(description="Empty: the id is the entity's own.")
    evidence: str
    n_mentions: int = Field(ge=0)
    n_documents: int = Field(ge=0)


class Form(Answer):
    """How texts write an entity."""

    text: str
    via: str
    n_mentions: int = Field(ge=0)
    n_documents: int = Field(ge=0)


class NamingDocument(Answer):
    """A document that names an entity."""

    document_id: str
    title: str
    url: str
    published: str
    n_mentions: int = Field(ge=0)
    salience: float = Field(ge=0, le=1, description="How much the document is about it.")


class Explained(Answer):
    """Everything that is known of an entity."""

    entity_id: EntityId
    type: Type
    name: str
    asked: str = Field(description="How the id asked for came to stand for it, if it is another.")
    authority: dict[str, Any] = Field(description="What the gazetteers have of it.")
    n_mentions: int = Field(ge=0)
    n_documents: int = Field(ge=0)
    first: str = Field(description="Date of the first document, ISO 8601; empty: none is dated.")
    last: str
    ids: list[LocalId]
    written: list[Form]
    documents: list[NamingDocument]
    decisions: list[Logged]


class Example(Answer):
    """A sentence that names an entity."""

    document_id: str
    title: str
    sentence: str


class Item(Answer):
    """Something that is worth a look."""

    kind: Literal["proposed", "double", "acronym", "link", "unknown"]
    ids: list[str]
    names: list[str]
    n_documents: int = Field(ge=0)
    why: str
    commands: list[str] = Field(description="What the command line would be told.")
    examples: list[Example]


class Items(Answer):
    """What is worth a look, best first."""

    items: list[Item]
