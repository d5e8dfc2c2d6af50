"""Hosts: what robots.txt said, and when each may be asked again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store.upsert import CHUNK, chunks, upsert
from pipeline.store.web_schema import hosts

TIMES = ("robots_at", "last_request_at", "not_before")


def load_hosts(connection: Connection) -> dict[str, dict[str, Any]]:
    """Return what is known of every host, its columns by name; times are UTC, or None."""
    found: dict[str, dict[str, Any]] = {}
    for row in connection.execute(sa.select(hosts).order_by(hosts.c.host)):
        values: dict[str, Any] = dict(row._mapping)
        for name in TIMES:
            values[name] = dt.datetime.fromisoformat(values[name]) if values[name] else None
        found[values.pop("host")] = values
    return found


def put_hosts(connection: Connection, changed: Mapping[str, Mapping[str, Any]]) -> None:
    """Store what is known of hosts: columns by name, by host."""
    rows = []
    for host in sorted(changed):
        values = dict(changed[host])
        for name in TIMES:
            values[name] = values[name].isoformat() if values[name] else None
        rows.append({"host": host, **values})
    upsert(connection, hosts, rows)


def forgive(connection: Connection, names: Sequence[str], opens_at: int) -> None:
    """Let hosts be asked at once, and for their robots.txt anew: their owner may have mended it.

    What a host itself asked for (Retry-After) still holds.

    Args:
        connection: Of the store, writing.
        names: Keys of the table.
        opens_at: Failures in a row from which it is our breaker that waits.
    """
    waits = sa.case((hosts.c.n_failures >= opens_at, None), else_=hosts.c.not_before)
    values = {"not_before": waits, "n_failures": 0, "robots_at": None}
    for chunk in chunks(sorted(set(names)), CHUNK):
        connection.execute(hosts.update().where(hosts.c.host.in_(chunk)).values(values))
