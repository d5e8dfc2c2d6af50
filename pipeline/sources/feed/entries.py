"""What a feed of any format says, in one shape."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed; whatever it does not say is empty."""

    link: str = ""
    """As written, or already absolute."""
    guid: str = ""
    title: str = ""
    """May hold HTML."""
    published: str = ""
    """ISO 8601 where it could be read, else as written."""
    updated: str = ""
    authors: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    language: str = ""
    text: str = ""
    """The longest of what it has of the item's text."""
    text_format: str = "html"
    enclosures: tuple[str, ...] = ()
    """Addresses of files that come with it."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, or why it is none."""

    entries: tuple[Entry, ...] = ()
    further: tuple[str, ...] = ()
    """Links to its further pages or its archive."""
    language: str = ""
    is_feed: bool = True
    problem: str = ""
    """What is damaged, or why it is no feed: the rest of a sentence that begins with its name."""
    title: str = ""
    """What it calls itself."""
