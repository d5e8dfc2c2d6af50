"""Nouns of families: what finds a document's look-alikes, and what proves that they are any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["same", "copy", "excerpt", "part", "version", "attached", "linked"]
"""same: word for word; copy, excerpt, part: see pipeline.duplicates.relations; version: in
another language; attached, linked: a file and the page that links it, see
pipeline.duplicates.works."""
Role = Literal["own", "named", "neutral"]

LINKING_PAGE = "linking page"
"""Where the date of a file was read that has none but that of its page."""


@dataclass(frozen=True, slots=True)
class Address:
    """One number under which a document is found by its language versions."""

    number: int
    role: Role
    """own: where it stands; named: of a version it declares; neutral: its own without language."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A document as its look-alikes find it."""

    document_id: str
    text_key: int
    """Equal for documents of the same words; 64 bits, signed."""
    n_words: int
    fingerprints: tuple[int, ...]
    """Sorted, each once; 64 bits, signed."""
    language: str
    addresses: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts have in common; furniture left out as far as both have text of their own."""

    smaller: int
    """Key of the text with fewer words (at a tie the smaller key)."""
    larger: int
    similarity: float
    """Jaccard similarity of the 3-word shingles, 0 to 1; furniture included."""
    containment: float
    """Share of the smaller text's words that stand in the larger one, 0 to 1."""
    cover: float
    """Share of the larger text's words that stand in the smaller one, 0 to 1."""
    swapped: float
    """Share of the words from the first common one to the last that were put in the place of
    others: near 0 in a re-post, high in two issues of a bulletin or two filled-in forms."""
    common: float
    """Share of the words in common that stand in many other texts as well, 0 to 1."""
    n_shared: int
    """Words in common."""
    start: int
    """Where in the larger text the common part begins and ends, in words."""
    end: int


@dataclass(frozen=True, slots=True)
class Relation:
    """What two texts are to each other, and how that was measured."""

    kind: Kind
    overlap: Overlap


@dataclass(frozen=True, slots=True)
class Version:
    """Why two documents count as one publication in two languages."""

    first_id: str
    second_id: str
    is_declared: bool
    """One of them names the other as its version; otherwise their addresses told."""
    agreement: float
    """Share of the names and numbers in common, 0 to 1."""
    length_ratio: float
    """Length of the shorter text over that of the longer one, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A file that was taken along with the page that links it, both as documents."""

    file_id: str
    page_id: str
    file_key: int
    """Key of the file's text."""
    page_key: int
    language: str
    """Of the file."""
