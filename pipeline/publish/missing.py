"""What the figures do not rest on: dates, languages, quality, copies, rejected inputs."""

from __future__ import annotations

from babel import Locale

from pipeline.publish.nouns import LanguageRow, Missing, QualityStep, Rejection, Unassessed
from pipeline.publish.reading import Tables
from pipeline.records import UNDETERMINED

QUALITY_MARKS = (0.8, 0.9)
"""Below the first a text can hardly be read, below the second its words are often broken."""


def missing(tables: Tables) -> Missing:
    """Count what is missing in a snapshot."""
    shared = tables.one(
        "SELECT count(*), coalesce(sum(n), 0)::BIGINT FROM "
        "(SELECT count(*) AS n FROM documents GROUP BY family_id HAVING count(*) > 1)"
    )
    reasons = tables.all(
        "SELECT stage, reason, count(*), min(locator), arg_min(detail, locator) FROM rejected "
        "GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
    )
    dates = "SELECT count(*) - count(published), count(published) - count(counted) FROM documents"
    n_undated, n_unsure = tables.one(dates)
    languages = _languages(tables)
    return Missing(
        n_undated=n_undated,
        n_unsure=n_unsure,
        min_date_confidence=tables.min_date_confidence,
        languages=languages,
        unassessed=_unassessed(languages),
        quality=_quality(tables),
        min_quality=tables.min_quality,
        n_copies=shared[1] - shared[0],
        n_shared_families=shared[0],
        rejections=tuple(Rejection(*row) for row in reasons),
    )


def _languages(tables: Tables) -> tuple[LanguageRow, ...]:
    rows = tables.all(
        "SELECT language, count(*), sum(family_weight ORDER BY document_id) / "
        "(SELECT sum(family_weight ORDER BY document_id) FROM documents), coalesce(lacks, '') "
        "FROM documents GROUP BY language, lacks ORDER BY 2 DESC, 1"
    )
    return tuple(
        LanguageRow(code, _name(code), n, min(1.0, share), tuple(filter(None, lacks.split("; "))))
        for code, n, share, lacks in rows
    )


def _name(code: str) -> str:
    if code == UNDETERMINED:
        return "could not be told"
    name = Locale("en").languages.get(code)
    return f"{name} ({code})" if name else code


def _unassessed(languages: tuple[LanguageRow, ...]) -> tuple[Unassessed, ...]:
    """Sum up for which share of all documents something was not done; equal shares together."""
    undone = dict.fromkeys(what for row in languages for what in row.lacks)
    shares: dict[float, list[str]] = {}
    for what in undone:
        share = sum(row.share for row in languages if what in row.lacks)
        shares.setdefault(min(1.0, share), []).append(what)
    return tuple(Unassessed(tuple(what), share) for share, what in shares.items())


def _quality(tables: Tables) -> tuple[QualityStep, ...]:
    steps = []
    for mark in QUALITY_MARKS:
        sql = "SELECT count(*) FILTER (quality < ?), count(*) FROM documents"
        n, n_all = tables.one(sql, mark)
        steps.append(QualityStep(mark, n, n / n_all if n_all else 0.0))
    return tuple(steps)
