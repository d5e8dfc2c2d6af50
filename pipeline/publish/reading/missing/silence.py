"""Sources that have fallen silent, by their own rhythm."""

from __future__ import annotations

from pipeline.publish.nouns import Silence, SilentSource
from pipeline.publish.reading.series import MAX_LABEL
from pipeline.publish.tables import Tables

PATIENCE = 3
"""How many usual pauses a source may wait: pauses double now and then, they hardly ever treble."""
USUAL = 0.9
"""The usual pause is the one that this part of a source's pauses are no longer than."""
MIN_WAIT = 60
"""Days that any source may wait: a daily one, too, has holidays."""
MIN_DAYS = 5
"""A source with fewer different dates has no rhythm yet."""
MAX_SILENT = 20

_RHYTHM = f"""
    WITH days AS (
        SELECT source_id, counted AS day, count(*) AS n, max(CASE published_precision
            WHEN 'year' THEN make_date(year(counted), 12, 31)
            WHEN 'month' THEN last_day(counted) ELSE counted END) AS until,
            max(left(strftime(counted, '%Y-%m-%d'), CASE published_precision
            WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END)) AS stated
        FROM documents WHERE counted IS NOT NULL GROUP BY 1, 2
    ), pauses AS (
        SELECT *, day - lag(day) OVER (PARTITION BY source_id ORDER BY day) AS pause FROM days
    )
    SELECT left(coalesce(s.name, source_id), {MAX_LABEL}), max(day), arg_max(stated, day),
        quantile_disc(pause, {USUAL})::BIGINT, max(until), count(*)
    FROM pauses LEFT JOIN sources s USING (source_id)
    GROUP BY source_id, s.name ORDER BY sum(n) DESC, source_id
"""
_EMPTY = f"""
    SELECT DISTINCT left(source_id, {MAX_LABEL}) FROM rejected
    WHERE source_id NOT IN (SELECT source_id FROM sources) ORDER BY 1 LIMIT {MAX_SILENT}
"""


def read_silence(tables: Tables) -> Silence:
    """Find sources whose newest date is older than their own rhythm lets expect.

    A source is silent when, up to the day on which the corpus is complete (`as_of`, else the
    newest date of all), it has waited for longer than PATIENCE usual pauses and MIN_WAIT days.
    """
    rows = tables.all(_RHYTHM)
    empty = tuple(row[0] for row in tables.all(_EMPTY))
    if not rows:
        return Silence(tables.as_of, (), 0, 0, empty)
    today = tables.as_of or max(row[1] for row in rows)
    silent = [
        SilentSource(name, newest, pause, (today - until).days)
        for name, _, newest, pause, until, n_days in rows
        if n_days >= MIN_DAYS and is_silent(pause, (today - until).days)
    ]
    n_untold = sum(n_days < MIN_DAYS for *_, n_days in rows)
    return Silence(today, tuple(silent[:MAX_SILENT]), len(silent), n_untold, empty)


def is_silent(pause: int, waited: int) -> bool:
    """Tell whether a wait is longer than the usual pause (both in days) lets expect."""
    return waited > max(PATIENCE * pause, MIN_WAIT)
