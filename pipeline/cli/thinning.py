"""The command `snapshots thin`: of old snapshots, the last of each month stays."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import common

if TYPE_CHECKING:
    from pipeline.snapshots import SnapshotInfo

MEGABYTE = 1_000_000
COLUMNS = ("snapshot", "published (UTC)", "#documents", "#MB")


@click.command()
@click.option(
    "--keep-days",
    type=click.IntRange(0, 36_500),
    default=90,
    show_default=True,
    help="Those of so many days all stay.",
)
@click.option("--keep", "kept", multiple=True, metavar="ID", help="This one stays: it was cited.")
@click.option("--write", is_flag=True, help="Remove them; else they are shown only.")
@common.json_option
def thin(keep_days: int, kept: tuple[str, ...], write: bool) -> None:
    """Remove old snapshots but for the last of each month; the latest stays.

    Every run that changes anything publishes a whole snapshot. What somebody cited must stay: name
    it by --keep.
    """
    from pipeline.snapshots import find_snapshot
    from pipeline.steps.locking import only_run

    workspace = common.workspace()
    for id_ in kept:
        find_snapshot(workspace.snapshots_dir, id_)  # a slip of the pen must not remove it
    if not write:
        _tell(_chosen(keep_days, kept), is_done=False)
        return
    with only_run(workspace, "snapshots thin"):
        rows = _chosen(keep_days, kept)
        _remove([info for info, _ in rows])
    _tell(rows, is_done=True)


def _chosen(keep_days: int, kept: tuple[str, ...]) -> list[tuple[SnapshotInfo, int]]:
    """Return the snapshots that may go, and the bytes of each."""
    from pipeline.snapshots import list_snapshots
    from pipeline.snapshots.thinning import size_of, superfluous
    from pipeline.steps.context import utc_now
    from pipeline.steps.looking import latest_name

    workspace = common.workspace()
    before = utc_now().date() - dt.timedelta(days=keep_days)
    stay = [*kept, latest_name(workspace) or ""]
    found = superfluous(list_snapshots(workspace.snapshots_dir), before, stay)
    return [(info, size_of(info)) for info in found]


def _remove(found: list[SnapshotInfo]) -> None:
    from pipeline.snapshots.thinning import remove

    for info in found:
        remove(info)


def _tell(rows: list[tuple[SnapshotInfo, int]], *, is_done: bool) -> None:
    total = sum(size for _, size in rows)
    if common.as_json():
        told = [{"id": info.id, "created": info.created, "n_bytes": size} for info, size in rows]
        common.print_json({"snapshots": told, "n_bytes": total, "is_removed": is_done})
        return
    common.print_table("", COLUMNS, [_row(info, size) for info, size in rows])
    n = f"{len(rows):,} snapshot{'s' * (len(rows) != 1)}, {total / MEGABYTE:,.0f} MB"
    more = "" if is_done or not rows else "; --write removes them, and what was cited with them"
    click.echo(f"{n} {'removed' if is_done else 'can go'}{more}")


def _row(info: SnapshotInfo, size: int) -> tuple[Any, ...]:
    created = info.created[:19].replace("T", " ")
    return info.id, created, info.n_documents, round(size / MEGABYTE, 1)
