"""Changes of vocabularies."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from pipeline.web.schemas.fields import Name, Request, Storable

MAX_LABELS = 100
MAX_DEFINITION = 5_000
MAX_REASON = 2_000
Reason = Annotated[Storable, Field(max_length=MAX_REASON, description="Kept in its history.")]
Code = Annotated[str, Field(pattern=r"^[a-z]{2}$", description="ISO 639-1.", examples=["en"])]


class Spoken(Request):
    """A name in a language."""

    language: Code = "en"
    label: Name


class New(Request):
    """A concept to be added."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "concept_id": "reading-rooms",
                    "labels": [{"language": "en", "label": "Reading rooms"}],
                    "definition": "Rooms where anybody may read.",
                    "broader": ["libraries-archives"],
                }
            ]
        }
    )

    concept_id: Name = Field(description="For good: another concept never gets it.")
    labels: list[Spoken] = Field(
        min_length=1, max_length=MAX_LABELS, description="Preferred, one a language."
    )
    alt_labels: list[Spoken] = Field(default=[], max_length=MAX_LABELS)
    definition: Storable = Field(default="", max_length=MAX_DEFINITION, description="In English.")
    broader: list[Name] = Field(default=[], strict=False, max_length=MAX_LABELS)
    related: list[Name] = Field(default=[], strict=False, max_length=MAX_LABELS)
    reason: Reason = ""


class Renaming(Spoken):
    """Another preferred label in one language; the id stays."""

    old: Literal["alternative", "hidden", "dropped"] = Field(
        default="alternative", description="What becomes of the label there was."
    )
    reason: Reason = ""


class Merging(Request):
    """The concept that takes this one's place, and its labels."""

    into: Name
    reason: Reason = ""


class Why(Request):
    """Why it is done."""

    reason: Reason = ""
