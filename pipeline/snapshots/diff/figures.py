"""Series and topics that are not what they were."""

from __future__ import annotations

import duckdb

from pipeline.snapshots.diff.nouns import SeriesChange, TopicChange

_SERIES = """
    SELECT kind, id, b.label, a.share, b.share, b.share - a.share AS difference,
        (b.share NOT BETWEEN a.share_low AND a.share_high)
        AND (a.share NOT BETWEEN b.share_low AND b.share_high) AS is_beyond
    FROM old_series a JOIN new_series b USING (kind, id)
    WHERE a.share <> b.share
    ORDER BY is_beyond DESC, abs(difference) DESC, kind, id
    LIMIT ?
"""

_TOPICS = """
    WITH fits AS (
        SELECT (SELECT coalesce(max(fit), 0) FROM old_topic_events) AS before,
            (SELECT coalesce(max(fit), 0) FROM new_topic_events) AS after
    ), named AS (
        SELECT topic_id, coalesce(name, label) AS label FROM new_topics
        UNION ALL
        SELECT topic_id, coalesce(name, label) FROM old_topics
        ANTI JOIN new_topics USING (topic_id)
    ), events AS (
        SELECT * FROM new_topic_events UNION SELECT * FROM old_topic_events
    )
    SELECT e.fit, e.kind, e.topic_id, coalesce(a.label, ''), coalesce(e.other_id, ''),
        coalesce(b.label, ''), e.likeness
    FROM events e CROSS JOIN fits
    LEFT JOIN named a ON a.topic_id = e.topic_id
    LEFT JOIN named b ON b.topic_id = e.other_id
    WHERE e.fit > least(fits.before, fits.after) AND e.fit <= greatest(fits.before, fits.after)
    ORDER BY e.fit, e.ordinal
"""


def changed_series(connection: duckdb.DuckDBPyConnection, limit: int) -> tuple[SeriesChange, ...]:
    """Return series of both snapshots whose share differs, at most `limit`."""
    rows = connection.execute(_SERIES, [limit]).fetchall()
    return tuple(SeriesChange(*row) for row in rows)


def changed_topics(connection: duckdb.DuckDBPyConnection) -> tuple[TopicChange, ...]:
    """Return what became of topics in the fits that lie between the snapshots."""
    return tuple(TopicChange(*row) for row in connection.execute(_TOPICS).fetchall())
