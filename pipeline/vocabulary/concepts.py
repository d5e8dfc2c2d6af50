"""The concepts of a controlled vocabulary, and the names they go by."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass, field
from functools import cached_property

from pipeline.settings import digest

LANGUAGE = "en"
"""Language of `Concept.label` and of the texts."""
CONJUNCTIONS = re.compile(r",| and | et | und | y | e ")
"""What joins two subjects in one preferred label."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One subject of a vocabulary."""

    id: str
    """Last part of its URI: `soft-power`."""
    label: str
    """Preferred label in English."""
    labels: tuple[tuple[str, str], ...]
    """Preferred labels as (language, label), in order of language."""
    alt_labels: tuple[str, ...] = ()
    """In every language."""
    alt_languages: tuple[str, ...] = ()
    """Language of each alternative label, "" where none is stated; or nothing: all English."""
    definition: str = ""
    scope_note: str = ""
    examples: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    """Ids."""
    related: tuple[str, ...] = ()
    """Ids."""

    def alt_labels_in(self, language: str) -> tuple[str, ...]:
        """Return the alternative labels in a language; those without one count as English."""
        languages = self.alt_languages or (LANGUAGE,) * len(self.alt_labels)
        both = zip(languages, self.alt_labels, strict=True)
        return tuple(label for stated, label in both if (stated or LANGUAGE) == language)


@dataclass(frozen=True)
class Vocabulary:
    """The concepts of one scheme, in order of id."""

    scheme_id: str
    """Last part of the scheme's URI: `themes`."""
    title: str
    concepts: tuple[Concept, ...] = field(repr=False)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything the vocabulary says; comments and order do not count."""
        return digest(self.scheme_id, self.title, [asdict(concept) for concept in self.concepts])

    @cached_property
    def by_id(self) -> dict[str, Concept]:
        """Concepts by their ids."""
        return {concept.id: concept for concept in self.concepts}

    @cached_property
    def _names(self) -> dict[str, str]:
        """Concept id by normalised name. Where two concepts claim a name of equal rank, neither."""
        names: dict[str, str] = {}
        for claims in zip(*(_ranked_names(concept) for concept in self.concepts), strict=True):
            rank: dict[str, set[str]] = {}
            for concept, claimed in zip(self.concepts, claims, strict=True):
                for name in claimed:
                    rank.setdefault(name, set()).add(concept.id)
            for name, ids in rank.items():
                names.setdefault(name, min(ids) if len(ids) == 1 else "")
        return names

    def match_label(self, text: str) -> str:
        """Return the id of the concept that a publisher's label names, or "".

        Case, accents, punctuation and "&" for "and" do not count. A preferred label in any
        language or an id goes before an alternative label, and that before one part of a
        preferred label: "Theatre" of "Performing arts and theatre".
        """
        return self._names.get(normalise_label(text), "")


def normalise_label(text: str) -> str:
    """Return lower-case words without accents, joined by single blanks; "&" reads "and"."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ").casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", letters))


def label_parts(label: str) -> list[str]:
    """Return the normalised subjects that one label joins: "libraries", "archives", "books"."""
    parts = (normalise_label(part) for part in CONJUNCTIONS.split(label))
    return [part for part in parts if part]


def _ranked_names(concept: Concept) -> tuple[list[str], list[str], list[str]]:
    preferred = [label for _, label in concept.labels]
    parts = [part for label in preferred for part in label_parts(label)]
    first = [normalise_label(name) for name in (*preferred, concept.id)]
    return first, [normalise_label(name) for name in concept.alt_labels], parts
