"""What linking works on: ids as documents give them, counted over the corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

UNSTATED = "unstated"
"""Owner of a generic name that its document does not tell: "organisation:ministry-of-culture"."""


@dataclass(frozen=True, slots=True)
class Form:
    """A local id: a name as documents write it."""

    local_id: str
    name: str
    """The most frequent one, of equals the first; of mentions that count by themselves, if any."""
    n_firm: int
    """Mentions that count by themselves."""
    n_tentative: int
    n_documents: int
    by_source: tuple[tuple[str, int], ...] = ()
    """Documents by source, in order of source; empty: nobody counted."""

    @property
    def type(self) -> str:
        """Entity type of the id."""
        return self.local_id.partition(":")[0]

    @property
    def slug(self) -> str:
        """The id without type and owner."""
        return self.local_id.partition(":")[2].partition(".")[0]

    @property
    def owner(self) -> str:
        """Country of a generic name, see UNSTATED; empty of all others."""
        return self.local_id.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Shortened:
    """A shorter form that documents resolve themselves."""

    written: str
    """As in the text: "ASEF", "Advisory Council"."""
    local_id: str
    """What it stands for there."""
    n_documents: int
    is_acronym: bool
    sources: tuple[str, ...] = ()
    """Of these documents, sorted; empty: nobody asked."""


def gathered(
    named: Iterable[tuple[str, str, bool, int]], n_documents: Mapping[str, Mapping[str, int]]
) -> list[Form]:
    """Return one form a local id, in order of id.

    Args:
        named: Local id, name, whether it counts by itself, mentions.
        n_documents: By local id, then by source.
    """
    counts: dict[str, dict[bool, dict[str, int]]] = defaultdict(
        lambda: {True: defaultdict(int), False: defaultdict(int)}
    )
    for local_id, name, is_firm, n in named:
        counts[local_id][is_firm][name] += n
    return [
        Form(
            local_id,
            _commonest(kinds[True] or kinds[False]),
            sum(kinds[True].values()),
            sum(kinds[False].values()),
            sum(n_documents.get(local_id, {}).values()),
            tuple(sorted(n_documents.get(local_id, {}).items())),
        )
        for local_id, kinds in sorted(counts.items())
    ]


def _commonest(names: Mapping[str, int]) -> str:
    return min(names, key=lambda name: (-names[name], name))


def former_form(local_id: str) -> Form:
    """Return the form of an id that no current document gives any more."""
    slug = local_id.partition(":")[2].partition(".")[0]
    return Form(local_id, slug.replace("-", " ").title(), 1, 0, 0)
