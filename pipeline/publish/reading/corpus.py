"""What the corpus is made of: totals and sources."""

from __future__ import annotations

import dataclasses

from pipeline.publish.nouns import Head, SourceRow
from pipeline.publish.reading.documents import safe_url
from pipeline.publish.reading.series import MAX_LABEL
from pipeline.publish.tables import Tables

MAX_ROWS = 60
"""Sources in the table; the table `sources` of the snapshot holds all."""
_DECIDED = "SELECT count(*) FROM decisions WHERE state = 'counts' AND kind"
_SPAN = """
    CASE WHEN min(year(d.counted)) = max(year(d.counted)) THEN min(year(d.counted))::VARCHAR
    ELSE min(year(d.counted)) || ' to ' || max(year(d.counted)) END
"""


def read_head(tables: Tables) -> Head:
    """Return the figures at the top."""
    row = tables.one(
        "SELECT count(*), count(DISTINCT family_id), coalesce(sum(n_words), 0)::BIGINT, "
        "count(counted), count(DISTINCT language) FILTER (language <> 'und'), "
        "(SELECT count(*) FROM entities), (SELECT count(*) FROM topics), "
        f"({_DECIDED} IN ('accept', 'add')), ({_DECIDED} = 'reject'), "
        "min(counted), max(counted) FROM documents"
    )
    return Head(*row)


def read_sources(tables: Tables) -> tuple[SourceRow, ...]:
    """Return the sources with most documents."""
    found = tables.all(
        f"SELECT s.source_id, left(s.name, {MAX_LABEL}), left(coalesce(s.publisher, ''), "
        f"{MAX_LABEL}), left(coalesce(s.licence, ''), {MAX_LABEL}), s.url, "
        f"count(d.document_id), count(d.counted), coalesce({_SPAN}, '') "
        "FROM sources s LEFT JOIN documents d USING (source_id) GROUP BY ALL "
        "ORDER BY 6 DESC, 1 LIMIT ?",
        MAX_ROWS,
    )
    rows = (SourceRow(*row) for row in found)
    return tuple(dataclasses.replace(row, url=safe_url(row.url)) for row in rows)


def count_sources(tables: Tables) -> int:
    """Return how many sources there are."""
    return int(tables.one("SELECT count(*) FROM sources")[0])
