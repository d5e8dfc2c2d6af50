"""Command `entities review`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from pipeline.cli import common
from pipeline.cli.failures import one_line
from pipeline.cli.opening import opened

if TYPE_CHECKING:
    from pipeline.steps.entity_reviewing import Item, Kind, Reviewed

KINDS = ("double", "acronym", "proposed", "link", "unknown")


@click.command()
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only this kind.")
@click.option("--limit", default=20, show_default=True, help="Most items to show.")
@common.json_option
def review(kinds: Sequence[Kind], limit: int) -> None:
    """List what is worth a look: of each kind in turn what concerns most documents.

    proposed: what looks like a programme. double: two entities that may be one. acronym: what
    documents do not spell out, or spell out differently. link: linked on weak grounds. unknown:
    organisations in many documents that the gazetteers lack. What was decided is not asked again.
    """
    from pipeline.steps import entity_reviewing

    with opened() as (workspace, store):
        found = entity_reviewing.reviewed(workspace, store, kinds or entity_reviewing.KINDS, limit)
        most = entity_reviewing.MOST_OF_A_KIND
    if common.as_json():
        common.print_json([asdict(item) for item in found.items])
        return
    if not found.items:
        click.echo("nothing to look at")
        return
    for item in found.items:
        for line in _lines(item):
            click.echo(one_line(line))
    click.echo(_counted(found, most))


def _counted(found: Reviewed, most: int) -> str:
    """Return how much there is in all: "shown 20 of 133: double 12, acronym 100 or more"."""
    counts = (f"{kind} {n:,}{' or more' * (n >= most)}" for kind, n in found.counts.items())
    total = sum(found.counts.values())
    shown = f"shown {len(found.items):,} of {total:,}"
    hint = "" if len(found.items) == total else "; --limit and --kind show others"
    return f"{shown}: {', '.join(counts)}{hint}"


def _lines(item: Item) -> Iterator[str]:
    n = f"{item.n_documents:,} document{'s' * (item.n_documents != 1)}"
    yield f"{item.kind}: {' | '.join(item.names)}  ({n}): {item.why}"
    for one in item.examples:
        yield f"    {one.document_id} {one.title or 'without title'}: {one.sentence}"
    for command in item.commands:
        yield f"    culturescope entities {command}"
