"""Fields that several requests share, with their ranges."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

MAX_TEXT = 1_000_000
"""Code points of one text, and of a batch together: about 700 pages, half a minute of one core."""
MAX_TITLE = 2_000
MAX_BATCH = 32
"""Texts a batch, as in Annif."""
MAX_LIMIT = 100
MAX_SCHEMES = 50
MAX_NAME = 500
MAX_PAGE = 500
"""Rows a page."""
MAX_NUMBER = 2**31 - 1
"""Any database's integer holds it."""


class Request(BaseModel):
    """What a client sends; a misspelt field is an error, not ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Answer(BaseModel):
    """What a client is sent."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


def _storable(text: str) -> str:
    if "\0" in text:
        raise ValueError("must not hold NUL (U+0000)")
    return text


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError("must hold only characters that can be printed")
    return text


Storable = Annotated[str, AfterValidator(_storable)]
Text = Annotated[
    Storable,
    Field(
        max_length=MAX_TEXT,
        description=f"At most {MAX_TEXT:,} code points; paragraphs split by blank lines.",
        examples=["A public library opened in Dakar with the help of the city."],
    ),
]
Title = Annotated[
    Storable, Field(max_length=MAX_TITLE, description="May be empty.", examples=["A new library"])
]
Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME), AfterValidator(_printable)]
MaybeName = Annotated[str, Field(max_length=MAX_NAME), AfterValidator(_printable)]
Scheme = Annotated[
    Name,
    Field(description="Vocabulary: themes, disciplines, ...; or countries.", examples=["themes"]),
]
Schemes = Annotated[
    tuple[Name, ...],
    Field(max_length=MAX_SCHEMES, description="Which to propose from; none: all."),
]
Language = Annotated[
    str,
    Field(
        pattern=r"^([a-z]{2})?$",
        description="ISO 639-1; empty: told from the text.",
        examples=["en"],
    ),
]
Limit = Annotated[int, Field(ge=1, le=MAX_LIMIT, description="Most proposals of each scheme.")]
Threshold = Annotated[
    float, Field(ge=0, le=1, description="Least probability of a proposal, 0 to 1.")
]
Probability = Annotated[float, Field(ge=0, le=1)]
DocumentId = Annotated[
    str,
    Field(pattern=r"^[0-9a-f]{16}$", description="16 hex digits.", examples=["0123456789abcdef"]),
]
DecisionId = Annotated[
    str,
    Field(
        pattern=r"^[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}$",
        description="32 hex digits, such as a UUID (hyphens do not count).",
        examples=["5f2b1c0a9d8e4f7a8b6c5d4e3f2a1b0c"],
    ),
]
PageSize = Annotated[int, Query(ge=1, le=MAX_PAGE, description="Rows of a page.")]
