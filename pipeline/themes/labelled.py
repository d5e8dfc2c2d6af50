"""Suggest concepts by their labels: for documents in languages that no encoder understands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.records import UNDETERMINED, Document, Passage
from pipeline.themes.label_index import LabelIndex
from pipeline.themes.scoring import DECIMALS, N_EVIDENCE, Suggestion
from pipeline.versions import THEMES
from pipeline.vocabulary import Vocabulary

TITLE, LEAD, MENTION = 3.0, 2.0, 1.0
"""Points of a label: once for the title, once for the lead, and for every mention in the text..."""
LEAD_WORDS = 60
"""The lead is as long as a first paragraph."""
MOST_MENTIONS = 5.0
PER_WORDS = 500
"""...of which in longer texts as many count as there are for every 500 words, and 5 at most."""
MIDPOINT = 1.0
"""Points that make score 0.5: one phrase in a text of up to 500 words. Read with their English
labels, 99 English documents that are not part of this repository had 0.81 of the suggestions from
0.5 up right, and 0.25 of all themes found; with alternative labels too 0.82 and 0.43. At 1.25 it
was 0.93 and 0.18, at 1.5 0.96 and 0.16. Not a probability."""
LEAST_MENTIONS = 2
"""Of a concept that is named by single words only: "jeunesse" alone is an ordinary word."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class LabelMatcher:
    """The labels of a vocabulary in every language it has."""

    vocabulary: Vocabulary
    version: str
    """Names the method; changes with the vocabulary and this code."""
    indexes: tuple[LabelIndex, ...]
    """In order of language."""

    def suggest(self, document: Document, passages: Sequence[Passage]) -> list[Suggestion]:
        """Return the concepts that a document names, best first; equal scores in order of id.

        Labels in the document's language are looked for; in every language where it could not
        be told. score = points / (points + 1), where points = weight * (3 if the title names the
        concept + 2 if the first 60 words do + mentions in the text, at most 5 for every 500
        words). The weight is 1 for a phrase, and for one word that says what takes English two
        ("Kulturbeziehungen"); 1/2 for other labels of a single word; 1/3 for a single word that
        is but one subject of its label ("archives" of "Libraries, archives and books"). A concept
        needs a mention in the text; where its weight is below 1 two, the title included.

        Args:
            document: In any language.
            passages: All of its passages.
        """
        ordered = sorted(passages, key=lambda passage: passage.ordinal)
        best: dict[str, Suggestion] = {}
        for index in self.indexes:
            if document.language in (index.language, UNDETERMINED):
                for found in _judged(index, document.title, ordered):
                    known = best.get(found.concept_id)
                    if known is None or found.score > known.score:
                        best[found.concept_id] = found
        return sorted(best.values(), key=lambda each: (-each.score, each.concept_id))

    def named(self, text: str, language: str) -> dict[str, float]:
        """Return how much a text names each concept: the sum of the weights of its labels.

        Args:
            text: Any.
            language: ISO 639-1; UNDETERMINED: in whichever language it names it most.
        """
        words = _WORD.findall(text)
        most: dict[str, float] = {}
        for index in self.indexes:
            if language in (index.language, UNDETERMINED):
                found = index.count(words)
                for concept_id in sorted({id_ for id_, _ in found}):
                    weighed = sum(w * n for (id_, w), n in found.items() if id_ == concept_id)
                    most[concept_id] = max(weighed, most.get(concept_id, 0.0))
        return most


def load_label_matcher(vocabulary: Vocabulary) -> LabelMatcher:
    """Make the labels of a vocabulary ready to be looked for."""
    languages = {language for concept in vocabulary.concepts for language, _ in concept.labels}
    languages |= {language for concept in vocabulary.concepts for language in concept.alt_languages}
    version = "-".join(("labels", THEMES, vocabulary.scheme_id, vocabulary.digest[:12]))
    indexes = tuple(LabelIndex(vocabulary, language) for language in sorted(languages - {""}))
    return LabelMatcher(vocabulary, version, indexes)


def _judged(index: LabelIndex, title: str, passages: Sequence[Passage]) -> Iterator[Suggestion]:
    words = [_WORD.findall(passage.text) for passage in passages]
    n_words = sum(map(len, words))
    in_title = _weights(index.count(_WORD.findall(title)))
    in_lead = _weights(index.count([word for some in words for word in some][:LEAD_WORDS]))
    counted = [index.count(some) for some in words]
    everywhere: Counter[tuple[str, float]] = sum(counted, Counter())
    for concept_id in sorted({concept_id for concept_id, _ in everywhere}):
        named = {weight: n for (id_, weight), n in everywhere.items() if id_ == concept_id}
        n_named = sum(named.values()) + (concept_id in in_title)
        if max(named) < 1 and in_title.get(concept_id, 0) < 1 and n_named < LEAST_MENTIONS:
            continue
        points = TITLE * in_title.get(concept_id, 0) + LEAD * in_lead.get(concept_id, 0)
        points += MENTION * _dense(sum(weight * n for weight, n in named.items()), n_words)
        score = round(points / (points + MIDPOINT), DECIMALS)
        yield Suggestion(concept_id, score, _evidence(concept_id, passages, counted))


def _weights(found: Counter[tuple[str, float]]) -> dict[str, float]:
    """Return the greatest weight by which each concept is named."""
    best: dict[str, float] = {}
    for concept_id, weight in found:
        best[concept_id] = max(weight, best.get(concept_id, 0.0))
    return best


def _dense(weighed: float, n_words: int) -> float:
    return min(MOST_MENTIONS, weighed * min(1.0, PER_WORDS / max(n_words, 1)))


def _evidence(
    concept_id: str, passages: Sequence[Passage], counted: Iterable[Counter[tuple[str, float]]]
) -> tuple[str, ...]:
    """Return the passages that name a concept most, of equals the earlier first."""
    sums = [sum(w * n for (id_, w), n in found.items() if id_ == concept_id) for found in counted]
    ranked = sorted(zip(sums, passages, strict=True), key=lambda pair: (-pair[0], pair[1].ordinal))
    return tuple(passage.id for weighed, passage in ranked[:N_EVIDENCE] if weighed)
