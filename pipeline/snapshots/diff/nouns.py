"""What two snapshots differ in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stated:
    """Something that the runs say of themselves, and say differently."""

    what: str
    """`version`, or of a group: `settings.min_score`, `fingerprints.topics`, `rejected.empty`."""
    before: str
    """Empty: not stated."""
    after: str


@dataclass(frozen=True, slots=True)
class TableChange:
    """How many rows of a table differ; rows are the same where all their cells are."""

    table: str
    n_before: int
    n_after: int
    n_added: int
    """Of a key that was not there before."""
    n_removed: int
    n_changed: int
    """Of a key that was there, with other cells."""


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document that came, went, reads otherwise, or is held by its source no more, or again."""

    change: str
    """added, removed, changed, gone or back."""
    document_id: str
    source_id: str
    title: str


@dataclass(frozen=True, slots=True)
class SeriesChange:
    """A series whose share over all documents is another."""

    kind: str
    id: str
    label: str
    share_before: float
    share_after: float
    difference: float
    is_beyond: bool
    """Each share lies outside the other's 95 % interval."""


@dataclass(frozen=True, slots=True)
class TopicChange:
    """What became of a topic in the fits between the snapshots."""

    fit: int
    kind: str
    topic_id: str
    label: str
    other_id: str
    other_label: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that two snapshots differ in, as far as it is listed."""

    before: str
    """Id of the first snapshot."""
    after: str
    stated: tuple[Stated, ...]
    tables: tuple[TableChange, ...]
    """Only those that differ."""
    documents: tuple[DocumentChange, ...]
    """A few of each change; how many there are say `tables`."""
    series: tuple[SeriesChange, ...]
    """Those beyond their intervals first, then the largest differences."""
    topics: tuple[TopicChange, ...]
