"""Decide on many tags at once: look first, then do just what was seen."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy.engine import Connection

from pipeline.decisions import Candidate, Filter, Preview, Standing, Wanted, preview_of, standing
from pipeline.decisions.wanted import checked_editor
from pipeline.errors import OutdatedError, UsageError
from pipeline.records import Decision
from pipeline.settings import Workspace
from pipeline.steps.deciding.acts import record
from pipeline.steps.deciding.known import Known
from pipeline.steps.labels import labeller
from pipeline.store import Store, decisions
from pipeline.store.candidates import documents_saying, load_candidates

BULK_KINDS = ("accept", "reject")


def preview(workspace: Workspace, store: Store, filter: Filter) -> Preview:
    """Show what a bulk act would decide on; nothing is changed.

    Raises:
        MissingError: The filter names a scheme or concept that is not there.
        UsageError: The filter cannot mean anything.
    """
    desk = _Choosing(workspace, filter)
    with store.read() as connection:
        return desk.preview(connection)


@dataclass(frozen=True, slots=True)
class Bulk:
    """A bulk act that was looked at."""

    filter: Filter
    kind: Literal["accept", "reject"]
    expected: str
    """Digest of the preview."""


def apply(
    workspace: Workspace, store: Store, bulk: Bulk, *, editor: str, via: str
) -> list[Decision]:
    """Decide on everything that a preview showed; the decisions share a batch.

    Args:
        workspace: With the vocabularies.
        store: Of the workspace.
        bulk: What is decided.
        editor: Who decides.
        via: As in `decide`.

    Raises:
        OutdatedError: What the filter means has changed since the preview; nothing was done.
        MissingError, UsageError: As in `preview`.
    """
    who = checked_editor(editor)
    if bulk.kind not in BULK_KINDS:
        raise UsageError(f"{bulk.kind!r}: choose {' or '.join(BULK_KINDS)}")
    desk = _Choosing(workspace, bulk.filter)
    with store.write(durable=True) as connection:
        found = desk.preview(connection)
        if found.digest != bulk.expected:
            raise OutdatedError(
                f"what this filter means is no longer what preview {bulk.expected!r} showed: it is "
                f"{found.n:,} tags now; nothing was done, look at a new preview"
            )
        batch = uuid.uuid4().hex
        wanted = [_wanted(one, bulk.kind, batch) for one in found.candidates]
        return record(connection, desk.known, wanted, editor=who, via=via)


def _wanted(one: Candidate, kind: Literal["accept", "reject"], batch: str) -> Wanted:
    """Leave probability and model to the store, which holds just what the preview showed."""
    return Wanted(*one.key[:2], kind, one.concept_id, revision=one.revision, batch=batch)


class _Choosing:
    """A filter with what it is read by."""

    def __init__(self, workspace: Workspace, filter: Filter) -> None:
        filter.check()
        self.known = Known.of(workspace)
        self.label = labeller(workspace)
        self.filter = filter
        self.concept_id = ""
        if filter.scheme:
            self.known.check_scheme(filter.scheme)
        if filter.concept_id and not filter.scheme:
            raise UsageError(f"concept {filter.concept_id!r}: say of which scheme")
        if filter.concept_id:
            self.concept_id = self.known.concept(filter.scheme, filter.concept_id)

    def preview(self, connection: Connection) -> Preview:
        found = {one.key: one for one in self._read(connection)}
        ids = sorted({one.document_id for one in found.values()})
        if self.filter.text:
            saying = documents_saying(connection, ids, self.filter.text)
            found = {key: one for key, one in found.items() if one.document_id in saying}
        log = decisions.load(connection, document_ids=ids)
        held = standing(log, self.known.resolve)
        told = [_with_decision(one, held) for one in found.values()]
        chosen = [one for one in told if not (one.decided and self.filter.is_undecided)]
        return preview_of(chosen, self.filter, len(told) - len(chosen))

    def _read(self, connection: Connection) -> Iterator[Candidate]:
        wanted = self.filter
        equal = {
            "scheme": wanted.scheme,
            "model": wanted.model,
            "origin": wanted.origin,
            "source_id": wanted.source_id,
            "language": wanted.language,
        }
        days = tuple(day.isoformat() if day else "" for day in (wanted.since, wanted.until))
        scores = (wanted.min_probability, wanted.max_probability)
        for row in load_candidates(connection, equal, scores, (days[0], days[1])):
            concept_id = self.known.resolve(row.scheme, row.concept_id)
            is_meant = concept_id and self.concept_id in ("", concept_id)
            if is_meant and row.scheme in self.known.schemes:
                yield Candidate(
                    document_id=row.document_id,
                    revision=row.revision,
                    scheme=row.scheme,
                    concept_id=concept_id,
                    label=self.label(row.scheme, concept_id),
                    probability=row.score,
                    model=row.model,
                    title=row.title,
                    published=row.published or "",
                    source_id=row.source_id,
                )


def _with_decision(one: Candidate, held: Standing) -> Candidate:
    last = held.last(*one.key) or held.completion(one.document_id, one.scheme)
    return replace(one, decided=last.id) if last else one
