"""What is cited: a snapshot, or one figure of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A share as a snapshot publishes it."""

    kind: str
    id: str
    label: str
    period: str
    """2015-03, 2015-Q1, 2015, 2010s; empty: all documents, dated or not."""
    share: float
    """0 to 1, with the ends of its 95 % interval."""
    low: float
    high: float
    n_documents: int
    n_documents_all: int
    is_open: bool
    definition: str
    """What a share is."""

    @property
    def name(self) -> str:
        """Return what it is of."""
        return f"{self.label} ({self.kind}), {self.period or 'all documents'}"

    @property
    def said(self) -> str:
        """Return the share with its interval and what it rests on."""
        share, low, high = (_percent(value) for value in (self.share, self.low, self.high))
        still = ", so far" if self.is_open else ""
        return (
            f"{share} of documents{still} (95 % interval {low} to {high}; "
            f"{self.n_documents:,} of {self.n_documents_all:,} count for it)"
        )


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reference to a snapshot needs. It has no author: nobody wrote it."""

    id: str
    title: str
    publisher: str
    """Empty: none is known."""
    published: dt.date
    n_documents: int
    sha256: str
    url: str = ""
    doi: str = ""
    figure: Figure | None = None

    @property
    def key(self) -> str:
        """Return a name for reference managers, of ASCII letters, digits and hyphens."""
        if self.figure is None:
            return f"culturescope-{self.id}"
        kind, id_ = self.figure.kind, self.figure.id
        named = f"{kind}-{id_.removeprefix(f'{kind}:')}-{self.figure.period or 'all'}"
        safe = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in named)
        return f"culturescope-{self.id}-{safe}"

    @property
    def full_title(self) -> str:
        """Return the title, of a figure with the figure's name before it."""
        return f"{self.figure.name}. {self.title}" if self.figure else self.title

    @property
    def note(self) -> str:
        """Return what proves the data, and of a figure the figure itself."""
        data = f"{self.n_documents:,} documents; SHA-256 of the data {self.sha256}"
        return f"{self.figure.said}. {self.figure.definition}. {data}" if self.figure else data


def _percent(value: float) -> str:
    """Return a share as a percentage, of small ones two digits that tell something."""
    percent = 100 * value
    return f"{percent:.1f} %" if percent >= 1 or not percent else f"{percent:.2g} %"
