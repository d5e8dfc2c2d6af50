"""Parts of a card that say how one item is read: fields of records, selectors of pages."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

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

    body: str = ""
    title: str = ""
    published: str = ""
    authors: str = ""
    section: str = ""
    themes: str = ""
    disciplines: str = ""
    countries: str = ""
    keywords: str = ""
    drop: str = ""
    """Elements taken out before anything is read."""
