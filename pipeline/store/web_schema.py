"""Tables of fetching: what is to be fetched and was, visits, and what is known of hosts."""

from __future__ import annotations

import sqlalchemy as sa

from pipeline.store.schema import TEXT, metadata


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, TEXT, nullable=False, server_default="")


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, server_default="0")


frontier = sa.Table(
    "frontier",
    metadata,
    sa.Column("source_id", TEXT, primary_key=True),
    sa.Column("url", TEXT, primary_key=True),
    sa.Column("role", TEXT, nullable=False),
    sa.Column("state", TEXT, nullable=False),
    sa.Column("hints", sa.JSON, nullable=False, server_default="[]"),
    _text("parent"),
    _text("stated"),
    _count("found_visit"),
    _count("listed_visit"),
    _count("ordinal"),
    sa.Column("document_id", TEXT),
    _text("alias_of"),
    _text("etag"),
    _text("last_modified"),
    _text("sha256"),
    _count("n_failures"),
    _count("n_unchanged"),
    _count("n_listed"),
    _count("last_status"),
    _text("last_problem"),
    sa.Column("last_try_at", TEXT),
    sa.Column("next_try_at", TEXT),
    sa.Column("fetched_at", TEXT),
    sa.Index("frontier_due", "source_id", "state", "next_try_at"),
    sa.Index("frontier_by_url", "url"),
    sa.Index("frontier_by_parent", "source_id", "parent"),
    sa.Index("frontier_by_document", "document_id"),
)
"""Every address a source ever named, see records.Lead and records.LeadState. `found_visit` and
`listed_visit`: first and last visit in which an index named it; `ordinal`: in the order of finding;
`sha256`: of what counts as its content; of an index: a digest of the keys of the card that it was
read by, a colon, the digest of its bytes; `n_listed`: of an index, how many items it named last;
times are UTC, ISO 8601."""

visits = sa.Table(
    "visits",
    metadata,
    sa.Column("source_id", TEXT, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("run_id", TEXT, nullable=False, index=True),
    sa.Column("started_at", TEXT, nullable=False),
    sa.Column("finished_at", TEXT),
    sa.Column("status", TEXT, nullable=False),
    sa.Column("is_full", sa.Boolean, nullable=False, server_default=sa.true()),
    *(
        _count(name)
        for name in (
            "n_requests", "n_bytes", "n_index", "n_index_same", "n_index_failed", "n_listed",
            "n_new", "n_changed", "n_unchanged", "n_gone", "n_failed", "n_left",
        )
    ),
    _text("note"),
)  # fmt: skip
"""See records.Visit."""

hosts = sa.Table(
    "hosts",
    metadata,
    sa.Column("host", TEXT, primary_key=True),
    sa.Column("robots", sa.LargeBinary),
    _count("robots_status"),
    sa.Column("robots_at", TEXT),
    sa.Column("last_request_at", TEXT),
    sa.Column("not_before", TEXT),
    _count("n_failures"),
)
"""By scheme, name and port ("https://x.example:8443"). `robots`: its robots.txt as last read, at
`robots_at`; `not_before`: what Retry-After or the breaker asks to wait for; `n_failures`: in a
row."""
