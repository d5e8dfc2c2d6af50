"""Fields that several requests share, with their ranges."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

MAX_TEXT = 1_000_000
"""Code points of one text, and of a batch together: about 700 pages, half a minute of one core."""
MAX_TITLE = 2_000
MAX_BATCH = 32
"""Texts a batch, as in Annif."""
MAX_LIMIT = 100
MAX_SCHEMES = 50
MAX_NAME = 500
MAX_EDITOR = 200
MAX_PAGE = 500
"""Rows a page."""
MAX_NUMBER = 2**31 - 1
"""Any database's integer holds it."""
NO_NUL = r"^[^\x00]*$"
_SIGN = r"[^\x00-\x1f\x7f-\xa0\xad]"
PRINTABLE = rf"^{_SIGN}*$"
NO_BLANK_FIRST = rf"^([^\x00-\x20\x7f-\xa0\xad]{_SIGN}*)?$"
"""What the description can say of it: which of the other signs can be printed, no pattern tells."""
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Request(BaseModel):
    """What a client sends; a misspelt field is an error, not ignored.

    Numbers and truths must be JSON's own ("1" and "true" are texts); what JSON has no type for, as
    a tuple or a day, says `strict=False`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=True)


class Question(Request):
    """What a client asks in an address, where numbers and truths are text too."""

    model_config = ConfigDict(strict=False)


class Answer(BaseModel):
    """What a client is sent."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


def _storable(text: object) -> object:
    if not isinstance(text, str):
        return text
    if "\0" in text:
        raise ValueError("must not hold NUL (U+0000)")
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError("must not hold half a character (lone surrogate)")
    return text


def _printable(text: object) -> object:
    if isinstance(text, str) and not text.isprintable():
        raise ValueError("must hold only characters that can be printed")
    return text


def _day(value: object) -> object:
    """Refuse what pydantic would take for a day besides, such as seconds since 1970."""
    if isinstance(value, dt.date) or (isinstance(value, str) and DAY.fullmatch(value)):
        return value
    raise ValueError("must be a day, as in 2024-05-31")


def _whole(value: object) -> object:
    """Take 3.0 for 3, as JSON Schema does."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _no_blank_first(text: object) -> object:
    if isinstance(text, str) and text[:1].isspace():
        raise ValueError("must not begin with a blank")
    return text


# What stands in the description as a pattern is checked before, in words that a person understands.
# Bounds stand before such a check: pydantic leaves those after it out of the description.
Storable = Annotated[str, Field(pattern=NO_NUL), BeforeValidator(_storable)]
Day = Annotated[dt.date, Field(strict=False), BeforeValidator(_day)]
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
MaybeName = Annotated[
    str,
    Field(max_length=MAX_NAME, pattern=PRINTABLE),
    BeforeValidator(_printable),
]
Name = Annotated[
    str,
    Field(min_length=1, max_length=MAX_NAME, pattern=PRINTABLE),
    BeforeValidator(_printable),
]
Editor = Annotated[
    str,
    Field(
        max_length=MAX_EDITOR,
        pattern=NO_BLANK_FIRST,
        description="Only an admin may name another than the token's own name; else empty.",
    ),
    BeforeValidator(_no_blank_first),
    BeforeValidator(_printable),
]
Scheme = Annotated[
    Name,
    Field(description="Vocabulary: themes, disciplines, ...; or countries.", examples=["themes"]),
]
Schemes = Annotated[
    tuple[Name, ...],
    Field(strict=False, max_length=MAX_SCHEMES, description="Which to propose from; none: all."),
]
Language = Annotated[
    str,
    Field(
        pattern=r"^([a-z]{2})?$",
        description="ISO 639-1; empty: told from the text.",
        examples=["en"],
    ),
]
Limit = Annotated[
    int,
    Field(ge=1, le=MAX_LIMIT, description="Most proposals of each scheme."),
    BeforeValidator(_whole),
]
Revision = Annotated[
    int,
    Field(ge=0, le=MAX_NUMBER, description="That the editor saw; 0: the current one."),
    BeforeValidator(_whole),
]
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
