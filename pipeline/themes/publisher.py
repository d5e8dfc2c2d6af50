"""Turn the labels that publishers gave to their documents into tags."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipeline.records import Label, Tag
from pipeline.vocabulary import Vocabulary, normalise_label

COMPETING = ("themes", "disciplines")
"""Vocabularies that publishers' lists are taken for: a label is in one of the two, not in both."""
COUNTRIES = "countries"
KEYWORDS = "keywords"


def publisher_tags(
    document_id: str,
    labels: Iterable[Label],
    vocabularies: Sequence[Vocabulary],
    country_of: Callable[[str], str],
) -> list[Tag]:
    """Map labels to concepts, whatever list the publisher put them in.

    A label is looked up in the vocabulary of its own kind first, then in the other of themes and
    disciplines, then among the countries (labels of kind "countries": there first). Each further
    vocabulary is asked as well, whatever these say: it is another view of the same document. What
    matches nothing, and so every region, stays a keyword as written: nothing is lost.

    Args:
        document_id: The document that the labels belong to.
        labels: In any order, doubles allowed.
        vocabularies: Themes, disciplines, and any others.
        country_of: From a label to ISO 3166-1 alpha-3, or "" where it names no country.

    Returns:
        Tags of origin "publisher", score 1, in order of scheme and concept, without doubles.
    """
    found: dict[tuple[str, str], Tag] = {}
    for label in sorted(labels, key=lambda label: (label.kind, label.text)):
        text = " ".join(label.text.split())
        if not text:
            continue
        for scheme, concept_id in _places(label.kind, text, vocabularies, country_of):
            # Keywords that differ in case or punctuation only are one keyword, spelt as the first.
            name = normalise_label(text) or text if scheme == KEYWORDS else concept_id
            tag = Tag(document_id, scheme, concept_id, origin="publisher", score=1.0)
            found.setdefault((scheme, name), tag)
    return sorted(found.values(), key=lambda tag: (tag.scheme, tag.concept_id))


def _places(
    kind: str,
    text: str,
    vocabularies: Sequence[Vocabulary],
    country_of: Callable[[str], str],
) -> list[tuple[str, str]]:
    """Return scheme and concept id of one label, in every view that knows it."""
    competing = [each for each in vocabularies if each.scheme_id in COMPETING]
    first = _place(kind, text, competing, country_of)
    others = [each for each in vocabularies if each.scheme_id not in COMPETING]
    found = [(each.scheme_id, id_) for each in others if (id_ := each.match_label(text))]
    return [first, *found] if first[0] != KEYWORDS else found or [first]


def _place(
    kind: str,
    text: str,
    vocabularies: Sequence[Vocabulary],
    country_of: Callable[[str], str],
) -> tuple[str, str]:
    """Return scheme and concept id of one label."""
    if kind == COUNTRIES and (country := country_of(text)):
        return COUNTRIES, country
    for vocabulary in sorted(vocabularies, key=lambda each: each.scheme_id != kind):
        if concept_id := vocabulary.match_label(text):
            return vocabulary.scheme_id, concept_id
    if country := country_of(text):
        return COUNTRIES, country
    return KEYWORDS, text
