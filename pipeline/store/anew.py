"""Ask again for pages that came while something was wrong with their site."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store.schema import captures
from pipeline.store.web_schema import frontier


def ask_anew(connection: Connection, source_id: str, since: dt.date) -> int:
    """Make the pages and files due whose newest revision was fetched on a day (UTC) or later.

    Returns:
        How many. Their validators stay: what has not changed since brings nothing new.
    """
    c, f = captures.c, frontier.c
    came = sa.select(c.document_id).where(
        c.is_current, c.source_id == source_id, c.fetched_at >= since.isoformat()
    )
    # those that are due already were asked for by a run that was killed
    known = f.state.in_(("done", "due"))
    among = (f.source_id == source_id) & (f.role != "index") & known
    query = sa.update(frontier).where(among, f.document_id.in_(came))
    return connection.execute(query.values(state="due", next_try_at=None, n_failures=0)).rowcount
