"""What is sent and answered under /v1; names of fields are those that Annif's clients know."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pipeline.web.schemas.fields import MAX_TEXT

MAX_BATCH = 32
"""Documents a batch, as in Annif."""
MAX_LANGUAGES = 5
"""Candidates when a language is told, as in Annif."""
DEFAULT_LIMIT = 10
MAX_LIMIT = 2**31 - 1  # clients send whatever a signed 32-bit number holds

Limit = Annotated[int, Field(ge=0, le=MAX_LIMIT, description="Most results to give.")]
Threshold = Annotated[float, Field(ge=0, le=1, description="Least score of a result.")]
Code = Annotated[str, Field(min_length=2, max_length=3)]
Text = Annotated[str, Field(max_length=MAX_TEXT)]
_METADATA = "What is known of the text besides; of these, `title` is read."


def _writable(text: str | None) -> str | None:
    """Refuse halves of characters, which JSON can hold and no answer can give back."""
    if text is not None and any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError("must hold whole characters only, no lone surrogates")
    return text


class ApiInfo(BaseModel):
    """Who answers."""

    title: str
    version: str


class Backend(BaseModel):
    """What a project suggests with."""

    backend_id: str


class Vocab(BaseModel):
    """A vocabulary that suggestions are taken from."""

    vocab_id: str
    languages: list[str] = Field(description="Of its labels.")
    size: int = Field(ge=0, description="Number of concepts in use.")
    loaded: bool


class Vocabs(BaseModel):
    """All vocabularies."""

    vocabs: list[Vocab]


class Project(BaseModel):
    """Suggestions from one vocabulary, with labels in one language."""

    project_id: str
    name: str
    language: str = Field(description="Of the labels; the text's own is told from the text.")
    backend: Backend
    vocab: Vocab
    vocab_language: str
    is_trained: bool = Field(description="Whether it can suggest.")
    modification_time: dt.datetime | None = Field(
        description="When what it learnt from decisions was put to use; null: nothing yet."
    )


class Projects(BaseModel):
    """All projects."""

    projects: list[Project]


class Suggested(BaseModel):
    """A concept suggested for a text."""

    uri: str
    label: str
    notation: str | None
    score: float = Field(ge=0, le=1, description="Probability that an editor gives this tag.")


class Suggestions(BaseModel):
    """Concepts suggested for a text, the most probable first."""

    results: list[Suggested]


class BatchSuggestions(Suggestions):
    """Concepts suggested for one document of a batch."""

    document_id: str | None = Field(description="As sent.")


class Wishes(BaseModel):
    """How many suggestions are wanted, and in which language their labels."""

    limit: Limit = DEFAULT_LIMIT
    threshold: Threshold = 0.0
    language: str = Field(default="", description="Of the labels; empty: the project's.")


class SuggestForm(Wishes):
    """A text to suggest concepts for."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, str]

    text: Text

    @property
    def title(self) -> str:
        """Title that came along as the field `metadata_title`."""
        return str((self.model_extra or {}).get("metadata_title", ""))


class BatchDocument(BaseModel):
    """One text of a batch."""

    text: Text
    document_id: Annotated[str | None, AfterValidator(_writable)] = None
    metadata: dict[str, str] = Field(default={}, description=_METADATA)


class Batch(BaseModel):
    """Texts to suggest concepts for."""

    documents: list[BatchDocument] = Field(max_length=MAX_BATCH)


class Subject(BaseModel):
    """A concept that applies to a text."""

    uri: str
    label: str = Field(default="", description="Not read.")


class TaughtDocument(BaseModel):
    """A text with all the concepts that apply to it, and no other does."""

    text: Text
    subjects: list[Subject]
    metadata: dict[str, str] = Field(default={}, description=_METADATA)


class LanguageQuestion(BaseModel):
    """A text, and the languages it may be in."""

    text: Text
    languages: list[Code] = Field(min_length=1, max_length=MAX_LANGUAGES)


class LanguageShare(BaseModel):
    """How likely a text is in a language."""

    language: str | None = Field(description="Null: in none of those asked for.")
    score: float = Field(ge=0, le=1)


class LanguageShares(BaseModel):
    """Languages asked for, the likeliest first; the scores add up to 1."""

    results: list[LanguageShare]
