"""Put together what model, gazetteers and rules find in one text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.entities.acronyms import definitions
from pipeline.entities.companions import companions
from pipeline.entities.coreference import with_full_names
from pipeline.entities.countries import country_spans
from pipeline.entities.defined import with_acronyms
from pipeline.entities.discovery import proposed_spans
from pipeline.entities.editions import with_edition
from pipeline.entities.generic import ministries
from pipeline.entities.names import is_plain, lower_words, slug, trimmed
from pipeline.entities.organisations import organisation_spans
from pipeline.entities.owners import Places, with_owners
from pipeline.entities.programmes import programme_spans
from pipeline.entities.programmes_known import against_known
from pipeline.entities.spans import ModelSpan, Row, Span, mark_inside, without_overlaps
from pipeline.entities.undefined import Around, undefined_acronyms
from pipeline.gazetteers import Gazetteers, Hit
from pipeline.records import EntityType

RANK = {"name": 0, "alias": 0, "acronym": 0, "rule": 1, "model": 2}
"""Which of two spans of equal length is kept."""

FREE: dict[str, EntityType] = {"PERSON": "person", "GPE": "place", "LOC": "place", "FAC": "place"}
"""Labels of the model that are taken as they come."""

KNOWN = ("organisation", "programme")


@dataclass(frozen=True, slots=True)
class Material:
    """What is known of a text before names are put together."""

    text: str
    read: str
    """The same, blank where neither model nor rules read; or empty."""
    title: str
    hits: Sequence[Hit]
    """Of the gazetteers."""
    found: Sequence[ModelSpan]
    """Of the model."""
    gazetteers: Gazetteers


def spans_of(given: Material) -> list[Span]:
    """Return all spans of a text, in no order; rules see only what is read."""
    known = [_known(given.text, hit) for hit in given.hits if hit.entry.type in KNOWN]
    lands = country_spans(given.text, given.read, given.hits, given.found)
    if not given.read:
        return known + mark_inside(lands, Row(known))
    bodies = _bodies(given, known, lands)
    row = Row(bodies)
    nested = [one for one in known if _is_within(one, row)]
    surely = bodies + mark_inside(nested + lands, row)
    free = _free(given.read, given.found, bodies + lands)
    return surely + free + _tentative(given, bodies, lands)


def _known(text: str, hit: Hit) -> Span:
    entry = hit.entry
    if entry.type == "programme":
        one = Span(hit.start, hit.end, "programme", entry.name, entry.entity_id, entry.via)
        return with_edition(text, one)
    return Span(hit.start, hit.end, "organisation", entry.name, entry.entity_id, entry.via)


def _bodies(given: Material, known: list[Span], lands: list[Span]) -> list[Span]:
    """Return organisations and programmes, none overlapping another, in order."""
    text, words = given.read, lower_words(given.read)
    countries = Row(one for one in lands if one.type == "country" and one.via != "capital")
    towns = Row(one for one in given.found if one.label == "GPE")
    named = _named(given, known, lands, words)
    taken = Row(without_overlaps([*named, *lands]))
    more = companions(text, given.found, named, taken, words)
    named = sorted([*named, *more], key=lambda one: one.start)
    owned = with_owners(text, named, known, Places(countries, towns), given.gazetteers)
    resolved = [_resolved(one) for one in owned]
    defined = with_acronyms(text, resolved, given.found, countries, given.gazetteers)
    return with_full_names(defined)


def _named(
    given: Material, known: list[Span], lands: list[Span], words: frozenset[str]
) -> list[Span]:
    """Return names without overlaps; longer names win, then known ones."""
    geographic = {(one.start, one.end) for one in lands}
    names = Row(without_overlaps([*known, *lands]))
    found = organisation_spans(given.read, given.found, words, names)
    offices = ministries(given.read, Row(one for one in lands if one.type == "country"))
    row = Row(known)
    programmes = against_known(given.read, programme_spans(given.read), row)
    guessed = [
        one for one in (*programmes, *found, *offices) if (one.start, one.end) not in geographic
    ]
    ranked = sorted(
        (*known, *guessed),
        key=lambda one: (_cuts(one, row), one.start - one.end, RANK[one.via], one.start, one.type),
    )
    return without_overlaps(ranked)


def _cuts(span: Span, known: Row[Span]) -> bool:
    """Tell whether a guess cuts through a known name: known names are placed before it."""
    touched = known.touching(span.start, span.end)
    return any(one.start < span.start or span.end < one.end for one in touched)


def _resolved(span: Span) -> Span:
    if span.entity_id:
        return span
    return replace(span, entity_id=f"{span.type}:{slug(span.name)}")


def _is_within(one: Span, row: Row[Span]) -> bool:
    """Tell whether a span is part of the longer name of something else."""
    around = row.around(one.start, one.end)
    return around is not None and around.entity_id != one.entity_id


def _tentative(given: Material, bodies: list[Span], lands: list[Span]) -> list[Span]:
    """Return what counts only if the corpus or an analyst vouches for it."""
    row = Row(bodies)
    outer = [one for one in lands if not row.around(one.start, one.end)]
    taken = Row(without_overlaps([*bodies, *outer]))
    others = {(one.start, one.end) for one in given.found if one.label in FREE}
    proposed = [
        one
        for one in proposed_spans(given.read, given.title)
        if not taken.touching(one.start, one.end) and (one.start, one.end) not in others
    ]
    around = Around(
        tuple(given.found), taken, lower_words(given.read), definitions(given.read),
        given.gazetteers.name_of,
    )  # fmt: skip
    short = undefined_acronyms(given.read, around)
    inside = Row(without_overlaps(proposed))
    return [_resolved(one) for one in proposed] + [
        one for one in short if not inside.touching(one.start, one.end)
    ]


def _free(text: str, found: Iterable[ModelSpan], taken: list[Span]) -> list[Span]:
    """Return persons and places that overlap nothing found before."""
    row = Row(without_overlaps(sorted(taken, key=lambda one: one.start - one.end)))
    free = []
    for guess in found:
        start, end = trimmed(text, guess.start, guess.end)
        kind = FREE.get(guess.label)
        if kind and not row.touching(start, end):
            name = text[start:end]
            if slug(name) and not is_plain(name, frozenset()) and not _is_dirt(name):
                free.append(Span(start, end, kind, name, f"{kind}:{slug(name)}", "model"))
    return free


def _is_dirt(name: str) -> bool:
    """Tell whether a name is one word in capitals: rather scan dirt than a person or place."""
    return " " not in name and len(name) > 1 and name.isupper()
