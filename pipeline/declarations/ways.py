"""Parts of a card that say how a place on the web is visited: where links stand, manners, times."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from pipeline.declarations.fields import Selector

LONGEST_WAIT_S = 86_400
"""A day: no card may ask for longer between two requests."""


class Listing(BaseModel):
    """listing: where the links to items stand on index pages, and how to turn the page."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    links: Selector = ""
    """CSS selector of the links to items (`a`, or elements that hold one)."""
    published: Selector = ""
    """CSS selector of an item's date, beside its link in the same block."""
    title: Selector = ""
    """CSS selector of an item's title, likewise; empty: the link's own text."""
    block: Selector = ""
    """CSS selector of what holds one item; needed for `published` and `title`."""
    next: Selector = ""
    """CSS selector of the link to the next index page."""
    pages: str = ""
    """Pattern of further index pages' addresses: "https://x.example/news?page={n}"."""
    first: int = Field(default=2, ge=0)
    """What {n} is on the second index page."""
    step: int = Field(default=1, ge=1)
    max_pages: int = Field(default=500, ge=1)
    """Index pages read in one visit at most: a calendar goes on for ever."""
    stop_at_known: bool = True
    """Turn no further page where all links of one are known; every `sweep_days` all are read."""

    @field_validator("pages")
    @classmethod
    def _has_a_number(cls, pages: str) -> str:
        if pages and "{n}" not in pages:
            raise ValueError("must hold {n}, the number of the index page")
        return pages

    @model_validator(mode="after")
    def _one_way_to_turn(self) -> Listing:
        if self.next and self.pages:
            raise ValueError("give either 'next' or 'pages'")
        if (self.published or self.title) and not self.block:
            raise ValueError("'published' and 'title' need 'block', the element of one item")
        return self


class Wordpress(BaseModel):
    """wordpress: which types of its REST API are read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    types: tuple[str, ...] = ("posts",)
    """Names in the API's addresses: "posts", "pages", or a site's own type."""
    per_page: int = Field(default=50, ge=1, le=100)


class Oai(BaseModel):
    """oai: which records are harvested (OAI-PMH 2.0)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    prefix: str = "oai_dc"
    set: str = ""


class Manners(BaseModel):
    """How a source's hosts are treated."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    delay_s: float = Field(default=2.0, ge=0, le=LONGEST_WAIT_S)
    """Seconds from the end of one request to a host to the next; robots.txt may ask for more."""
    timeout_s: float = Field(default=60.0, gt=0, le=3600)
    """For one response from first to last byte."""
    max_requests: int = Field(default=5000, ge=1)
    """In one visit; what is left is taken up by the next."""
    tries: int = Field(default=4, ge=1, le=20)
    """After so many failures an address is listed as rejected, and tried again ever more rarely."""


SEEN_KINDS = ("failing", "silent", "shrinking", "exploding", "layout", "min_documents")
"""What may be seen, besides keys of `expect` and parts that are silent ("silent /en/news/")."""


class Seen(BaseModel):
    """A finding that somebody knows of; on a card "silent 2026-05-03"."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str
    """Kind of the finding; of expectations the card's key, of silent parts the part, too."""
    day: dt.date
    """What began on this day (UTC) or before it is known."""

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, told: object) -> object:
        if not isinstance(told, str):
            return told
        what, _, day = told.rpartition(" ")
        known = (*SEEN_KINDS, *(key for key in Expect.model_fields if key != "seen"))
        if what not in known and not what.startswith("silent /"):
            raise ValueError(
                f"{told!r} is none of the findings {', '.join(known)} and a day, as in "
                "'silent 2026-05-03'; 'culturescope sources seen ID' tells what to write"
            )
        try:
            return {"what": what, "day": dt.date.fromisoformat(day)}
        except ValueError as error:
            raise ValueError(f"{told!r} must end with a day, as in 'silent 2026-05-03'") from error


class Expect(BaseModel):
    """What must hold of a source; whatever does not is a finding."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    new_within_days: float | None = Field(default=None, gt=0)
    """At least one new document in any stretch of so many days."""
    max_new: int | None = Field(default=None, ge=1)
    """New documents in one visit at most."""
    median_words: int | None = Field(default=None, ge=1)
    """Of the documents of the last visits at least."""
    titles: float | None = Field(default=None, ge=0, le=1)
    """Share of documents with a title at least."""
    dates: float | None = Field(default=None, ge=0, le=1)
    """Share of documents with a date at least."""
    documents: float | None = Field(default=None, ge=0, le=1)
    """Share of captures that become documents at least."""
    seen: tuple[Seen, ...] = ()
    """Findings that somebody knows of: still told, but nobody is alarmed by them any more."""

    @field_validator("seen", mode="before")
    @classmethod
    def _is_a_list(cls, seen: object) -> object:
        if not isinstance(seen, (list, tuple)) or not all(
            isinstance(one, (str, Seen)) for one in seen
        ):
            raise ValueError('must be a list of texts, as in ["silent 2026-05-03"]')
        return seen


Content = Literal["", "page", "record"]
"""Where an item's text comes from: its page, or what the feed or API gives; "": the kind's own
habit (feed, listing, sitemap, urls: page; wordpress, oai: record)."""
