"""Command `topics diff`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import common
from pipeline.cli.opening import opened

if TYPE_CHECKING:
    from pipeline.steps.topics.differing import Difference


@click.command()
@click.argument("first", metavar="[FIT", type=click.IntRange(min=0), required=False)
@click.argument("second", metavar="[FIT]]", type=click.IntRange(min=1), required=False)
@click.option("--markdown", "form", flag_value="markdown", help="Print Markdown.")
@click.option("--html", "form", flag_value="html", help="Print a page of HTML.")
@common.json_option
def diff(first: int | None, second: int | None, form: str | None) -> None:
    """Tell what became of topics from one FIT to another: which are new, gone, split, merged.

    Without numbers, from the last fit but one to the last; with one, from that one to the last.
    """
    from pipeline.cli.topics import pages
    from pipeline.steps.topics import differing, known

    with opened() as (_, store):
        found = differing.difference(known.load(store), first, second)
    if common.as_json():
        common.print_json(_values(found))
    elif form == "html":
        click.echo(pages.html(found))
    elif form == "markdown":
        click.echo(pages.markdown(found))
    else:
        _print(found)


def _print(found: Difference) -> None:
    from pipeline.cli.topics import pages

    for line in pages.head(found):
        click.echo(line)
    for title, columns, rows in pages.tables(found):
        click.echo(f"\n{title}")
        common.print_table("", columns, rows)
    for line in pages.looks(found):
        click.secho(f"\n{line}", fg="yellow")


def _values(found: Difference) -> dict[str, Any]:
    from pipeline.steps.topics.differing import KINDS

    return {
        "before": asdict(found.before) if found.before else None,
        "now": asdict(found.now),
        "counts": {kind: found.count(kind) for kind in KINDS},
        "changes": [asdict(change) for change in found.changes],
    }
