"""The clock of the machine was wrong for a run: pages are looked at again as before."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from pipeline.steps import completeness
from pipeline.store import Store, web_schema
from tests.ingestion.web_workspace import Web
from tests.site import Site
from tests.site.replies import failing

YEAR = dt.timedelta(days=365)
FRONTIER = ("last_try_at", "next_try_at", "fetched_at")


def by_a_clock_ahead(web: Web) -> None:
    """Move the times of the last run by a year."""
    with Store(web.workspace.database_url) as store, store.write() as connection:
        frontier, visits = web_schema.frontier, web_schema.visits
        for row in connection.execute(sa.select(frontier)).all():
            is_it = (frontier.c.source_id == row.source_id) & (frontier.c.url == row.url)
            times = {name: _later(getattr(row, name)) for name in FRONTIER}
            connection.execute(sa.update(frontier).where(is_it).values(times))
        last = max(row.number for row in connection.execute(sa.select(visits)))
        for row in connection.execute(sa.select(visits).where(visits.c.number == last)).all():
            times = {name: _later(getattr(row, name)) for name in ("started_at", "finished_at")}
            connection.execute(sa.update(visits).where(visits.c.number == last).values(times))


def _later(at: str | None) -> str | None:
    return (dt.datetime.fromisoformat(at) + YEAR).isoformat() if at else None


def test_what_was_asked_by_a_clock_a_year_ahead_is_asked_again_in_time(
    small_web: Web, small: Site
) -> None:
    web = small_web
    web.card("news", "feed", small.url("news", "/feed.rss"), manners={"tries": 9})
    lost = small.urls("news")[3]
    small.put("news", lost.removeprefix(small.url("news")), failing(503))
    web.ingest()
    by_a_clock_ahead(web)
    web.ingest()
    web.ingest()  # the second one by the right clock: now it is known which was wrong
    now = dt.datetime.now(dt.UTC)
    rows = [row for row in web.rows(web_schema.frontier) if row.role == "page"]
    waits = {
        row.url: dt.datetime.fromisoformat(row.next_try_at) - now for row in rows if row.next_try_at
    }
    assert set(waits) == set(small.urls("news"))
    assert all(wait <= dt.timedelta(days=30) for wait in waits.values())
    assert waits[lost] < dt.timedelta(minutes=1), "what failed is due, and no year from now"
    assert all(dt.datetime.fromisoformat(row.last_try_at) <= now for row in rows)


def test_findings_say_nothing_of_days_to_come(small_web: Web, small: Site) -> None:
    web = small_web
    web.card("news", "feed", small.url("news", "/feed.rss"))
    web.ingest()
    by_a_clock_ahead(web)
    small.fault("news", "/feed.rss", *[failing(404)] * 20)
    for _ in range(3):
        web.ingest()
    with Store(web.workspace.database_url) as store:
        (finding,) = completeness.find(web.workspace, store)
    assert finding.kind == "failing"
    assert finding.since < dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
