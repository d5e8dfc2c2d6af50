"""Names that look like programmes by title, quotation marks or definition: for a person to judge."""

from __future__ import annotations

from pipeline.entities.spans import Span


def proposed_spans(text: str, title: str) -> list[Span]:
    """Return spans, via "proposed", of names that the document presents as programmes."""
    return []
