"""Shorter forms of known names, told by the documents that have the full name, too."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from pipeline.entities.linking.authority import Authority
from pipeline.entities.linking.forms import Form, Shortened
from pipeline.entities.names import slug
from pipeline.records import EntityLink

TIMES = 3
"""How much more documents must say it than say something else, one more than there are: three are
enough where all agree; of 45 with a "Universal Declaration ..." one in five may mean another."""
FEWEST_WORDS = 2


def shorter(
    forms: Iterable[Form],
    shortened: Iterable[Shortened],
    authority: Authority,
    resolve: Callable[[str], str],
) -> list[EntityLink]:
    """Return links from names that documents use for a known one, once they have named it.

    Args:
        forms: Those that may be linked; of generic names with their owners none is.
        shortened: What documents say.
        authority: Known bodies.
        resolve: From a local id to what it stands for as far as known.
    """
    said = _said(shortened, authority, resolve)
    found: list[EntityLink] = []
    for form in forms:
        counts = said.get(f"{form.type}:{form.slug}")
        if counts and not form.owner and form.slug.count("-") + 1 >= FEWEST_WORDS:
            found.extend(_agreed(form, counts, authority))
    return found


def _said(
    shortened: Iterable[Shortened], authority: Authority, resolve: Callable[[str], str]
) -> Mapping[str, Counter[str]]:
    """Return documents by what they mean, by type and short form; the form itself left out."""
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for one in shortened:
        if not one.is_acronym:
            type_ = one.local_id.partition(":")[0]
            key = f"{type_}:{slug(one.written)}"
            meant = _base(resolve(one.local_id), authority)
            if meant != key:
                said[key][meant] += one.n_documents
    return said


def _base(entity_id: str, authority: Authority) -> str:
    """Return the known body whose name an unknown longer one begins with; else the id itself."""
    if entity_id in authority.names:
        return entity_id
    type_, _, name = entity_id.partition(":")
    words = name.partition(".")[0].split("-")
    for n in range(len(words) - 1, FEWEST_WORDS, -1):
        known = authority.meant.get(f"{type_}:{'-'.join(words[:n])}")
        if known:
            return known[0]
    return entity_id


def _agreed(form: Form, counts: Counter[str], authority: Authority) -> Iterable[EntityLink]:
    first = min(counts, key=lambda id_: (-counts[id_], id_))
    n, n_all = counts[first], counts.total()
    if first in authority.names and n >= TIMES * (n_all - n + 1):
        evidence = f"its full name stands beside it in {n:,} of {n_all:,} documents"
        yield EntityLink(form.local_id, first, "short form", evidence)
