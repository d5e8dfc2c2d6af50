"""Decisions: sent, previewed, listed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, ConfigDict, Field

from pipeline.web.schemas.fields import (
    MAX_NUMBER,
    MAX_PAGE,
    Answer,
    Day,
    DecisionId,
    DocumentId,
    Editor,
    MaybeName,
    Name,
    Probability,
    Question,
    Request,
    Revision,
    Scheme,
    Storable,
)

MAX_DECISIONS = 1_000
"""In one request."""
MAX_NOTE = 2_000
Kind = Literal["accept", "reject", "add", "complete"]
State = Literal["counts", "replaced", "undone"]
STATES = "counts; replaced (by a later one, or its concept was retired); undone."
Note = Annotated[Storable, Field(max_length=MAX_NOTE, description="The editor's own words.")]


class Wanted(Request):
    """One decision to be recorded."""

    id: DecisionId | Literal[""] = Field(
        default="", description="Chosen by the client, so that sending twice is safe; or empty."
    )
    document_id: DocumentId
    scheme: Scheme
    kind: Kind = Field(
        description="accept, reject: a shown tag is right, wrong. add: a tag that was not shown "
        "is right. complete: whatever was neither accepted nor added does not apply."
    )
    concept_id: MaybeName = Field(
        default="", description="Empty for complete.", examples=["libraries-archives"]
    )
    revision: Revision = 0
    probability: Probability | None = Field(default=None, description="That the editor saw.")
    model: MaybeName = Field(default="", description="Version that the editor saw.")
    note: Note = ""
    batch: MaybeName = Field(default="", description="Shared by decisions to be undone as one.")


class Decisions(Request):
    """Decisions to be recorded together: all or none."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "decisions": [
                        {
                            "document_id": "0123456789abcdef",
                            "scheme": "themes",
                            "kind": "accept",
                            "concept_id": "libraries-archives",
                            "revision": 1,
                            "probability": 0.83,
                        }
                    ]
                }
            ]
        }
    )

    decisions: list[Wanted] = Field(min_length=1, max_length=MAX_DECISIONS)
    editor: Editor = ""


class Undo(Request):
    """What is to count no longer."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"id": "5f2b1c0a9d8e4f7a8b6c5d4e3f2a1b0c"}]}
    )

    id: Name = Field(description="Of a decision, or the batch of a bulk act.")
    editor: Editor = ""


class Asked(Question):
    """Which decisions to list; what is left out does not restrict."""

    editor: MaybeName = ""
    document_id: MaybeName = ""
    scheme: MaybeName = ""
    concept_id: MaybeName = ""
    batch: MaybeName = ""
    kind: Kind | Literal["undo", ""] = ""
    state: State | Literal[""] = Field(default="", description=STATES)
    since: Day | None = Field(default=None, description="First day (UTC) of the decision.")
    until: Day | None = Field(default=None, description="Last day.")
    is_outdated: bool = Field(
        default=False,
        description="Only those that count and were taken on an older revision of the document.",
    )
    before: int = Field(default=0, ge=0, le=MAX_NUMBER, description="Only older ones than this.")
    limit: int = Field(default=100, ge=1, le=MAX_PAGE)


class Recorded(Answer):
    """A decision as it was recorded."""

    id: str
    document_id: str
    revision: int = Field(ge=0, description="Of the document; 0 for taught texts.")
    scheme: str
    concept_id: str
    kind: Literal["accept", "reject", "add", "complete", "undo"]
    editor: str
    decided_at: AwareDatetime = Field(description="UTC.")
    probability: float | None = Field(ge=0, le=1)
    model: str
    undoes: str = Field(description="Id of what an undo takes back.")
    batch: str
    via: str = Field(description="cli, api, annif, import.")
    note: str


class Made(Answer):
    """Decisions that are now recorded, and on the disk."""

    decisions: list[Recorded]


class Listed(Recorded):
    """A decision, and what became of it."""

    number: int = Field(ge=1, description="Counts in the order of arrival.")
    state: State = Field(description=STATES)
    undone_by: str
    is_outdated: bool = Field(description="The document has a newer revision than was seen.")


class Labelled(Listed):
    """A decision with the names of what it is about."""

    label: str = Field(description="Of the concept.")
    title: str = Field(description="Of the document.")


class Log(Answer):
    """A page of the log, the newest first."""

    decisions: list[Labelled]
    next: int = Field(ge=0, description="Send as `before` for the next page; 0 on the last.")
