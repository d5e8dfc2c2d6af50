"""Organs of known bodies: whose "Executive Board" a text about UNESCO speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from pipeline.entities.generic import standard
from pipeline.entities.names import slug
from pipeline.entities.spans import Span
from pipeline.gazetteers import Gazetteers

_ORGAN = re.compile(
    r"(?:Executive|Governing|General|Administrative) (?:Board|Committee|Council|Body|Conference|"
    r"Assembly|Bureau)|Secretariat|Board of (?:Governors|Trustees|Directors)"
)
"""Names of organs that many bodies have, and that say nothing without their owner."""
_OF = re.compile(r" of (?:the )?")
_POSSESSIVE = re.compile(r"(?:['\u2019]s?)? $")

KEPT = 4
"""Gazetteers of which the organs are kept: a process uses one or two."""

Organs = Mapping[str, Mapping[str, str]]
"""By slug of the organ: from the owner's entity id to that of the organ."""


def organ_meant(name: str, known: Iterable[Span], gazetteers: Gazetteers) -> str:
    """Return the entity id of the organ that a name without owner means, "" if that is open.

    It is that of the body which the text names more often than any other.

    Args:
        name: "Executive Board".
        known: Known bodies and programmes that the text names.
        gazetteers: For their organs.
    """
    organs = _organs(gazetteers).get(slug(standard(name)))
    if not organs:
        return ""
    bodies = Counter(one.entity_id for one in known if one.type == "organisation")
    first, second = [*bodies.most_common(2), ("", 0), ("", 0)][:2]
    return organs.get(first[0], "") if first[1] > second[1] else ""


@lru_cache(maxsize=KEPT)
def _organs(gazetteers: Gazetteers) -> Organs:
    owners: dict[str, str] = {}
    ids = sorted(one for one in gazetteers.entity_ids() if one.startswith("organisation:"))
    for entity_id in ids:
        for name in _names(gazetteers, entity_id):
            owners.setdefault(slug(name), entity_id)
    found: dict[str, dict[str, str]] = {}
    for entity_id in ids:
        for name in _names(gazetteers, entity_id):
            for organ, owner in _parts(name):
                if owner_id := owners.get(slug(owner)):
                    found.setdefault(slug(standard(organ)), {})[owner_id] = entity_id
    return found


def _names(gazetteers: Gazetteers, entity_id: str) -> tuple[str, ...]:
    body = gazetteers.body(entity_id)
    return (body.name, *body.aliases, *body.acronyms) if body is not None else ()


def _parts(name: str) -> Iterator[tuple[str, str]]:
    """Yield organ and owner of "Executive Board of UNESCO" or "UNESCO Executive Board"."""
    for organ in _ORGAN.finditer(name):
        if organ.start() == 0 and (of := _OF.match(name, organ.end())):
            yield organ.group(), name[of.end() :]
        elif organ.end() == len(name) and organ.start():
            yield organ.group(), _POSSESSIVE.sub("", name[: organ.start()])
