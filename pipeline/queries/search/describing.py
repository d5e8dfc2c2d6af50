"""Hits as a reader wants them: title, date, source, the words around."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipeline.errors import UsageError
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
_YEARS = {"year": (1, ""), "decade": (10, "s")}
"""Steps in years, and what stands behind the first."""


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
        },
        dtype=object,
    )
    found = rows.join(about, on="document_id").join(said, on="passage_id")
    found["snippet"] = _snippets(found, leaves)
    found = found.astype(object)
    return found.where(found.notna(), None)


def _snippets(found: pd.DataFrame, leaves: Sequence[Leaf]) -> list[str]:
    """Return the words around the hits; of the title where only that matches."""
    in_text = " OR ".join(leaf.expression for leaf in leaves if leaf.column != "title")
    in_title = " OR ".join(leaf.expression for leaf in leaves if leaf.column != "text")
    texts = [text if isinstance(text, str) else "" for text in found["text"]]
    titles = [title if isinstance(title, str) else "" for title in found["title"]]
    of_texts, of_titles = mark_hits(texts, in_text), mark_hits(titles, in_title)
    return [text or title for text, title in zip(of_texts, of_titles, strict=True)]


def count_documents(folder: Path, document_ids: Sequence[str], by: str) -> pd.DataFrame:
    """Count documents by year, decade, source or language.

    Args:
        folder: Of the snapshot.
        document_ids: Of those to count.
        by: One of BY.

    Returns:
        Columns `by` (text) and COUNTS: n_documents of those given, n_documents_all of the
        snapshot. Ascending, every year or decade from the first to the last; undated (None) last.

    Raises:
        UsageError: They cannot be counted by that.
    """
    if by not in BY:
        raise UsageError(f"{by}: documents are counted by {', '.join(BY)}")
    with open_snapshot(folder) as connection:
        given = pd.DataFrame({"document_id": list(document_ids)}, dtype=object)
        connection.register("given", given)
        counted = frame(
            connection,
            f'SELECT {BY[by]} AS "{by}", '
            "count(*) FILTER (WHERE document_id IN (SELECT document_id FROM given)) "
            "AS n_documents, count(*) AS n_documents_all FROM documents "
            "GROUP BY ALL ORDER BY 1 NULLS LAST",
        )
    return _filled(counted, by) if by in _YEARS else counted


def _filled(counted: pd.DataFrame, by: str) -> pd.DataFrame:
    """Add the years or decades between without any document."""
    is_dated = counted[by].notna()
    dated, undated = counted[is_dated], counted[~is_dated].astype({by: object})
    if dated.empty:
        return counted
    step, end = _YEARS[by]
    first, last = (int(dated[by].iloc[at][:4]) for at in (0, -1))
    names = [f"{year}{end}" for year in range(first, last + 1, step)]
    filled = dated.set_index(by).reindex(names, fill_value=0).rename_axis(by).reset_index()
    undated[by] = None
    return pd.concat([filled.astype({by: object}), undated], ignore_index=True)
