"""Stored documents, as an editor's tool shows them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from pipeline.web.schemas.decisions import Listed
from pipeline.web.schemas.fields import (
    MAX_NAME,
    MAX_PAGE,
    Answer,
    MaybeName,
    Question,
    Storable,
)


class Asked(Question):
    """Which documents to list; what is left out does not restrict."""

    text: Annotated[Storable, Field(max_length=MAX_NAME)] = Field(
        default="", description="In title or text; case of ASCII letters does not count."
    )
    source_id: MaybeName = ""
    language: MaybeName = Field(default="", description="ISO 639-1, or und.")
    scheme: MaybeName = Field(default="", description="Only documents with a tag of it.")
    concept_id: MaybeName = Field(default="", description="Of the scheme: only with this tag.")
    is_undecided: bool = Field(default=False, description="Only without any decision.")
    after: str = Field(
        default="", pattern=r"^([01]-[0-9a-f]{16})?$", description="`next` of the page before."
    )
    limit: int = Field(default=50, ge=1, le=MAX_PAGE)


class Row(Answer):
    """A document in a list."""

    document_id: str
    revision: int = Field(ge=1)
    source_id: str
    title: str
    language: str = Field(description="ISO 639-1, or und.")
    published: dt.date | None = Field(
        description="First day of the stated day, month or year; null where none is stated."
    )
    published_precision: Literal["day", "month", "year"] | None
    url: str | None
    n_words: int = Field(ge=0)
    is_decided: bool = Field(description="Whether an editor ever decided anything on it.")


class Page(Answer):
    """A page of a list of documents: those without any decision first, each part in order of id."""

    documents: list[Row]
    next: str = Field(description="Send as `after` for the next page; empty on the last.")


class Tag(Answer):
    """A concept that the publisher or an editor gave, or the last run suggested."""

    scheme: str
    concept_id: str
    label: str
    origin: Literal["publisher", "editor", "suggested"]
    score: float = Field(ge=0, le=1, description="Probability; 1 for publisher and editor.")
    evidence: list[str] = Field(description="Ids of passages that speak for it, best first.")
    counts: bool = Field(
        description="False where an editor rejected it, or saw the whole document and left it out."
    )


class Entity(Answer):
    """Something that the document names, as the whole corpus understands it."""

    entity_id: str = Field(description="Permanent id, e.g. country:SGP or organisation:unesco.")
    type: str = Field(description="organisation, country, programme, region, ...")
    name: str
    written: list[str] = Field(description="How the text writes it.")
    editions: list[str] = Field(description="Of a programme: years or numbers beside its name.")
    n_mentions: int = Field(ge=1)
    n_named: int = Field(ge=0, description="Without demonyms, capitals, parts of longer names.")
    in_title: bool
    in_lead: bool = Field(description="In the first 700 code points of the text.")
    spread: float = Field(ge=0, le=1, description="Part of the text's tenths that mention it.")
    salience: float = Field(
        ge=0, le=1, description="How much the document is about it: that a title would name it."
    )


class Full(Row):
    """A document with its text, tags and decisions."""

    text: str = Field(
        description="NFC; paragraphs split by one blank line. Evidence counts code points of it."
    )
    authors: list[str]
    section: str
    tags: list[Tag] = Field(description="In order of scheme, the surest first.")
    entities: list[Entity] = Field(
        description="Of the types in settings.published_entities, the most salient first."
    )
    decisions: list[Listed] = Field(description="Every one ever taken on it, in order.")
