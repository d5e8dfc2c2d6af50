"""Put together what model, gazetteers and rules find in each document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from pipeline.entities.acronyms import definitions
from pipeline.entities.coreference import with_full_names
from pipeline.entities.countries import country_spans
from pipeline.entities.names import is_plain, slug, trimmed
from pipeline.entities.organisations import organisation_spans
from pipeline.entities.programmes import programme_spans
from pipeline.entities.reading import known_names, readable_text
from pipeline.entities.recogniser import Recogniser
from pipeline.entities.spans import ModelSpan, Row, Span, mark_inside, without_overlaps
from pipeline.gazetteers import Gazetteers, Hit
from pipeline.records import Document, EntityType, Mention, Passage

RANK = {"name": 0, "alias": 0, "acronym": 0, "rule": 1, "model": 2}
"""Which of two spans of equal length is kept."""

_LOWER_WORD = re.compile(r"(?<![\w'\u2019])[a-z][a-z-]+")
FREE: dict[str, EntityType] = {"PERSON": "person", "GPE": "place", "LOC": "place", "FAC": "place"}
"""Labels of the model that are taken as they come."""


def find_mentions(
    documents: Sequence[Document],
    recogniser: Recogniser,
    passages: Mapping[str, Sequence[Passage]] = MappingProxyType({}),
) -> list[tuple[Mention, ...]]:
    """Find the mentions of each document.

    The model and the rules read what is in a language that has a recogniser (see
    `pipeline.languages`); everywhere else the gazetteers alone find countries and known names.

    Args:
        documents: Any.
        recogniser: Model and gazetteers.
        passages: By document id, for texts that are in more than one language.

    Returns:
        One tuple a document, in the order given, sorted by start, then end. A document's
        mentions depend on nothing but its text and languages.
    """
    with recogniser.session():
        return [_read(each, recogniser, passages.get(each.id, ())) for each in documents]


def _read(
    document: Document, recogniser: Recogniser, passages: Sequence[Passage]
) -> tuple[Mention, ...]:
    read = readable_text(document, passages)
    found = recogniser.read(read) if read else ()
    return mentions_of(document, passages, recogniser.gazetteers, found)


def mentions_of(
    document: Document,
    passages: Sequence[Passage],
    gazetteers: Gazetteers,
    found: Sequence[ModelSpan],
) -> tuple[Mention, ...]:
    """Find the mentions of a document for which the model has been run.

    Args:
        document: Any.
        passages: Its passages; none: its language holds for all of it.
        gazetteers: Known names.
        found: What the model found in its `readable_text`, in order.

    Returns:
        As `find_mentions` gives them.
    """
    text = document.text
    hits = known_names(document, passages, gazetteers)
    spans = _spans(text, readable_text(document, passages), hits, list(found))
    return tuple(
        Mention(
            document.id, one.start, one.end, text[one.start : one.end],
            one.type, one.entity_id, one.name, one.via, one.inside, one.edition,
        )
        for one in sorted(spans, key=lambda one: (one.start, one.end, one.type))
    )  # fmt: skip


def _spans(text: str, read: str, hits: list[Hit], found: list[ModelSpan]) -> list[Span]:
    """Put together what was found; rules see only what is read, which is of the text's length."""
    known = [_known(hit) for hit in hits if hit.entry.type in ("organisation", "programme")]
    lands = country_spans(text, read, hits, found)
    if not read:
        return known + mark_inside(lands, Row(known))
    words = frozenset(_LOWER_WORD.findall(read))
    bodies = _named(read, known, found, words, lands)
    bodies = with_full_names(_with_acronyms(read, bodies))
    row = Row(bodies)
    nested = [one for one in known if _is_within(one, row)]
    free = _free(read, found, bodies + lands)
    return bodies + mark_inside(nested + lands, row) + free


def _is_within(one: Span, row: Row[Span]) -> bool:
    """Tell whether a span is a real part of a longer one."""
    around = row.around(one.start, one.end)
    return around is not None and (around.start, around.end) != (one.start, one.end)


def _known(hit: Hit) -> Span:
    entry = hit.entry
    kind: EntityType = "programme" if entry.type == "programme" else "organisation"
    return Span(hit.start, hit.end, kind, entry.name, entry.entity_id, entry.via)


def _named(
    text: str,
    known: list[Span],
    found: list[ModelSpan],
    words: frozenset[str],
    lands: list[Span],
) -> list[Span]:
    """Return organisations and programmes without overlaps; longer names win, then known ones."""
    geographic = {(one.start, one.end) for one in lands}
    guessed = [
        one
        for one in (*programme_spans(text), *organisation_spans(text, found, words))
        if (one.start, one.end) not in geographic
    ]
    row = Row(known)
    ranked = sorted(
        (*known, *guessed),
        key=lambda one: (_cuts(one, row), one.start - one.end, RANK[one.via], one.start, one.type),
    )
    return [_resolved(one) for one in without_overlaps(ranked)]


def _cuts(span: Span, known: Row[Span]) -> bool:
    """Tell whether a guess cuts through a known name: known names are placed before it."""
    touched = known.touching(span.start, span.end)
    return any(one.start < span.start or span.end < one.end for one in touched)


def _resolved(span: Span) -> Span:
    if span.entity_id:
        return span
    return replace(span, entity_id=f"{span.type}:{slug(span.name)}")


def _with_acronyms(text: str, bodies: list[Span]) -> list[Span]:
    """Give acronyms that the document defines the entity of their long form."""
    by_end = {one.end: one for one in bodies}
    meant = {}
    for acronym, (start, end) in definitions(text).items():
        long_form = by_end.get(end)
        if long_form is not None and abs(long_form.start - start) < len(text[start:end]):
            meant[acronym] = long_form
    if not meant:
        return bodies
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(meant)))})(?!\w)")
    short = [
        replace(meant[found.group()], start=found.start(), end=found.end(), via="acronym")
        for found in pattern.finditer(text)
    ]
    at = {(one.start, one.end) for one in short}
    kept = [one for one in bodies if (one.start, one.end) not in at]
    row = Row(kept)
    inner = [one for one in short if not row.touching(one.start, one.end)]
    return sorted(kept + inner, key=lambda one: one.start)


def _free(text: str, found: Iterable[ModelSpan], taken: list[Span]) -> list[Span]:
    """Return persons and places that overlap nothing found before."""
    covered: set[int] = set()
    for one in taken:
        covered.update(range(one.start, one.end))
    free = []
    for guess in found:
        start, end = trimmed(text, guess.start, guess.end)
        kind = FREE.get(guess.label)
        if kind and covered.isdisjoint(range(start, end)):
            name = text[start:end]
            if slug(name) and not is_plain(name, frozenset()) and not _is_dirt(name):
                free.append(Span(start, end, kind, name, f"{kind}:{slug(name)}", "model"))
    return free


def _is_dirt(name: str) -> bool:
    """Tell whether a name is one word in capitals: rather scan dirt than a person or place."""
    return " " not in name and len(name) > 1 and name.isupper()
