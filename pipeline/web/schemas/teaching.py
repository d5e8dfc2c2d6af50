"""Texts that a client teaches with their concepts."""

from __future__ import annotations

from typing import Self

from pydantic import ConfigDict, Field, model_validator

from pipeline.web.schemas.fields import MAX_TEXT, Editor, Name, Request, Scheme
from pipeline.web.schemas.proposals import PostedText

MAX_TAUGHT = 1_000
"""Texts in one request."""
MAX_CONCEPTS = 100


class Taught(PostedText):
    """A text, and the concepts of a scheme that it is about."""

    scheme: Scheme
    concept_ids: list[Name] = Field(strict=False, max_length=MAX_CONCEPTS)
    is_complete: bool = Field(
        default=True, description="No other concept of the scheme applies to the text."
    )


class Lesson(Request):
    """Texts to be learnt from; they become examples, not documents."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "texts": [
                        {
                            "text": "A public library opened in Dakar.",
                            "scheme": "themes",
                            "concept_ids": ["libraries-archives"],
                        }
                    ]
                }
            ]
        }
    )

    texts: list[Taught] = Field(min_length=1, max_length=MAX_TAUGHT)
    editor: Editor = ""

    @model_validator(mode="after")
    def _together_not_too_long(self) -> Self:
        if sum(len(one.text) for one in self.texts) > MAX_TEXT:
            raise ValueError(f"the texts together have more than {MAX_TEXT:,} code points")
        return self
