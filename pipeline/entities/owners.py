"""Whose ministry, museum or parliament: generic names with the country that they belong to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from pipeline.entities.generic import Owned, in_town, owned, qualified, standard
from pipeline.entities.names import slug
from pipeline.entities.organs import organ_meant
from pipeline.entities.spans import ModelSpan, Row, Span
from pipeline.gazetteers import Gazetteers

_VAGUE = (
    "administration agency authority board bureau command commission committee company corps "
    "delegation department division force forces group mission office organisation organization "
    "party secretariat section service"
)
VAGUE = frozenset(_VAGUE.split())
"""Words that with a country alone name nothing."""
GUESSED = ("rule", "model")
"""Ways in which names were found that are not known."""


@dataclass(frozen=True, slots=True)
class Places:
    """What a text names, each without overlaps."""

    lands: Row[Span]
    """Countries."""
    towns: Row[ModelSpan]
    """What the model calls countries, towns and the like."""


def with_owners(
    text: str,
    bodies: list[Span],
    known: list[Span],
    places: Places,
    gazetteers: Gazetteers,
) -> list[Span]:
    """Give generic names the id of the body of their country.

    Where the document says a name's country in one place only, it holds for all of it. A name
    whose country is said nowhere is that of a known body which the document names otherwise, too
    ("NSC", and "National Security Council"), else it keeps an id of its own that says so.

    Args:
        text: The document's.
        bodies: Organisations and programmes, none overlapping another.
        known: What the gazetteers found, some of it inside longer names.
        places: That the text names.
        gazetteers: For names, and the countries of known bodies.
    """
    meant: dict[int, Owned] = {}
    for one in bodies:
        if one.type == "organisation" and one.via in GUESSED:
            said = owned(text, one, places.lands)
            if said is not None:
                meant[one.start] = in_town(text, one, said, places.towns)
    countries = _countries(meant)
    row = Row(known)
    elsewhere = _named_bodies(known, gazetteers) if meant else {}

    def mended(one: Span) -> Span:
        said = meant.get(one.start)
        if said is None:
            return one
        if not (said.country or said.place) and len(countries[said.name]) == 1:
            said = replace(said, country=countries[said.name][0])
        body = _known_body(one, said, row, gazetteers) or elsewhere.get(_key(said, gazetteers))
        if body is None and not said.country and not said.place:
            body = _organ(one, said.name, known, gazetteers)
        return qualified(one, said, gazetteers.name_of, body)

    return [mended(one) for one in bodies if not _is_vague(text, one, places.lands)]


def _organ(one: Span, name: str, known: list[Span], gazetteers: Gazetteers) -> Span | None:
    """Return the organ of the body that a document names: its "Executive Board"."""
    entity_id = organ_meant(name, known, gazetteers)
    return (
        replace(one, name=gazetteers.name_of(entity_id), entity_id=entity_id) if entity_id else None
    )


def _is_vague(text: str, one: Span, lands: Row[Span]) -> bool:
    """Tell whether a guess is a country and a word for any office: "the U.S. Department"."""
    within = lands.touching(one.start, one.end) if one.via in GUESSED else []
    rest = text[within[-1].end : one.end].strip().lower() if within else ""
    return rest in VAGUE and within[0].start == one.start


def _countries(meant: dict[int, Owned]) -> dict[str, list[str]]:
    """Return the countries said with each generic name."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for one in meant.values():
        if one.country and one.country not in said[one.name]:
            said[one.name].append(one.country)
    return said


def _key(said: Owned, gazetteers: Gazetteers) -> tuple[str, str]:
    return slug(standard(said.name)), gazetteers.alpha3(said.country)


def _named_bodies(known: list[Span], gazetteers: Gazetteers) -> dict[tuple[str, str], Span]:
    """Return the known bodies of a document by each of their names, without country and with.

    A name that two of them share stands for neither unless the country is said, too.
    """
    named: dict[tuple[str, str], Span] = {}
    shared: set[tuple[str, str]] = set()
    for one in {span.entity_id: span for span in reversed(known)}.values():
        body = gazetteers.body(one.entity_id)
        if body is None or one.type != "organisation":
            continue
        for form in {slug(standard(name)) for name in (body.name, *body.aliases, *body.at_home)}:
            for key in ((form, ""), (form, body.country)):
                if named.setdefault(key, one) is not one:
                    shared.add(key)
    return {key: one for key, one in named.items() if key not in shared}


def _known_body(one: Span, said: Owned, known: Row[Span], gazetteers: Gazetteers) -> Span | None:
    """Return the known body of that country whose name is part of this one."""
    for inner in known.touching(one.start, one.end):
        body = gazetteers.body(inner.entity_id)
        if body is not None and body.country and f"country:{body.country}" == said.country:
            return inner
    return None
