"""Names that the gazetteers know: what a local id stands for before anything is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.entities.linking.forms import Form
from pipeline.entities.names import slug
from pipeline.gazetteers import Gazetteers

SAFE_ACRONYM = 5
"""Letters from which an acronym stands for a body whatever its capitals and dots."""
KNOWN_IN = 20
"""Documents that a known name counts for at least, where its words are weighed."""
TYPES = ("organisation", "programme")


@dataclass(frozen=True, slots=True)
class Authority:
    """Known bodies by the slugs of their names."""

    names: Mapping[str, str]
    """Canonical name by entity id."""
    meant: Mapping[tuple[str, str], tuple[str, str]] = field(repr=False)
    """By type and slug: entity id, and the known name. Names that bodies share are left out."""

    def find(self, type_: str, slug_: str) -> tuple[str, str] | None:
        """Return (entity id, known name) of a local id; a body of the id's own type comes first."""
        for kind in (type_, *(other for other in TYPES if other != type_)):
            if (kind, slug_) in self.meant:
                return self.meant[(kind, slug_)]
        return None

    def entity_of(self, local_id: str) -> str:
        """Return what an id made of a known name stands for; of others the id itself."""
        type_, _, slug_ = local_id.partition(":")
        return self.meant[(type_, slug_)][0] if (type_, slug_) in self.meant else local_id


def known_forms(authority: Authority, forms: Mapping[str, Form]) -> Iterable[Form]:
    """Yield the known names of several words, as if documents had written them.

    Args:
        authority: Any.
        forms: What documents give, by local id.
    """
    for (type_, slug_), (entity_id, written) in authority.meant.items():
        if "-" in slug_:
            found = forms.get(entity_id)
            n = max(found.n_documents if found else 0, KNOWN_IN)
            yield Form(f"{type_}:{slug_}", written, n, 0, n)


def read_authority(gazetteers: Gazetteers) -> Authority:
    """Return the names of all organisations and programmes that the gazetteers know."""
    known = [id_ for id_ in sorted(gazetteers.entity_ids()) if id_.partition(":")[0] in TYPES]
    meant: dict[tuple[str, str], tuple[str, str]] = {}
    shared: set[tuple[str, str]] = set()
    for entity_id in known:
        type_ = entity_id.partition(":")[0]
        for written in _written(gazetteers, entity_id):
            key = (type_, slug(written))
            if meant.setdefault(key, (entity_id, written))[0] != entity_id:
                shared.add(key)
    kept = {key: value for key, value in meant.items() if key not in shared and key[1]}
    return Authority({id_: gazetteers.name_of(id_) for id_ in known}, kept)


def _written(gazetteers: Gazetteers, entity_id: str) -> Iterable[str]:
    body = gazetteers.body(entity_id)
    if body is None:
        return (gazetteers.name_of(entity_id),)
    long_acronyms = (one for one in body.acronyms if len(one) >= SAFE_ACRONYM)
    return dict.fromkeys((body.name, *body.aliases, *long_acronyms))
