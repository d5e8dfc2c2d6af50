"""Parts of a card that say how one item is read: fields of records, selectors of pages."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict


def _selector(selector: str) -> str:
    """Refuse on the card what would else end every page in an error."""
    if selector:
        import soupsieve  # late: most cards have none

        try:
            soupsieve.compile(selector)
        except soupsieve.SelectorSyntaxError as error:
            reason = str(error).splitlines()[0].rstrip(":")
            raise ValueError(f"{selector!r} is no CSS selector ({reason})") from error
    return selector


Selector = Annotated[str, AfterValidator(_selector)]
"""CSS, as soupsieve reads it; empty: none."""
Key = str | tuple[str, ...]
"""A field name of a record, or several of which the first that holds something counts."""


class LabelFields(BaseModel):
    """Which fields (or front-matter keys) hold the publisher's own labels."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    themes: Key = ("themes",)
    disciplines: Key = ("disciplines",)
    countries: Key = ("countries",)
    keywords: Key = ("keywords", "tags")
    separator: str = ";"
    """Splits labels inside one string; lists are taken as they are."""


class Fields(BaseModel):
    """Which field of a record, or key of a front matter, means what."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Key = ("id",)
    """May be a pattern over several fields: "{volume}/{doc}"."""
    title: Key = ("title",)
    text: Key = ("text", "body")
    published: Key = ("published", "date")
    authors: Key = ("authors", "author")
    section: Key = ("section",)
    language: Key = ("language", "lang")
    url: Key = ("url",)
    labels: LabelFields = LabelFields()


class Selectors(BaseModel):
    """CSS selectors that are asked first on the source's HTML pages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    body: Selector = ""
    title: Selector = ""
    published: Selector = ""
    authors: Selector = ""
    section: Selector = ""
    themes: Selector = ""
    disciplines: Selector = ""
    countries: Selector = ""
    keywords: Selector = ""
    drop: Selector = ""
    """Elements taken out before anything is read."""
