"""The concepts of a controlled vocabulary, and the names they go by."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.settings import digest

LANGUAGE = "en"
"""Language of `Concept.label` and of the texts."""
DIGESTED = (
    "id", "label", "labels", "alt_labels", "alt_languages", "definition", "scope_note", "examples",
    "broader", "related",
)  # fmt: skip
"""What of a concept a suggester may read. Its URI and its history are no reason to suggest anew."""
CONJUNCTIONS = re.compile(r",| and | et | und | y | e ")
"""What joins two subjects in one preferred label."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One subject of a vocabulary."""

    id: str
    """Last part of its URI: `soft-power`; never used again for another concept."""
    label: str
    """Preferred label in English; where there is none, one without language or the first."""
    labels: tuple[tuple[str, str], ...]
    """Preferred labels as (language, label), in order of language: ISO 639-1, "" where none is
    stated."""
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
    hidden_labels: tuple[str, ...] = ()
    """In every language: names to be understood but not shown, such as misspellings."""
    uri: str = ""
    replaced_by: str = ""
    """Id of the concept that a retired one was merged into; empty where there is none."""

    def alt_labels_in(self, language: str) -> tuple[str, ...]:
        """Return the alternative labels in a language; those without one count as English."""
        languages = self.alt_languages or (LANGUAGE,) * len(self.alt_labels)
        both = zip(languages, self.alt_labels, strict=True)
        return tuple(label for stated, label in both if (stated or LANGUAGE) == language)


@dataclass(frozen=True)
class Vocabulary:
    """The concepts of one scheme, in order of id."""

    scheme_id: str
    """Stem of its file: `themes`."""
    title: str
    concepts: tuple[Concept, ...] = field(repr=False)
    """Those in use."""
    retired: tuple[Concept, ...] = field(default=(), repr=False)
    """Those no longer in use, in order of id: documents and decisions may still name them."""
    uri: str = ""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all that decides tags; comments, order, URIs and history do not count."""
        parts: list[object] = [self.scheme_id, self.title, [_said(each) for each in self.concepts]]
        hidden = [(each.id, each.hidden_labels) for each in self.concepts if each.hidden_labels]
        merged = [(each.id, each.replaced_by) for each in self.retired if each.replaced_by]
        return digest(*parts, *([hidden, merged] if hidden or merged else []))

    @cached_property
    def by_id(self) -> dict[str, Concept]:
        """Concepts in use by their ids."""
        return {concept.id: concept for concept in self.concepts}

    @cached_property
    def retired_by_id(self) -> dict[str, Concept]:
        """Retired concepts by their ids."""
        return {concept.id: concept for concept in self.retired}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Languages of the preferred labels, ISO 639-1, in order; "" is not among them."""
        found = {language for concept in self.concepts for language, _ in concept.labels}
        return tuple(sorted(found - {""}))

    def find(self, concept_id: str) -> Concept | None:
        """Return a concept, in use or retired, so that old tags keep their labels."""
        return self.by_id.get(concept_id) or self.retired_by_id.get(concept_id)

    def resolve(self, concept_id: str) -> str:
        """Return the id of the concept in use that an id stands for now, through all merges.

        Empty for a concept retired without successor, and for one that is not known.
        """
        seen: set[str] = set()
        while concept_id not in self.by_id:
            retired = self.retired_by_id.get(concept_id)
            if retired is None or concept_id in seen:
                return ""
            seen.add(concept_id)
            concept_id = retired.replaced_by
        return concept_id

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
        language or an id goes before an alternative or hidden label, and that before one part of
        a preferred label: "Theatre" of "Performing arts and theatre".
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
    others = (*concept.alt_labels, *concept.hidden_labels)
    return first, [normalise_label(name) for name in others], parts


def _said(concept: Concept) -> dict[str, object]:
    return {name: getattr(concept, name) for name in DIGESTED}
