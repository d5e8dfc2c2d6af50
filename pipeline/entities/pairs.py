"""Known bodies by a name that several may share, together with an acronym."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pipeline.entities.generic import standard
from pipeline.entities.names import slug
from pipeline.gazetteers import Gazetteers

KEPT = 4
"""Gazetteers of which the pairs are kept: a process uses one or two."""

Pair = tuple[str, str]
"""Acronym without full stops, and slug of the name."""


def body_by_pair(gazetteers: Gazetteers, acronym: str, form: str) -> str:
    """Return the id of the one body that goes by a name and an acronym, "" without or for several.

    "National Security Council (NSC)" says who is meant where neither alone does.
    """
    return _pairs(gazetteers).get((acronym.replace(".", ""), slug(standard(form))), "")


@lru_cache(maxsize=KEPT)
def _pairs(gazetteers: Gazetteers) -> Mapping[Pair, str]:
    found: dict[Pair, set[str]] = {}
    for entity_id in gazetteers.entity_ids():
        body = gazetteers.body(entity_id)
        short = (*body.acronyms, *body.shy) if body is not None else ()
        if body is None or not short or not entity_id.startswith("organisation:"):
            continue
        for name in (body.name, *body.aliases, *body.at_home):
            for acronym in short:
                pair = (acronym.replace(".", ""), slug(standard(name)))
                found.setdefault(pair, set()).add(entity_id)
    return {pair: min(ids) for pair, ids in found.items() if len(ids) == 1}
