"""Many decisions at once: what is meant, what it would do, what it did."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from pipeline.web.schemas.fields import (
    MAX_NAME,
    Answer,
    Day,
    Editor,
    MaybeName,
    Name,
    Probability,
    Request,
    Storable,
)


class Filter(Request):
    """Which tags are meant; what is left out does not restrict."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"scheme": "themes", "concept_id": "libraries-archives", "min_probability": 0.9}
            ]
        }
    )

    scheme: MaybeName = ""
    concept_id: MaybeName = ""
    source_id: MaybeName = ""
    language: MaybeName = Field(default="", description="ISO 639-1, or und.")
    text: Storable = Field(
        default="", max_length=MAX_NAME, description="A word or phrase in title or text."
    )
    model: MaybeName = Field(default="", description="Version that suggested it.")
    min_probability: Probability = 0.0
    max_probability: Probability = 1.0
    since: Day | None = Field(default=None, description="First day of publication.")
    until: Day | None = Field(default=None, description="Last day of publication.")
    origin: Literal["suggested", "publisher"] = "suggested"
    is_undecided: bool = Field(default=True, description="Leave out what was decided already.")


class Bulk(Request):
    """A bulk act, as it was previewed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "filter": {
                        "scheme": "themes",
                        "concept_id": "libraries-archives",
                        "min_probability": 0.9,
                    },
                    "kind": "accept",
                    "expected": "0123456789abcdef",
                }
            ]
        }
    )

    filter: Filter
    kind: Literal["accept", "reject"]
    expected: Name = Field(description="`digest` of the preview; another one means 409.")
    editor: Editor = ""


class Candidate(Answer):
    """A tag that a bulk act would decide on."""

    document_id: str
    revision: int
    scheme: str
    concept_id: str
    label: str
    probability: float = Field(ge=0, le=1)
    model: str
    title: str
    published: str = Field(description="ISO 8601; empty where the document states no date.")
    source_id: str


class ConceptCount(Answer):
    """How many tags of one concept are meant."""

    scheme: str
    concept_id: str
    label: str
    n: int = Field(ge=1)


class SourceCount(Answer):
    """How many tags of one source's documents are meant."""

    source_id: str
    n: int = Field(ge=1)


class Preview(Answer):
    """What a bulk act would do."""

    n: int = Field(ge=0, description="Tags, one decision each.")
    n_documents: int = Field(ge=0)
    n_decided: int = Field(ge=0, description="Tags left out as they were decided on already.")
    concepts: list[ConceptCount] = Field(description="The most frequent first.")
    sources: list[SourceCount] = Field(description="The most frequent first.")
    sample: list[Candidate] = Field(description="Some, from the most to the least probable.")
    digest: str = Field(description="Send as `expected` to do it.")


class Applied(Answer):
    """What a bulk act did."""

    batch: str = Field(description="Undoes all of it; empty where there was nothing to decide.")
    n: int = Field(ge=0, description="Decisions that were recorded.")
