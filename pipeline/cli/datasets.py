"""Commands on snapshots."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import common

if TYPE_CHECKING:
    from pipeline.settings import Workspace

snapshot_option = click.option("--snapshot", help="Id of the snapshot.  [default: the latest]")


@click.command()
@click.argument("table")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "jsonl", "parquet"]),
    help="[default: by the ending of --to, else csv]",
)
@click.option(
    "--to", "target", type=click.Path(path_type=Path, dir_okay=False), help="[default: TABLE.csv]"
)
@snapshot_option
@common.json_option
def export(table: str, format_: str | None, target: Path | None, snapshot: str | None) -> None:
    """Copy TABLE of a snapshot to a file."""
    from pipeline.queries import export_table
    from pipeline.snapshots import find_snapshot

    folder = find_snapshot(common.workspace().snapshots_dir, snapshot)
    chosen = format_ or (target.suffix.lstrip(".") if target else "csv")
    path = target or Path(f"{table}.{chosen}")
    n_rows = export_table(folder, table, chosen, path)
    if common.as_json():
        common.print_json({"table": table, "path": str(path), "rows": n_rows})
    else:
        click.echo(f"{path}: {n_rows:,} rows")


@click.command()
@click.argument("snapshot", required=False)
@click.option("--store", is_flag=True, help="Also publish the store again, aside, and compare.")
@common.json_option
def verify(snapshot: str | None, store: bool) -> int:
    """Prove a snapshot: every byte, row, reference and share is recomputed."""
    from pipeline.errors import SnapshotError
    from pipeline.snapshots import find_snapshot

    workspace = common.workspace()
    folder = find_snapshot(workspace.snapshots_dir, snapshot)
    findings = _findings(workspace, folder, store=store)
    if common.as_json():
        common.print_json({"snapshot": folder.name, "is_proven": not findings, "why": findings})
    else:
        for finding in findings:
            click.secho(finding, fg="red")
        click.echo(f"snapshot {folder.name}: {'NOT proven' if findings else 'proven'}")
    return SnapshotError.exit_code if findings else 0


def _findings(workspace: Workspace, folder: Path, *, store: bool) -> list[str]:
    from pipeline.queries import recompute_findings
    from pipeline.snapshots import verify_snapshot

    findings = list(map(str, verify_snapshot(folder))) or list(map(str, recompute_findings(folder)))
    if store:
        from pipeline.steps.reproducing import store_findings

        findings += store_findings(workspace, folder)
    return findings
