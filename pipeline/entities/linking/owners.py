"""Whose a generic name is, where only one country is said to have a body of that name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.entities.linking.authority import Authority
from pipeline.entities.linking.forms import UNSTATED, Form
from pipeline.records import EntityLink

FEWEST = 3
"""Documents that must name the owner for others to mean it: a single one may be misread."""


@dataclass(frozen=True, slots=True)
class Owners:
    """Owners by type and generic name ("organisation:department-of-labour")."""

    said: Mapping[str, frozenset[str]]
    """In documents."""
    known: Mapping[str, frozenset[str]]
    """In the gazetteers."""

    def agree(self, one: str, other: str) -> bool:
        """Tell whether two ids may be of one owner.

        They state the same, or one states none, and nobody else is said or known to have it.
        """
        owners = {id_.partition(".")[2] for id_ in (one, other)}
        stated = owners - {"", UNSTATED}
        if len(owners) == 1 or not stated:
            return True
        names = {id_.partition(".")[0] for id_ in (one, other)}
        return len(stated) == 1 and all(self._all(name) <= stated for name in names)

    def _all(self, name: str) -> frozenset[str]:
        return self.said.get(name, frozenset()) | self.known.get(name, frozenset())


def read_owners(forms: Iterable[Form], authority: Authority) -> Owners:
    """Return who owns what by documents and gazetteers."""
    said = _grouped(form.local_id for form in forms)
    return Owners(said, _grouped(authority.meant))


def _grouped(ids: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for id_ in ids:
        name, _, owner = id_.partition(".")
        if owner not in ("", UNSTATED):
            found[name].add(owner)
    return {name: frozenset(owners) for name, owners in found.items()}


def sole_owners(
    forms: Mapping[str, Form], free: Iterable[Form], owners: Owners, authority: Authority
) -> list[EntityLink]:
    """Return links from names without an owner to the only body of that name.

    Only where the gazetteers know that one alone, and documents name its owner.

    Args:
        forms: By local id.
        free: Those that may be linked.
        owners: Of all of them.
        authority: Known bodies.
    """
    found = []
    for form in free:
        name = form.local_id.partition(".")[0]
        known = owners.known.get(name, frozenset())
        if form.owner != UNSTATED or len(known) != 1 or owners.said.get(name) != known:
            continue
        stated = f"{name}.{min(known)}"
        n = forms[stated].n_documents
        if n >= FEWEST:
            evidence = f"no other is known; {n:,} documents say whose"
            end = authority.entity_of(stated)
            found.append(EntityLink(form.local_id, end, "short form", evidence))
    return found
