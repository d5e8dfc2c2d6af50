"""The labels of one language, found in texts at word boundaries and in any number or case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.languages import route, stop_words
from pipeline.themes.inflection import stem
from pipeline.vocabulary import Concept, Vocabulary, label_parts, normalise_label

PHRASE, WORD, PART = 1.0, 1 / 2, 1 / 3
"""Weights of what a label is: two words or more, or one word for what takes English two
("Kulturbeziehungen"); one word; one word of a label of several subjects."""
LEAST_LETTERS = 3
"""Of a single word, if it is no acronym: shorter ones are no words of a subject."""

Named = tuple[str, float]
"""Concept id and weight."""


class LabelIndex:
    """Finds the labels of one language; never changes once made."""

    def __init__(self, vocabulary: Vocabulary, language: str) -> None:
        """Collect preferred labels, their parts and alternative labels.

        Of two labels that read alike the weightier is kept; of two equal ones of different
        concepts neither, as nobody could tell which is meant.
        """
        self.language = language
        self._ordinary = stop_words(route(language).stop_words)
        self._acronyms: dict[str, str] = {}
        claims: dict[str, set[Named]] = {}
        for concept in vocabulary.concepts:
            for form, weight in self._forms(concept):
                claims.setdefault(form, set()).add((concept.id, weight))
        kept = {form: named for form, claimed in claims.items() if (named := _heaviest(claimed))}
        self._named = list(kept.values())
        self._automaton = AhoCorasick(list(kept), matchkind=MatchKind.LeftmostLongest)

    def count(self, words: Sequence[str]) -> Counter[Named]:
        """Return how often each concept is named by labels of each weight.

        A word counts for the longest label that it is part of.
        """
        read = _joined(stem(folded, self.language) for folded in map(normalise_label, words))
        found = self._automaton.find_matches_as_indexes(read)
        counted = Counter(self._named[index] for index, _, _ in found)
        for word in words:
            if word in self._acronyms:
                counted[self._acronyms[word], PHRASE] += 1
        return counted

    def _forms(self, concept: Concept) -> Iterator[Named]:
        """Yield (label as it is looked for, weight); keep acronyms apart."""
        preferred = dict(concept.labels).get(self.language, "")
        alone = PHRASE if len(concept.label.split()) > 1 else WORD
        for label in filter(None, (preferred, *concept.alt_labels_in(self.language))):
            if label.isupper() and label.isalpha():
                self._acronyms.setdefault(label, concept.id)
                continue
            weight = alone if label == preferred else WORD
            yield from self._form(normalise_label(label), weight)
        parts = label_parts(preferred)
        for part in parts if len(parts) > 1 else ():
            yield from self._form(part, PART)

    def _form(self, label: str, weight_of_word: float) -> Iterator[Named]:
        words = label.split()
        if len(words) > 1:
            yield _joined(stem(word, self.language) for word in words), PHRASE
        elif label not in self._ordinary and len(label) >= LEAST_LETTERS:
            yield _joined([stem(label, self.language)]), weight_of_word


def _heaviest(claimed: set[Named]) -> Named | None:
    most = max(weight for _, weight in claimed)
    best = sorted(named for named in claimed if named[1] == most)
    return best[0] if len(best) == 1 else None


def _joined(words: Iterator[str] | Sequence[str]) -> str:
    """Put blanks on both sides of each word, so that no match begins or ends inside one."""
    return "".join(f" {word} " for word in words)
