"""Which tags of a document count, after what editors decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.decisions.standing import Resolve, Standing, as_is

Row = Mapping[str, Any]


def accepted(standing: Standing, document_id: str) -> list[tuple[str, str]]:
    """Return the (scheme, concept id) that editors gave to a document, in order."""
    return [
        (scheme, concept_id)
        for scheme in standing.schemes(document_id)
        for concept_id, applies in standing.verdicts(document_id, scheme).items()
        if applies
    ]


def effective(
    tags: Iterable[Row], document_id: str, standing: Standing, resolve: Resolve = as_is
) -> list[dict[str, Any]]:
    """Return the tags of one document that count.

    Editors' tags are made anew from what stands, for concepts may have been merged since.
    A publisher's or a suggested tag does not count where its concept was rejected, or where the
    document is complete and the concept was not given by an editor.

    Args:
        tags: Of the document: scheme, concept_id, origin, score, and whatever more.
        document_id: Whose they are.
        standing: What stands.
        resolve: What concepts go by now.

    Returns:
        In order of scheme, concept and origin; what an editor's row does not have is None.
    """
    rows = [dict(row) for row in tags]
    blank = dict.fromkeys(rows[0]) if rows else {}
    kept = [row for row in rows if row["origin"] != "editor" and _counts(row, standing, resolve)]
    kept += [
        blank
        | {"document_id": document_id, "scheme": scheme, "concept_id": concept_id}
        | {"origin": "editor", "score": 1.0}
        for scheme, concept_id in accepted(standing, document_id)
    ]
    return sorted(kept, key=lambda row: (row["scheme"], row["concept_id"], row["origin"]))


def _counts(row: Row, standing: Standing, resolve: Resolve) -> bool:
    scheme = row["scheme"]
    concept_id = resolve(scheme, row["concept_id"]) or row["concept_id"]
    return standing.applies(row["document_id"], scheme, concept_id) is not False
