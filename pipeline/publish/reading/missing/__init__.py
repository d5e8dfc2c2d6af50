"""What the figures do not rest on: dates, silence, languages, quality, copies, rejected inputs."""

from __future__ import annotations

from itertools import starmap

from pipeline.publish.nouns import Missing, QualityStep, Rejection, SourceFinding
from pipeline.publish.reading.missing.dates import read_dates
from pipeline.publish.reading.missing.languages import MAX_LANGUAGES, read_languages, unassessed
from pipeline.publish.reading.missing.silence import read_silence
from pipeline.publish.tables import Tables
from pipeline.sources.naming import beside

QUALITY_MARKS = (0.8, 0.9)
"""Below the first a text can hardly be read, below the second its words are often broken."""
MAX_REASONS, MAX_GAPS, MAX_DETAIL, MAX_FINDINGS = 40, 10, 300, 60
_COPIES = """
    SELECT count(*), coalesce(sum(n), 0)::BIGINT FROM
    (SELECT count(*) AS n FROM documents GROUP BY family_id HAVING count(*) > 1)
"""
_REASONS = f"""
    SELECT stage, reason, count(*), min(locator), arg_min(detail, locator)
    FROM rejected GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT {MAX_REASONS}
"""
_TOPICLESS = """
    SELECT count(*) FROM documents d WHERE NOT contains(coalesce(d.lacks, ''), 'topics')
    AND document_id NOT IN
        (SELECT document_id FROM series_documents WHERE kind = 'topic' AND counts)
"""
_GAPS = f"""
    SELECT left(gap, {MAX_DETAIL}), count(*) FROM (
        SELECT unnest(string_split(gaps, '; ')) AS gap FROM documents WHERE gaps IS NOT NULL
    ) GROUP BY gap ORDER BY 2 DESC, 1 LIMIT {MAX_GAPS}
"""


def read_missing(tables: Tables, shown: str) -> Missing:
    """Count what is missing in a snapshot; `shown` are the periods of its charts."""
    n_families, n_in_families = tables.one(_COPIES)
    languages = read_languages(tables)
    return Missing(
        dates=read_dates(tables, shown),
        silence=read_silence(tables),
        findings=_findings(tables),
        languages=languages[:MAX_LANGUAGES],
        n_languages=len(languages),
        unassessed=unassessed(languages),
        quality=_quality(tables),
        min_quality=tables.min_quality,
        n_copies=n_in_families - n_families,
        n_shared_families=n_families,
        n_topicless=tables.one(_TOPICLESS)[0],
        gaps=tuple(tables.all(_GAPS)),
        n_gaps=tables.one("SELECT count(gaps) FROM documents")[0],
        rejections=tuple(starmap(_rejection, tables.all(_REASONS))),
        n_rejected=tables.one("SELECT count(*) FROM rejected")[0],
    )


def _findings(tables: Tables) -> tuple[SourceFinding, ...]:
    """Return what the manifest tells of sources, what is seen last; older ones tell nothing."""
    told = tables.manifest()["culturescope"].get("findings", [])
    found = (
        SourceFinding(
            row["source"], row["kind"], row["since"][:10], row["line"], row.get("is_seen", False)
        )
        for row in told
    )
    ordered = sorted(found, key=lambda one: (one.is_seen, one.source, one.kind, one.line))
    return tuple(ordered[:MAX_FINDINGS])


def _rejection(stage: str, reason: str, n: int, locator: str, detail: str) -> Rejection:
    told = beside(locator, detail)
    return Rejection(stage, reason, n, locator[:MAX_DETAIL], told[:MAX_DETAIL])


def _quality(tables: Tables) -> tuple[QualityStep, ...]:
    steps = []
    for mark in QUALITY_MARKS:
        sql = "SELECT count(*) FILTER (quality < ?), count(*) FROM documents"
        n, n_all = tables.one(sql, mark)
        steps.append(QualityStep(mark, n, n / n_all if n_all else 0.0))
    return tuple(steps)
