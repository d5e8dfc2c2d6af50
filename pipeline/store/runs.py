"""Runs: who did what when. Clock times live here and in manifests, never in the data."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.store.schema import runs
from pipeline.store.upsert import upsert


def new_run_id() -> str:
    """Return an id that sorts by time (UTC) and that no two runs share."""
    return f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(3)}"


def start_run(connection: Connection, run_id: str, command: str, now: dt.datetime) -> None:
    """Enter a run; those that never finished were killed and are marked so."""
    connection.execute(runs.update().where(runs.c.status == "running").values(status="killed"))
    upsert(
        connection,
        runs,
        [
            {
                "run_id": run_id,
                "command": command,
                "started_at": now.isoformat(timespec="seconds"),
                "finished_at": None,
                "status": "running",
                "report": [],
            }
        ],
    )


def finish_run(
    connection: Connection, run_id: str, status: str, report: list[Any], now: dt.datetime
) -> None:
    """Enter how a run ended: "done", "failed" or "stopped", with its stage reports."""
    connection.execute(
        runs.update()
        .where(runs.c.run_id == run_id)
        .values(status=status, report=report, finished_at=now.isoformat(timespec="seconds"))
    )


def under_way(connection: Connection) -> set[str]:
    """Return the ids of runs that have not ended, as far as is known."""
    return set(connection.scalars(sa.select(runs.c.run_id).where(runs.c.status == "running")))


def last_runs(connection: Connection, n: int, now: dt.datetime) -> list[dict[str, Any]]:
    """Return the last n runs, newest first; those of a clock that was ahead come after all."""
    is_to_come = runs.c.started_at > now.isoformat(timespec="seconds")
    place = sa.case((is_to_come, 1), else_=0)
    query = sa.select(runs).order_by(place, runs.c.run_id.desc()).limit(n)
    return [dict(row._mapping) for row in connection.execute(query)]
