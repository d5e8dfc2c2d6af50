"""Find all known names of a text in one pass."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from pipeline.gazetteers.authority import Authority
from pipeline.gazetteers.declared import Ambiguous, Body, Country
from pipeline.gazetteers.entries import Entry
from pipeline.gazetteers.folding import fold, fold_name
from pipeline.gazetteers.layers import Layer, Words
from pipeline.gazetteers.patterns import Pattern, fits
from pipeline.records import EntityType

ENGLISH = ("en", "und")
"""Languages of documents in which no foreign forms are looked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name in a text, as a half-open range of code points."""

    start: int
    end: int
    entry: Entry


class Gazetteers:
    """All known names behind one automaton; never changes once made."""

    __slots__ = ("_ambiguous", "_authority", "_by_label", "_layers", "digest")

    def __init__(
        self,
        layers: Sequence[Layer],
        authority: Authority,
        ambiguous: Mapping[str, tuple[Ambiguous, Mapping[str, Entry]]],
        digest: str,
    ) -> None:
        """Put together what was read.

        Args:
            layers: Written forms; of two that fold alike that of the earlier layer is asked first.
            authority: What is known of the entities.
            ambiguous: By name: the rule, and the entry for each choice that is a country.
            digest: SHA-256 (hexadecimal) of what the names were read from.
        """
        self._layers = tuple(layers)
        self._authority = authority
        self._by_label = {fold_name(label): code for label, code in authority.labels.items()}
        self._ambiguous = ambiguous
        self.digest = digest

    def extended(self, names: Sequence[tuple[str, str]]) -> Gazetteers:
        """Return gazetteers that know further names; these stay as they are.

        Takes a millisecond for some hundred names: what is known already is not built again.

        Args:
            names: Written form and entity id; of two that read alike the first counts, and it
                wins over what is known already. Forms all in capitals are found in capitals only.
                Ids of types that no gazetteer finds (persons, places) are left out.
        """
        given = [
            (written, entity_id)
            for written, entity_id in names
            if fold_name(written) and entity_id.partition(":")[0] in FOUND
        ]
        if not given:
            return self
        own: dict[str, str] = {}
        for written, entity_id in given:
            own.setdefault(entity_id, self.name_of(entity_id) or written)
        entries = [_given(written, entity_id, own[entity_id]) for written, entity_id in given]
        known = Authority(
            {**own, **self._authority.names},
            self._authority.countries,
            self._authority.successors,
            self._authority.bodies,
            self._authority.labels,
        )
        digest = hashlib.sha256(repr((self.digest, given)).encode()).hexdigest()
        return Gazetteers((Layer(entries), *self._layers), known, self._ambiguous, digest)

    def country_of(self, label: str) -> str:
        """Return the alpha-3 code a publisher's country label means; "" for a region or unknown."""
        return self._by_label.get(fold_name(label), "")

    def name_of(self, entity_id: str) -> str:
        """Return the canonical name of a known entity, "" of any other."""
        return self._authority.names.get(entity_id, "")

    def entity_ids(self) -> tuple[str, ...]:
        """Return the ids of all known entities, in alphabetical order."""
        return tuple(sorted(self._authority.names))

    def body(self, entity_id: str) -> Body | None:
        """Return what is declared of an organisation or programme; None: it is not declared."""
        return self._authority.bodies.get(entity_id)

    def country(self, entity_id: str) -> Country | None:
        """Return what is declared of a country, of a historical state its successor's.

        None: it is no country.
        """
        return self._authority.country(entity_id)

    def alpha3(self, entity_id: str) -> str:
        """Return the alpha-3 code of a country's entity id, of a historical state its successor's.

        Anything else than a country gives "".
        """
        return self._authority.alpha3(entity_id)

    def country_labels(self) -> tuple[str, ...]:
        """Return every label that names a country or region, in alphabetical order."""
        return tuple(sorted(self._authority.labels))

    def scan(self, text: str, language: str = "en") -> list[Hit]:
        """Find the known names of a text, the leftmost and longest, in order, none overlapping.

        Args:
            text: Any text; no name is found across a line break.
            language: ISO 639-1; foreign forms are looked for unless it is English or unknown.
        """
        words = Words(text)
        found = []
        for layer in self._layers:
            for start, end, group in layer.find(words):
                hit = _accepted(words, (start, end), group, language)
                if hit is not None:
                    found.append(hit)
        return self._told_apart(_leftmost_longest(found), words.folded)

    def _told_apart(self, hits: list[Hit], folded: str) -> list[Hit]:
        """Replace hits of ambiguous names by what the document's words speak for."""
        chosen: dict[str, Entry | None] = {}
        kept = []
        for hit in hits:
            name = hit.entry.written
            if hit.entry.type != "country" or name not in self._ambiguous:
                kept.append(hit)
                continue
            if name not in chosen:
                chosen[name] = _choose(*self._ambiguous[name], folded)
            entry = chosen[name]
            if entry is not None:
                kept.append(Hit(hit.start, hit.end, entry))
        named = {hit.entry.entity_id for hit in kept if not hit.entry.shy}
        return [
            hit
            for hit in kept
            if hit.entry.type != "block" and (not hit.entry.shy or hit.entry.entity_id in named)
        ]


FOUND = ("organisation", "programme", "country", "region")
"""Types of entities whose names are looked for."""


def _given(written: str, entity_id: str, name: str) -> Entry:
    kind = next(one for one in get_args(EntityType) if entity_id.startswith(f"{one}:"))
    return Entry(written, kind, entity_id, name, via="alias", exact=written.isupper())


def _accepted(
    words: Words, place: tuple[int, int], group: Iterable[Pattern], language: str
) -> Hit | None:
    starts, end = words.starts(*place), words.place(place[1] - 1) + 1
    for one in group:
        if one.entry.language and language in ENGLISH:
            continue
        if fits(one, words.text, starts, end):
            dotted = one.core != one.entry.written and words.text[end : end + 1] == "."
            return Hit(starts[0], end + dotted, one.entry)
    return None


def _leftmost_longest(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _choose(rule: Ambiguous, entries: Mapping[str, Entry], folded: str) -> Entry | None:
    def clues(choice: str) -> int:
        words = rule.clues.get(choice or "none", ())
        return sum(f" {fold(word)} " in f"{folded} " for word in words)

    best = max(rule.choices, key=clues)
    return entries.get(best)
