"""Hits as a reader wants them: title, date, source, the words around."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipeline.queries.opening import frame, open_snapshot
from pipeline.queries.search.marking import mark_hits
from pipeline.queries.search.ranking import Hit
from pipeline.queries.search.syntax import Leaf

_ABOUT = ("title", "published", "published_precision", "source_id", "language", "url")
PASSAGES = ("rank", "score", "passage_id", "document_id", *_ABOUT, "section", "snippet")
"""Columns of `passages`: rank from 1; score is bm25, higher is better; published a datetime.date or
None; section the heading it stands under; snippet with **hits**."""
DOCUMENTS = ("rank", "score", "document_id", *_ABOUT, "n_passages", "passage_id", "snippet")
"""Columns of `documents`: n_passages hold one of the words; passage_id and snippet are of the
best of them, passage_id None where only the title matches."""
COUNTS = ("n_documents", "n_documents_all")
BY = {
    "year": "CAST(year(published) AS VARCHAR)",
    "decade": "CAST(year(published) // 10 * 10 AS VARCHAR) || 's'",
    "source": "source_id",
    "language": "language",
}
"""What documents can be counted by."""


def describe_hits(folder: Path, hits: Sequence[Hit], leaves: Sequence[Leaf]) -> pd.DataFrame:
    """Return one row a hit, in their order: columns of PASSAGES and DOCUMENTS together."""
    passage_ids = [
        None if hit.ordinal is None else f"{hit.document_id}-{hit.ordinal:03d}" for hit in hits
    ]
    with open_snapshot(folder) as connection:
        about = frame(
            connection,
            f"SELECT document_id, {', '.join(_ABOUT)} FROM documents "
            "WHERE list_contains(?, document_id)",
            [hit.document_id for hit in hits],
        ).set_index("document_id")
        said = frame(
            connection,
            "SELECT passage_id, section, text FROM passages WHERE list_contains(?, passage_id)",
            [id_ for id_ in passage_ids if id_],
        ).set_index("passage_id")
    rows = pd.DataFrame(
        {
            "rank": range(1, len(hits) + 1),
            "score": [hit.score for hit in hits],
            "document_id": [hit.document_id for hit in hits],
            "passage_id": passage_ids,
            "n_passages": [hit.n_passages for hit in hits],
        }
    )
    found = rows.join(about, on="document_id").join(said, on="passage_id")
    texts = [text if isinstance(text, str) else "" for text in found["text"]]
    expression = " OR ".join(leaf.expression for leaf in leaves if leaf.column != "title")
    found = found.assign(snippet=mark_hits(texts, expression)).astype(object)
    return found.where(found.notna(), None)


def count_documents(folder: Path, document_ids: Sequence[str], by: str) -> pd.DataFrame:
    """Count documents by year, decade, source or language.

    Returns:
        Columns `by` and COUNTS: n_documents of those given, n_documents_all of the snapshot;
        ascending, undated (None) last; years with no document at all are left out.
    """
    with open_snapshot(folder) as connection:
        given = pd.DataFrame({"document_id": list(document_ids)}, dtype=object)
        connection.register("given", given)
        return frame(
            connection,
            f'SELECT {BY[by]} AS "{by}", '
            "count(*) FILTER (WHERE document_id IN (SELECT document_id FROM given)) "
            "AS n_documents, count(*) AS n_documents_all FROM documents "
            "GROUP BY ALL ORDER BY 1 NULLS LAST",
        )
