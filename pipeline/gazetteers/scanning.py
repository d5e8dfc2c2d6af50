"""Find all known names of a text in one pass."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from pipeline.gazetteers.declared import Ambiguous
from pipeline.gazetteers.entries import Entry
from pipeline.gazetteers.folding import fold, fold_name
from pipeline.gazetteers.patterns import Pattern, fits, pattern, word_starts

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

    __slots__ = (
        "_ambiguous", "_automaton", "_by_label", "_labels", "_names", "_patterns", "_successors",
        "digest",
    )  # fmt: skip

    def __init__(
        self,
        entries: Iterable[Entry],
        labels: Mapping[str, str],
        ambiguous: Mapping[str, tuple[Ambiguous, Mapping[str, Entry]]],
        successors: Mapping[str, str],
        digest: str,
    ) -> None:
        """Build the automaton.

        Args:
            entries: Written forms; of two that fold alike the earlier is asked first.
            labels: Publisher's label as written to alpha-3, or "" for a region.
            ambiguous: By name: the rule, and the entry for each choice that is a country.
            successors: Alpha-3 of its successor by ISO 3166-3 code of a historical state.
            digest: SHA-256 (hexadecimal) of what the names were read from.
        """
        grouped: dict[str, list[Pattern]] = {}
        self._names: dict[str, str] = {}
        for entry in entries:
            self._names.setdefault(entry.entity_id, entry.name)
            one = pattern(entry)
            grouped.setdefault(one.folded, []).append(one)
        self._patterns = tuple(tuple(group) for group in grouped.values())
        self._automaton = AhoCorasick(list(grouped))
        self._labels = tuple(sorted(labels))
        self._by_label = {fold_name(label): code for label, code in labels.items()}
        self._ambiguous = dict(ambiguous)
        self._successors = dict(successors)
        self.digest = digest

    def country_of(self, label: str) -> str:
        """Return the alpha-3 code a publisher's country label means; "" for a region or unknown."""
        return self._by_label.get(fold_name(label), "")

    def name_of(self, entity_id: str) -> str:
        """Return the canonical name of a known entity, "" of any other."""
        return self._names.get(entity_id, "")

    def alpha3(self, entity_id: str) -> str:
        """Return the alpha-3 code of a country's entity id, of a historical state its successor's.

        Anything else than a country gives "".
        """
        kind, _, code = entity_id.partition(":")
        return self._successors.get(code, code) if kind == "country" else ""

    def country_labels(self) -> tuple[str, ...]:
        """Return every label that names a country or region, in alphabetical order."""
        return self._labels

    def scan(self, text: str, language: str = "en") -> list[Hit]:
        """Find the known names of a text, the leftmost and longest, in order, none overlapping.

        Args:
            text: Any text; no name is found across a line break.
            language: ISO 639-1; foreign forms are looked for unless it is English or unknown.
        """
        folded = fold(text)
        starts = word_starts(folded)
        words = " " + " ".join(folded.split())
        places = word_starts(words)
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(words, overlapping=True):
            if end < len(words) and words[end] != " ":
                continue
            first, last = bisect_left(places, start), bisect_left(places, end) - 1
            stop = starts[last] + end - places[last]
            hit = self._accept(text, starts[first : last + 1], stop, (index, language))
            if hit is not None:
                found.append(hit)
        return self._told_apart(_leftmost_longest(found), words)

    def _accept(self, text: str, starts: list[int], end: int, asked: tuple[int, str]) -> Hit | None:
        index, language = asked
        for one in self._patterns[index]:
            if one.entry.language and language in ENGLISH:
                continue
            if fits(one, text, starts, end):
                dotted = one.core != one.entry.written and text[end : end + 1] == "."
                return Hit(starts[0], end + dotted, one.entry)
        return None

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
