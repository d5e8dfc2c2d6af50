"""From one text to proposals: ask what suggests, and find the sentences that speak for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline import languages
from pipeline.records import UNDETERMINED
from pipeline.steps.kit import COUNTRIES, Kit
from pipeline.steps.proposals import Evidence, Proposal, Proposed
from pipeline.steps.reading import Text, country_mentions
from pipeline.text import count_words
from pipeline.themes import Suggestion
from pipeline.themes.countries import suggest_countries, weigher
from pipeline.themes.evidence import Sentence, naming, speaking

LEAST_WORDS = 3
"""Of title and text together; from less nothing can be told."""
ISO = "iso3166-1"
NO_TEXT, WHOLE_TEXT = "text", "whole text"
"""Said among what is lacking: of a text that is too short, and of one that was not read as a whole
(see the limits in `reading`)."""

Status = Mapping[tuple[str, str], str]
"""What is known already, by (scheme, concept id): publisher, accept, add or reject."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted."""

    schemes: tuple[str, ...]
    limit: int
    """Most proposals of each scheme."""
    threshold: float
    """Least probability, 0 to 1."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A suggestion with what an editor is shown beside it."""

    model: str
    suggestion: Suggestion
    spoken: Sequence[Sentence]


def propose(kit: Kit, text: Text, asked: Asked, status: Status) -> Proposed:
    """Propose tags for one text.

    Args:
        kit: What suggests.
        text: As read.
        asked: What is wanted.
        status: Of its tags; nothing for a text that is not stored.
    """
    document, schemes = text.document, sorted({*asked.schemes})
    n_words = count_words(document.text)
    is_empty = not document.text or n_words + count_words(document.title) < LEAST_WORDS
    return Proposed(
        document_id=document.id,
        revision=document.revision,
        language=document.language,
        n_words=n_words,
        n_passages=len(text.passages),
        lacks=_lacks(text, is_empty),
        models={scheme: _model(kit, text, scheme) for scheme in schemes},
        proposals=tuple(
            _proposal(kit, text, (scheme, found), status)
            for scheme in schemes
            if not is_empty
            for found in _of_scheme(kit, text, scheme, asked)
        ),
    )


def _lacks(text: Text, is_empty: bool) -> tuple[str, ...]:
    if is_empty:
        return (NO_TEXT,)
    lacking = languages.lacks(text.document.language)
    found = [languages.SUGGESTIONS] if languages.SUGGESTIONS in lacking else []
    is_whole = text.is_whole and (not found or len(text.searched) == len(text.passages))
    return tuple(found if is_whole else [*found, WHOLE_TEXT])


def _is_understood(text: Text) -> bool:
    return languages.route(text.document.language).encoder


def _model(kit: Kit, text: Text, scheme: str) -> str:
    if scheme == COUNTRIES or _is_understood(text):
        return kit.versions[scheme]
    return kit.matcher(scheme).version


def _of_scheme(kit: Kit, text: Text, scheme: str, asked: Asked) -> list[_Found]:
    if scheme == COUNTRIES:
        return list(_countries(kit, text, asked))
    found: list[_Found] = []
    if _is_understood(text):
        found += _by_meaning(kit, text, scheme, asked)
    if not _is_understood(text) or text.document.language == UNDETERMINED:
        found += _by_labels(kit, text, scheme, asked)
    ranked = sorted(found, key=lambda one: (-one.suggestion.score, one.suggestion.concept_id))
    stronger = {one.suggestion.concept_id: one for one in reversed(ranked)}
    return [one for one in ranked if stronger[one.suggestion.concept_id] is one][: asked.limit]


def _by_meaning(kit: Kit, text: Text, scheme: str, asked: Asked) -> Iterator[_Found]:
    tagger = kit.taggers[scheme]
    suggested = tagger.suggest(
        text.document.title,
        text.read,
        text.vectors,
        limit=asked.limit,
        threshold=asked.threshold,
    )
    some = [one for one in suggested if one.evidence]
    read = text.sentences(kit, {id_ for one in some for id_ in one.evidence})
    spoken = speaking(some, read, tagger)
    for one in some:
        yield _Found(tagger.version, one, spoken[one.concept_id])


def _by_labels(kit: Kit, text: Text, scheme: str, asked: Asked) -> Iterator[_Found]:
    matcher, document = kit.matcher(scheme), text.document
    some = _best(matcher.suggest(document, text.searched), asked)
    spoken = naming(
        some, text.searched, lambda _, sentence: matcher.named(sentence, document.language)
    )
    for one in some:
        yield _Found(matcher.version, one, spoken[one.concept_id])


def _countries(kit: Kit, text: Text, asked: Asked) -> Iterator[_Found]:
    document, alpha3 = text.document, kit.places.alpha3
    mentions = country_mentions(document, text.passages, kit.places)
    heading = replace(document, text=document.title)
    titled = {alpha3(one.entity_id) for one in country_mentions(heading, (), kit.places)}
    some = _best(suggest_countries(mentions, titled - {""}, text.passages, alpha3), asked)
    spoken = naming(some, text.passages, weigher(mentions, alpha3))
    for one in some:
        yield _Found(kit.versions[COUNTRIES], one, spoken[one.concept_id])


def _best(suggested: Sequence[Suggestion], asked: Asked) -> list[Suggestion]:
    return [one for one in suggested if one.score >= asked.threshold][: asked.limit]


def _proposal(kit: Kit, text: Text, of: tuple[str, _Found], status: Status) -> Proposal:
    scheme, found = of
    one = found.suggestion
    label, uri = _named(kit, scheme, one.concept_id)
    return Proposal(
        scheme=scheme,
        concept_id=one.concept_id,
        uri=uri,
        label=label,
        probability=one.score,
        low=one.low,
        high=one.high,
        is_sure=one.is_sure,
        is_calibrated=one.is_calibrated,
        evidence=_evidence(text, found),
        signals=one.signals,
        model=found.model,
        status=status.get((scheme, one.concept_id), ""),
    )


def _named(kit: Kit, scheme: str, concept_id: str) -> tuple[str, str]:
    """Return label and URI."""
    if scheme == COUNTRIES:
        return kit.places.name_of(f"country:{concept_id}") or concept_id, f"{ISO}:{concept_id}"
    concept = kit.vocabulary(scheme).by_id[concept_id]
    return concept.label, concept.uri


def _evidence(text: Text, found: _Found) -> tuple[Evidence, ...]:
    """Return the sentences; the best passage where none stands out."""
    written = text.document.text
    spans = [(one.start, one.end, one.passage_id) for one in found.spoken]
    if not spans:
        by_id = {one.id: one for one in text.passages}
        best = [by_id[id_] for id_ in found.suggestion.evidence[:1]]
        spans = [(one.start, one.end, one.id) for one in best]
    return tuple(Evidence(start, end, written[start:end], id_) for start, end, id_ in spans)
