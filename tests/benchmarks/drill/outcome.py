"""What a store holds in the end, without what may differ: times, run ids, places in files."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pipeline.settings import open_workspace
from pipeline.store import Store, schema, web_schema
from pipeline.store.warc import read_body

CAPTURE = (
    "is_current", "source_id", "locator", "url", "media_type", "sha256", "n_bytes", "hints",
    "part_of",
)  # fmt: skip
FRONTIER = (
    "role", "state", "hints", "parent", "stated", "document_id", "alias_of", "etag",
    "last_modified", "sha256",
)  # fmt: skip
WELL, UNCHANGED = 200, 304
Outcome = dict[tuple[object, ...], object]


def outcome(root: Path) -> Outcome:
    """Return everything that must not depend on how often a run was killed, by key."""
    held: Outcome = {}
    with Store(open_workspace(root, {}).database_url) as store, store.read() as connection:
        for row in connection.execute(sa.select(schema.captures)):
            key = ("capture", row.document_id, row.revision)
            held[key] = (*_values(row, CAPTURE), row.gone_at is not None, _body(root, row))
        for row in connection.execute(sa.select(web_schema.frontier)):
            held["frontier", row.source_id, row.url] = (*_values(row, FRONTIER), *_tried(row))
        for row in connection.execute(sa.select(schema.rejected)):
            held["rejected", row.stage, row.locator] = (row.source_id, row.reason)
    return held


def differences(expected: Outcome, found: Outcome) -> list[str]:
    """Return one line for each thing lost, doubled or different."""
    lines = [f"lost: {key}" for key in sorted(set(expected) - set(found), key=str)]
    lines += [f"too much: {key}" for key in sorted(set(found) - set(expected), key=str)]
    for key in sorted(set(expected) & set(found), key=str):
        if expected[key] != found[key]:
            lines.append(f"different: {key}: {expected[key]} and {found[key]}")
    return lines


def is_finished(root: Path) -> bool:
    """Tell whether the last visit of every source ended with nothing left to fetch."""
    table = web_schema.visits
    with Store(open_workspace(root, {}).database_url) as store, store.read() as connection:
        rows = connection.execute(sa.select(table).order_by(table.c.number)).all()
    last = {row.source_id: row for row in rows}
    return bool(last) and all(row.status == "done" and not row.n_left for row in last.values())


def let_time_pass(root: Path) -> None:
    """Make due whatever waits for its time; no host is waited for."""
    past = "2001-01-01T00:00:00+00:00"
    frontier, hosts = web_schema.frontier, web_schema.hosts
    failed = frontier.c.state.in_(("due", "failed"))
    with Store(open_workspace(root, {}).database_url) as store, store.write() as connection:
        connection.execute(
            sa.update(frontier).where(failed).values(next_try_at=past, last_try_at=past)
        )
        connection.execute(sa.update(hosts).values(not_before=None, n_failures=0, robots_at=past))


def _values(row: sa.Row[Any], names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(row._mapping[name] for name in names)


def _tried(row: sa.Row[Any]) -> tuple[int, bool]:
    """Return how an address was answered, and whether it failed.

    Who is killed asks again and hears of no change; whether what another source holds was ever
    asked for depends on which of the two came first.
    """
    if row.state == "elsewhere":
        return 0, False
    return WELL if row.last_status == UNCHANGED else row.last_status, row.n_failures > 0


def _body(root: Path, row: sa.Row[Any]) -> bool:
    """Tell whether the bytes are where the store says, and are those that it says."""
    body = read_body(root / "corpus/store/warc" / row.warc_file, row.warc_offset)
    return bool(sha256(body).hexdigest() == row.sha256)
