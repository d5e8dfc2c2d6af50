"""Clean one capture, whatever happens: as a document the store can hold, or as the reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.declarations import Source
from pipeline.errors import StoreError
from pipeline.records import Capture, Document, Label, Rejected, Section
from pipeline.settings import Workspace
from pipeline.steps import models
from pipeline.store.warc import read_body

if TYPE_CHECKING:
    from pipeline.clean import Cleaner

KEPT = ("capture_lost", "unforeseen")
"""Reasons that say nothing about the capture: the document that it gave before stays."""

LONGEST_LABEL = 500
"""Characters; PostgreSQL indexes no longer ones, and no publisher's label is as long."""
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL, which PostgreSQL refuses, and lone surrogates, which no UTF-8 can hold."""


def clean_capture(workspace: Workspace, capture: Capture, source: Source) -> Document | Rejected:
    """Read a capture's bytes and clean them."""
    cleaner = models.cleaner(workspace)
    try:
        body = read_body(workspace.warc_dir / capture.warc_file, capture.warc_offset)
    except StoreError as error:
        return _rejected(capture, "capture_lost", str(error))
    return clean_body(cleaner, capture, body, source)


def clean_body(
    cleaner: Cleaner, capture: Capture, body: bytes, source: Source
) -> Document | Rejected:
    """Clean a capture's bytes; what the cleaner did not foresee ends this capture, not the run."""
    try:
        outcome = cleaner.clean(capture, body, source)
    except Exception as error:  # of a library or ours: there is no list of what may be raised
        said = f"{type(error).__name__}: {error}"
        detail = f"Cleaning broke ({said}); please report it with the file, then 'retry'."
        return _rejected(capture, "unforeseen", detail)
    if isinstance(outcome, Rejected):
        return replace(outcome, detail=_storable(outcome.detail))
    return _all_storable(outcome)


def _rejected(capture: Capture, reason: str, detail: str) -> Rejected:
    return Rejected(
        stage="clean",
        source_id=capture.source_id,
        locator=capture.locator,
        reason=reason,
        detail=_storable(detail),
        document_id=capture.document_id,
    )


def _all_storable(document: Document) -> Document:
    return replace(
        document,
        title=_storable(document.title),
        text=_storable(document.text),
        url=_storable(document.url) if document.url else document.url,
        authors=tuple(map(_storable, document.authors)),
        section=_storable(document.section),
        labels=tuple(
            Label(label.kind, _storable(label.text)[:LONGEST_LABEL]) for label in document.labels
        ),
        dates=tuple(replace(claim, stated=_storable(claim.stated)) for claim in document.dates),
        website=_storable(document.website),
        sections=_storable_sections(document),
        alternates=tuple(map(_storable, document.alternates)),
        gaps=tuple(map(_storable, document.gaps)),
    )


def _storable_sections(document: Document) -> tuple[Section, ...]:
    """Return sections with their places in the storable text."""
    places = [found.start() for found in _NOT_STORABLE.finditer(document.text)]
    return tuple(
        replace(one, start=one.start - bisect_left(places, one.start), title=_storable(one.title))
        for one in document.sections
    )


def _storable(text: str) -> str:
    return _NOT_STORABLE.sub("", text)
