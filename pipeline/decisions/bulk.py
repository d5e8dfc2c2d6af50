"""Many decisions at once: which tags a filter means, and what is shown before it is done."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from pipeline.errors import UsageError
from pipeline.settings import digest

SAMPLE = 10
"""Rows shown of a bulk act, spread evenly from the most to the least probable."""
ORIGINS = ("suggested", "publisher")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which tags are meant; what is empty does not restrict."""

    scheme: str = ""
    concept_id: str = ""
    source_id: str = ""
    language: str = ""
    """ISO 639-1, or und."""
    text: str = ""
    """A word or phrase in title or text; case does not count."""
    model: str = ""
    """Version that suggested it."""
    min_probability: float = 0.0
    max_probability: float = 1.0
    """Both ends belong to the range."""
    since: dt.date | None = None
    until: dt.date | None = None
    """Day of publication, both ends included; a document that states only its year counts as of
    the first of January, one without a date is not meant."""
    origin: str = "suggested"
    """suggested, or publisher: whose tags."""
    is_undecided: bool = True
    """Leave out tags on which something was decided already."""

    def check(self) -> None:
        """See that it can mean anything.

        Raises:
            UsageError: It cannot.
        """
        ends = (self.min_probability, self.max_probability)
        if not all(math.isfinite(end) for end in ends) or not 0 <= ends[0] <= ends[1] <= 1:
            raise UsageError(f"probability {ends[0]} to {ends[1]}: give a range within 0 to 1")
        if self.since and self.until and self.since > self.until:
            raise UsageError(f"{self.since} to {self.until}: the end is before the beginning")
        if self.origin not in ORIGINS:
            raise UsageError(f"origin {self.origin!r}: choose {' or '.join(ORIGINS)}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tag that a bulk act would decide on."""

    document_id: str
    revision: int
    scheme: str
    concept_id: str
    """As it goes by now."""
    label: str
    probability: float
    """1 for a publisher's tag."""
    model: str
    title: str
    published: str
    """ISO 8601, empty where the document states no date."""
    source_id: str
    decided: str = ""
    """Id of the decision that counts for it now."""

    @property
    def key(self) -> tuple[str, str, str]:
        """Return (document id, scheme, concept id)."""
        return self.document_id, self.scheme, self.concept_id


@dataclass(frozen=True, slots=True)
class Preview:
    """What a bulk act would do."""

    n: int
    """Tags, one decision each."""
    n_documents: int
    n_decided: int
    """Tags that match but were decided on already, and so are left out."""
    concepts: tuple[tuple[str, str, str, int], ...]
    """(scheme, concept id, label, tags), the most frequent first."""
    sources: tuple[tuple[str, int], ...]
    """(source, tags), the most frequent first."""
    sample: tuple[Candidate, ...]
    digest: str
    """Of everything that would be decided on; changes when any of it does."""
    candidates: tuple[Candidate, ...] = field(repr=False)


def preview_of(candidates: Sequence[Candidate], filter: Filter, n_decided: int) -> Preview:
    """Sum up what a filter means.

    Args:
        candidates: Each tag once, in any order.
        filter: That chose them.
        n_decided: Tags it would have meant, had they not been decided on.
    """
    chosen = tuple(sorted(candidates, key=lambda one: one.key))
    concepts = Counter((one.scheme, one.concept_id, one.label) for one in chosen)
    sources = Counter(one.source_id for one in chosen)
    stated = [[*one.key, one.revision, one.probability, one.model, one.decided] for one in chosen]
    return Preview(
        n=len(chosen),
        n_documents=len({one.document_id for one in chosen}),
        n_decided=n_decided,
        concepts=tuple(
            (*key, n) for key, n in sorted(concepts.items(), key=lambda c: (-c[1], c[0]))
        ),
        sources=tuple(sorted(sources.items(), key=lambda c: (-c[1], c[0]))),
        sample=_spread(chosen),
        digest=digest(asdict(filter), stated)[:16],
        candidates=chosen,
    )


def _spread(chosen: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the first, the last and some between, by probability."""
    ranked = sorted(chosen, key=lambda one: (-one.probability, one.key))
    if len(ranked) <= SAMPLE:
        return tuple(ranked)
    step = (len(ranked) - 1) / (SAMPLE - 1)
    return tuple(ranked[round(at * step)] for at in range(SAMPLE))
