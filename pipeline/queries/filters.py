"""Which documents a question is about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import Any

from pipeline.errors import UsageError

Names = tuple[str, ...]

SERIES_FIELDS = {
    "themes": "theme",
    "disciplines": "discipline",
    "topics": "topic",
    "programmes": "programme",
    "organisations": "organisation",
    "countries": "country",
    "regions": "region",
}
"""Fields of Filters that name series, with their kind."""
PLAIN_FIELDS = {
    "sources": ("source_id", "source"),
    "languages": ("language", "language"),
    "media_types": ("media_type", "type"),
}
"""Fields of Filters that name what a document has one of, with its column and the word for it."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Only documents for which all of this holds; empty fields ask for nothing.

    One name may be given instead of a tuple of them. Themes, countries and the other series: a
    document has to have every one named. Sources, languages and media types: one of those named,
    as a document has one only.
    """

    countries: Names = ()
    """Of a region of the United Nations or the World Bank: any of its countries."""
    regions: Names = ()
    """Such regions, and those that texts name as such."""
    organisations: Names = ()
    programmes: Names = ()
    themes: Names = ()
    disciplines: Names = ()
    topics: Names = ()
    sources: Names = ()
    """Ids or names."""
    languages: Names = ()
    """ISO 639-1 codes or English names; und: those that could not be told."""
    media_types: Names = ()
    """As captured: text/html, application/pdf, ...; the part after the slash will do."""
    text: str = ""
    """Full-text query, as of `search`."""
    min_quality: float = 0.0
    """Least quality of the text, 0 to 1."""
    since: dt.date | None = None
    """Documents that may be of before are left out; so are those without a sure date."""
    until: dt.date | None = None
    """Documents that may be of after it are left out; so are those without a sure date."""

    def __post_init__(self) -> None:
        """Make tuples of single names.

        Raises:
            UsageError: A quality or a range of time cannot be.
        """
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str) and field.name != "text":
                object.__setattr__(self, field.name, (value,) if value else ())
        if not 0 <= self.min_quality <= 1:
            raise UsageError(f"min_quality {self.min_quality}: give a number from 0 to 1")
        if self.since and self.until and self.since > self.until:
            raise UsageError(f"since {self.since}, until {self.until}: ends before it begins")

    def named(self) -> list[tuple[str, str]]:
        """Return (kind, name) of every series named, in the order of SERIES_FIELDS."""
        return [
            (kind, name) for field, kind in SERIES_FIELDS.items() for name in getattr(self, field)
        ]

    def without_series(self) -> Filters:
        """Return what is asked for beside series and text."""
        nothing: dict[str, Any] = dict.fromkeys(SERIES_FIELDS, ())
        return replace(self, **nothing, text="")

    @property
    def restricts(self) -> bool:
        """Tell whether anything but a range of time is asked for."""
        plain = any(getattr(self, name) for name in PLAIN_FIELDS)
        return bool(self.named() or plain or self.text.strip() or self.min_quality > 0)


EVERYTHING = Filters()


def time_words(since: dt.date | None, until: dt.date | None) -> str:
    """Return a range of time in words: "1950 to 1969", "since 2010-06-01"; empty: any time."""
    first = str(since.year) if since and (since.month, since.day) == (1, 1) else str(since or "")
    last = str(until.year) if until and (until.month, until.day) == (12, 31) else str(until or "")
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"since {first}" if first else f"until {last}" if last else ""
