"""Names that the gazetteers know: what a local id stands for before anything is guessed."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.entities.generic import owned, standard
from pipeline.entities.generic_words import GENERIC, LINKS, STATELY
from pipeline.entities.linking.forms import UNSTATED, Form
from pipeline.entities.names import slug
from pipeline.entities.spans import Row, Span
from pipeline.gazetteers import Gazetteers

SAFE_ACRONYM = 5
"""Letters from which an acronym stands for a body whatever its capitals and dots."""
KNOWN_IN = 20
"""Documents that a known name counts for at least, where its words are weighed."""
MOST_OF_A_COUNTRY = 4
"""Words that a country's name may have: "the Democratic Republic of Congo's"."""
FEWEST_SHARED = 2
"""Words of a generic name: "National Museum"."""
TYPES = ("organisation", "programme")

Meant = tuple[str, str]
"""Entity id, and the known name."""


@dataclass(frozen=True, slots=True)
class Authority:
    """Known bodies by the local ids that documents may give them."""

    names: Mapping[str, str]
    """Canonical name by entity id."""
    meant: Mapping[str, Meant] = field(repr=False)
    """By local id. Names that several bodies share are left out."""

    def find(self, form: Form) -> Meant | None:
        """Return what a form is known to mean; a body of its own type comes first.

        A generic name without its owner means a body that is known by that name alone.
        """
        name = form.slug if form.owner == UNSTATED else form.local_id.partition(":")[2]
        for kind in (form.type, *(other for other in TYPES if other != form.type)):
            if f"{kind}:{name}" in self.meant:
                return self.meant[f"{kind}:{name}"]
        return None

    def entity_of(self, local_id: str) -> str:
        """Return what an id made of a known name stands for; of others the id itself."""
        return self.meant[local_id][0] if local_id in self.meant else local_id


def known_forms(authority: Authority, forms: Mapping[str, Form]) -> Iterator[Form]:
    """Yield the known names of several words, as if documents had written them.

    Args:
        authority: Any.
        forms: What documents give, by local id.
    """
    for local_id, (entity_id, written) in authority.meant.items():
        if "-" in local_id:
            found = forms.get(entity_id)
            n = max(found.n_documents if found else 0, KNOWN_IN)
            yield Form(local_id, written, n, 0, n)


@functools.lru_cache(maxsize=2)  # by what it is made from: a second of work for 5,000 bodies
def read_authority(gazetteers: Gazetteers) -> Authority:
    """Return the names of all organisations and programmes that the gazetteers know."""
    known = [id_ for id_ in gazetteers.entity_ids() if id_.partition(":")[0] in TYPES]
    meant: dict[str, Meant] = {}
    shared: set[str] = set()
    for entity_id in sorted(known, key=lambda id_: (_is_over(gazetteers, id_), id_)):
        for local_id, written in _local_ids(gazetteers, entity_id):
            other = meant.setdefault(local_id, (entity_id, written))[0]
            is_rival = _is_over(gazetteers, other) == _is_over(gazetteers, entity_id)
            if other != entity_id and is_rival:
                shared.add(local_id)
    names = {id_: gazetteers.name_of(id_) for id_ in known}
    kept = {id_: meant[id_] for id_ in sorted(meant) if id_ not in shared and id_[-1] != ":"}
    return Authority(names, kept)


def _is_over(gazetteers: Gazetteers, entity_id: str) -> bool:
    """Tell whether a body has ended: of two that share a name the living one is meant."""
    body = gazetteers.body(entity_id)
    return body is not None and body.end is not None


def _local_ids(gazetteers: Gazetteers, entity_id: str) -> Iterator[tuple[str, str]]:
    """Yield (local id, known name) for each name of a body, generic ones with its country."""
    type_ = entity_id.partition(":")[0]
    body = gazetteers.body(entity_id)
    if body is None:
        name = gazetteers.name_of(entity_id)
        yield f"{type_}:{slug(name)}", name
        return
    long_acronyms = (one for one in body.acronyms if len(one) >= SAFE_ACRONYM)
    for written in dict.fromkeys((body.name, *body.aliases, *long_acronyms)):
        yield f"{type_}:{slug(written)}", written
    for written in _generic(gazetteers, (body.name, *body.aliases), body.country):
        yield f"{type_}:{slug(written)}.{body.country.lower()}", written
    for written in body.at_home if body.country else ():
        yield f"{type_}:{slug(standard(written))}.{body.country.lower()}", written


def _generic(gazetteers: Gazetteers, names: Iterable[str], country: str) -> Iterator[str]:
    """Yield what is left of generic names without the country in them ("National Museum")."""
    for name in filter(_may_be_generic, names if country else ()):
        lands = [
            Span(hit.start, hit.end, "country", hit.entry.name, hit.entry.entity_id)
            for hit in gazetteers.scan(name)
            if hit.entry.type == "country"
        ]
        meant = owned(name, Span(0, len(name), "organisation", name), Row(lands))
        if meant and (meant.country == f"country:{country}" or not lands):
            yield standard(meant.name)


def _may_be_generic(name: str) -> bool:
    """Tell whether but for a country's name all may be words that many bodies share.

    Quicker than to look for countries, which few names need.
    """
    words = re.findall(r"[^\W_]+", name.lower())
    n_shared = sum(word in GENERIC for word in words)
    n_own = sum(word not in LINKS for word in words) - n_shared
    is_like = n_shared >= FEWEST_SHARED and n_own <= MOST_OF_A_COUNTRY
    return is_like or not STATELY.isdisjoint(words)
