"""Fetching: frontier, visits, hosts; captures that have gone from their source, or are a part."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0007"
down_revision = "0006"

metadata = sa.MetaData()

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _key(name: str, type_: type[TypeEngine[Any]] | TypeEngine[Any] = _TEXT) -> sa.Column[Any]:
    return sa.Column(name, type_, primary_key=True, autoincrement=False)


def _value(name: str) -> sa.Column[Any]:
    return sa.Column(name, _TEXT, nullable=False, server_default="")


def _needed(name: str, *, index: bool = False) -> sa.Column[Any]:
    return sa.Column(name, _TEXT, nullable=False, index=index)


def _count(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger, nullable=False, server_default="0")


def _free(name: str) -> sa.Column[Any]:
    return sa.Column(name, _TEXT)


frontier = sa.Table(
    "frontier",
    metadata,
    _key("source_id"),
    _key("url"),
    _needed("role"),
    _needed("state"),
    sa.Column("hints", sa.JSON, nullable=False, server_default="[]"),
    *(_value(name) for name in ("parent", "stated")),
    *(_count(name) for name in ("found_visit", "listed_visit", "ordinal")),
    _free("document_id"),
    *(_value(name) for name in ("alias_of", "etag", "last_modified", "sha256")),
    *(_count(name) for name in ("n_failures", "n_unchanged", "n_listed", "last_status")),
    _value("last_problem"),
    *(_free(name) for name in ("last_try_at", "next_try_at", "fetched_at")),
    sa.Index("frontier_due", "source_id", "state", "next_try_at"),
    sa.Index("frontier_by_url", "url"),
    sa.Index("frontier_by_parent", "source_id", "parent"),
    sa.Index("frontier_by_document", "document_id"),
)
visits = sa.Table(
    "visits",
    metadata,
    _key("source_id"),
    _key("number", sa.Integer),
    _needed("run_id", index=True),
    _needed("started_at"),
    _free("finished_at"),
    _needed("status"),
    sa.Column("is_full", sa.Boolean, nullable=False, server_default=sa.true()),
    *(
        _count(name)
        for name in (
            "n_requests", "n_bytes", "n_index", "n_index_same", "n_index_failed", "n_listed",
            "n_new", "n_changed", "n_unchanged", "n_gone", "n_failed", "n_left",
        )
    ),
    _value("note"),
)  # fmt: skip
hosts = sa.Table(
    "hosts",
    metadata,
    _key("host"),
    sa.Column("robots", sa.LargeBinary),
    _count("robots_status"),
    *(_free(name) for name in ("robots_at", "last_request_at", "not_before")),
    _count("n_failures"),
)


def upgrade() -> None:
    """Add the tables and the two columns."""
    metadata.create_all(op.get_bind())
    op.add_column("captures", sa.Column("gone_at", _TEXT))
    op.add_column("captures", sa.Column("part_of", _TEXT, nullable=False, server_default=""))
    op.create_index("captures_by_visit", "captures", ["run_id", "source_id"])
    op.create_index(
        "documents_by_day",
        "documents",
        ["source_id", "is_current", "published_precision", "published"],
    )
    op.create_index(
        "captures_by_page",
        "captures",
        ["part_of"],
        sqlite_where=sa.text("part_of != ''"),
        postgresql_where=sa.text("part_of != ''"),
    )
