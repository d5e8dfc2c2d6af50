"""Suggestions: asked and answered."""

from __future__ import annotations

from typing import Self

from pydantic import ConfigDict, Field, model_validator

from pipeline.web.schemas.fields import (
    MAX_BATCH,
    MAX_TEXT,
    Answer,
    Language,
    Limit,
    Request,
    Schemes,
    Text,
    Threshold,
    Title,
)


class PostedText(Request):
    """A text that is not stored."""

    text: Text
    title: Title = ""
    language: Language = ""


class SuggestText(PostedText):
    """A text to propose tags for."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "title": "A new library",
                    "text": "A public library opened in Dakar with the help of the city.",
                    "schemes": ["themes"],
                    "limit": 5,
                }
            ]
        }
    )

    schemes: Schemes = ()
    limit: Limit = 8
    threshold: Threshold = 0.0


class SuggestBatch(Request):
    """Several texts to propose tags for."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "texts": [
                        {"text": "A public library opened in Dakar with the help of the city."}
                    ],
                    "limit": 5,
                }
            ]
        }
    )

    texts: list[PostedText] = Field(
        min_length=1,
        max_length=MAX_BATCH,
        description=f"1 to {MAX_BATCH}, together at most {MAX_TEXT:,} code points.",
    )
    schemes: Schemes = ()
    limit: Limit = 8
    threshold: Threshold = 0.0

    @model_validator(mode="after")
    def _together_not_too_long(self) -> Self:
        if sum(len(one.text) for one in self.texts) > MAX_TEXT:
            raise ValueError(f"the texts together have more than {MAX_TEXT:,} code points")
        return self


class Evidence(Answer):
    """A stretch of the text that speaks for a proposal."""

    start: int = Field(ge=0, description="First code point, once white space is put in order.")
    end: int = Field(ge=0, description="Code point after the last.")
    text: str = Field(description="One sentence, or the passage where none stands out.")
    passage_id: str


class Proposal(Answer):
    """A tag proposed for a text."""

    scheme: str = Field(examples=["themes"])
    concept_id: str = Field(
        description="Id within the scheme; for countries ISO 3166-1 alpha-3.",
        examples=["libraries-archives"],
    )
    uri: str = Field(description="Of the concept; `iso3166-1:SEN` style for countries.")
    label: str = Field(examples=["Libraries, archives and books"])
    probability: float = Field(ge=0, le=1, description="That an editor would give this tag.")
    low: float = Field(ge=0, le=1, description="Lower end of the probability's 95 % interval.")
    high: float = Field(ge=0, le=1, description="Upper end.")
    is_sure: bool = Field(description="False where the model abstains from a judgement.")
    is_calibrated: bool = Field(description="False where `probability` only ranks.")
    evidence: list[Evidence] = Field(description="Best first.")
    signals: dict[str, float] = Field(description="What speaks for it, by kind.")
    model: str = Field(description="Version of what proposed it.")
    status: str = Field(
        description="Empty, or what is known already: publisher, accept, add, reject."
    )


class Proposals(Answer):
    """All proposals for one text."""

    document_id: str = Field(description="Empty for a text that was only posted.")
    revision: int = Field(ge=0, description="Of the stored document; 0 for a posted text.")
    language: str = Field(description="ISO 639-1, or und.")
    n_words: int = Field(ge=0)
    n_passages: int = Field(ge=0)
    lacks: list[str] = Field(
        description="What could not be done. `suggestions`: no model reads the language, so that "
        "only labels were looked for; `text`: fewer than three words; `whole text`: too long to be "
        "read as a whole."
    )
    models: dict[str, str] = Field(description="Version of what suggests, by scheme.")
    proposals: list[Proposal] = Field(description="In order of scheme, the most probable first.")


class Batch(Answer):
    """Proposals for several texts, in their order."""

    results: list[Proposals]
