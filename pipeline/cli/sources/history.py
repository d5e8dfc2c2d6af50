"""Command `sources history`."""

from __future__ import annotations

from typing import Any

import click

from pipeline.cli import common
from pipeline.cli.sources.aligned import aligned
from pipeline.cli.sources.previewing import duration

BYTES_IN_MB = 1_000_000
STATES = {
    "due": "to be fetched",
    "done": "fetched",
    "failed": "given up for now",
    "gone": "gone",
    "refused": "forbidden",
    "elsewhere": "held by another source",
    "alias": "that lead to others",
}
"""States of addresses in words."""
COLUMNS = (
    "#visit", "started (UTC)", "took", "status", "#listed", "#new", "#changed", "#same", "#gone",
    "#failed", "#left", "#requests", "#per s", "#MB", "note",
)  # fmt: skip
RARE = ("#changed", "#same", "#gone", "#failed", "#left", "#per s", "note")
"""Columns that are left out where they say nothing."""


@click.command("history")
@click.argument("source_id")
@click.option(
    "-n", "n", type=click.IntRange(min=1), default=20, show_default=True, help="Visits to show."
)
@common.json_option
def history(source_id: str, n: int) -> int:
    """Show what visits to SOURCE_ID brought, what fails now, and what is wrong with it."""
    from pipeline.steps.source_history import source_history
    from pipeline.steps.trying.choosing import chosen_sources

    workspace = common.workspace()
    (source,) = chosen_sources(workspace, (source_id,))
    told = source_history(workspace, source, n)
    if common.as_json():
        common.print_json(told)
    else:
        _tell(told)
    is_open = any(not one["is_seen"] for one in told["findings"])
    return common.FINDINGS_EXIT if is_open else 0


def _tell(told: dict[str, Any]) -> None:
    from pipeline.sources.naming import beside

    states = [f"{n:,} {STATES[state]}" for state, n in told["addresses"].items()]
    addresses = f"; addresses: {', '.join(states)}" if states else ""
    kept = f"{told['captures']:,} captures, {told['documents']:,} documents"
    click.echo(f"{told['source']}: {kept}{addresses}")
    if not told["visits"]:
        click.echo(f"never visited; next: culturescope ingest --source {told['source']}")
        return
    click.echo("\nvisits")
    for line in aligned(*_used([_row(visit) for visit in told["visits"]])):
        click.echo(line)
    if told["failing"]:
        rows = [
            (one["reason"], one["locator"], beside(one["locator"], one["detail"]))
            for one in told["failing"]
        ]
        click.echo("\nfails now")
        for line in aligned(("reason", "address", "detail"), rows):
            click.echo(line)
        if told["n_failing"] > len(rows):
            click.echo(
                f"{told['n_failing'] - len(rows):,} more: culturescope rejected --stage ingest"
            )
    _tell_findings(told)


def _tell_findings(told: dict[str, Any]) -> None:
    lines = [
        (one["is_seen"], f"{one['line']} (since {one['since']:%Y-%m-%d})")
        for one in told["findings"]
    ]
    common.print_seen([line for is_seen, line in lines if is_seen])
    for line in told["stale"]:
        click.echo(line)
    common.print_findings([line for is_seen, line in lines if not is_seen])


def _used(rows: list[tuple[object, ...]]) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return the columns in which anything stands, and the rows in these: lines stay short."""
    kept = [
        at for at, name in enumerate(COLUMNS) if name not in RARE or any(row[at] for row in rows)
    ]
    return [COLUMNS[at] for at in kept], [tuple(row[at] for at in kept) for row in rows]


def _row(visit: dict[str, Any]) -> tuple[object, ...]:
    rate = visit["requests_per_s"]
    return (
        visit["number"],
        f"{visit['started_at']:%Y-%m-%d %H:%M}",
        "" if visit["seconds"] is None else duration(visit["seconds"]),
        visit["status"]
        + (", news only" if visit["status"] == "done" and not visit["is_full"] else ""),
        *(visit[f"n_{name}"] for name in ("listed", "new", "changed", "unchanged", "gone")),
        visit["n_failed"],
        visit["n_left"],
        visit["n_requests"],
        "" if rate is None else f"{rate:.1f}",
        f"{visit['n_bytes'] / BYTES_IN_MB:.1f}",
        visit["note"],
    )
