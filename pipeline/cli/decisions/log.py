"""List the log of decisions."""

from __future__ import annotations

from typing import Any

import click

from pipeline.cli import common
from pipeline.cli.decisions.options import day, opened
from pipeline.cli.decisions.tables import print_decisions

KINDS = ("accept", "reject", "add", "complete", "undo")
STATES = ("counts", "replaced", "undone")


@click.command("list")
@click.option("--editor", default="", help="Only by this editor.")
@click.option("--document", default="", help="Only on this document: id or first digits, URL.")
@click.option("--scheme", default="", help="Only in this vocabulary, or countries.")
@click.option("--concept", "concept_id", default="", help="Only on the concept of this id.")
@click.option("--batch", default="", help="Only of this bulk act.")
@click.option("--kind", type=click.Choice(KINDS), default=None, help="Only of this kind.")
@click.option("--state", type=click.Choice(STATES), default=None, help="Only in this state.")
@click.option("--since", callback=day, help="First day, UTC.")
@click.option("--until", callback=day, help="Last day, UTC.")
@click.option(
    "--outdated",
    "is_outdated",
    is_flag=True,
    help="Only what counts and was decided on an older revision of its document: look again.",
)
@click.option("--limit", default=100, show_default=True, help="Most rows to show; 0 for all.")
@common.json_option
def list_log(document: str, limit: int, **wanted: Any) -> None:
    """List decisions, the newest first, with what became of them.

    A decision counts, or was replaced by a later one on the same, or was taken back.
    """
    from pipeline.steps import deciding

    plain = {name: value or "" for name, value in wanted.items() if name in ("kind", "state")}
    with opened() as (workspace, store):
        id_ = deciding.document_named(store, document) if document else ""
        asked = deciding.Asked(document_id=id_, **wanted | plain)
        rows = deciding.list_decisions(workspace, store, asked)
    shown = rows[:limit] if limit else rows
    if common.as_json():
        common.print_json(shown)
        return
    if not rows:
        click.echo("no decisions")
        return
    print_decisions("", shown)
    if len(shown) < len(rows):
        click.echo(f"{len(rows) - len(shown):,} more; --limit 0 shows all")
