"""Schemes and concepts."""

from __future__ import annotations

from pydantic import Field

from pipeline.web.schemas.fields import MAX_NUMBER, MAX_PAGE, Answer, Language, MaybeName, Question


class Asked(Question):
    """Which concepts to list; what is left out does not restrict."""

    text: MaybeName = Field(
        default="",
        description="Words of a label begin with it; case and accents do not count.",
        examples=["libr"],
    )
    language: Language = ""
    is_retired: bool = Field(default=False, description="Those no longer in use instead.")
    offset: int = Field(default=0, ge=0, le=MAX_NUMBER)
    limit: int = Field(default=100, ge=1, le=MAX_PAGE)


class Scheme(Answer):
    """A vocabulary that documents are tagged from."""

    scheme: str = Field(examples=["themes"])
    title: str
    uri: str
    n_concepts: int = Field(ge=0, description="In use.")
    n_retired: int = Field(ge=0)
    languages: list[str] = Field(description="Of the labels, ISO 639-1.")


class Schemes(Answer):
    """All vocabularies."""

    schemes: list[Scheme]


class Brief(Answer):
    """A concept in a list."""

    concept_id: str = Field(examples=["libraries-archives"])
    uri: str
    label: str = Field(
        description="In the language asked for; else in English, else in any.",
        examples=["Libraries, archives and books"],
    )


class Page(Answer):
    """A page of concepts, in order of id; those whose own label begins with the text first."""

    n: int = Field(ge=0, description="On all pages together.")
    concepts: list[Brief]


class Label(Answer):
    """A name in a language."""

    language: str = Field(description='ISO 639-1, or "" where none is stated.')
    label: str


class Full(Brief):
    """All that a vocabulary says of a concept."""

    labels: list[Label] = Field(description="Preferred, in order of language.")
    alt_labels: list[Label]
    hidden_labels: list[str]
    definition: str
    scope_note: str
    examples: list[str]
    broader: list[Brief]
    narrower: list[Brief]
    related: list[Brief]
    is_retired: bool
    replaced_by: str = Field(description="Id of the concept that a retired one stands for now.")
