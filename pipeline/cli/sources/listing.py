"""Command `sources list`."""

from __future__ import annotations

from typing import Any

import click

from pipeline.cli import common

COLUMNS = (
    "source", "kind", "state", "#documents", "#rejected", "last visit", "group", "licence", "name",
)  # fmt: skip
WIDTHS = {"licence": 12, "name": 28}
"""Characters of long texts that are shown, so that ids stand on one line and can be copied."""
DROPPED = ("group", "licence")
"""Columns that are left out where they are empty."""


@click.command("list")
@click.option("--all", "is_all", is_flag=True, help="Those that are switched off, too.")
@common.json_option
def list_sources(is_all: bool) -> int:
    """List the sources with their documents and rejected inputs.

    State: on; off; untried, which is off and was never checked.
    """
    from pipeline.steps.source_list import source_rows

    rows, findings = source_rows(common.workspace())
    if common.as_json():
        common.print_json({"sources": rows, "findings": findings})
        return common.FINDINGS_EXIT if findings else 0
    shown = [row for row in rows if is_all or row["enabled"] or row["documents"]]
    columns = [name for name in COLUMNS if name not in DROPPED or any(row[name] for row in shown)]
    table = [[_cell(row, name.lstrip("#")) for name in columns] for row in shown]
    if shown:
        common.print_table("", columns, table, whole=("source",))
    if len(shown) < len(rows):
        n_hidden = len(rows) - len(shown)
        are = "is" if n_hidden == 1 else "are"
        hint = "'culturescope sources list --all' shows all"
        told = f"\n{n_hidden:,} more {are}" if shown else f"no source is on; {n_hidden:,} {are}"
        click.echo(f"{told} switched off; {hint}")
    if not rows:
        click.echo("no card yet; 'culturescope sources add URL' makes one")
    common.print_findings(findings)
    return common.FINDINGS_EXIT if findings else 0


def _cell(row: dict[str, Any], name: str) -> object:
    if name == "state":
        return "on" if row["enabled"] else "off" if row["verified"] else "untried"
    if name == "last visit":
        how = "" if row["visit"] in ("", "done") else f", {row['visit']}"
        return f"{row['visited']:%Y-%m-%d}{how}" if row["visited"] else ""
    told = row[name]
    width = WIDTHS.get(name, 0)
    is_long = isinstance(told, str) and 0 < width < len(told)
    return f"{told[: width - 1].rstrip()}…" if is_long else told
