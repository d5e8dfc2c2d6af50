"""Command `sources add`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli import common
from pipeline.cli.failures import one_line
from pipeline.cli.sources.telling import items_of, tell_trial
from pipeline.cli.sources.watching import watching

if TYPE_CHECKING:
    from pipeline.steps.trying.adding import Added


@click.command()
@click.argument("url")
@click.option("--id", "id_", default="", help="Name of the card.  [default: from the address]")
@click.option("--name", default="", help="Name of the source.  [default: that of the site]")
@click.option(
    "--kind",
    type=click.Choice(["feed", "sitemap", "listing", "wordpress", "oai"]),
    help="Propose only this kind.",
)
@click.option("--enable", is_flag=True, help="Switch it on, if nothing is wrong with it.")
@click.option("--dry-run", is_flag=True, help="Print the card; write nothing.")
@common.json_option
def add(url: str, dry_run: bool, enable: bool, kind: str | None, **named: str) -> int:
    """Find the feed, sitemap, WordPress, repository or list of links at URL; write a card for it.

    What is found is tried, like 'sources check' does. A card that is there is never overwritten.
    """
    from pipeline.steps.trying.adding import Wish, propose_source, write_card

    wish = Wish(named["id_"], named["name"], kind or "", enable)
    workspace = common.workspace()
    with watching() as say:
        added = propose_source(workspace, url, wish, say)
    added = added if dry_run else write_card(workspace, added)
    is_well = not any(remark.level == "wrong" for remark in added.remarks)
    if common.as_json():
        common.print_json(_told(added))
    elif dry_run:
        click.echo(added.text, nl=False)
    else:
        _tell(added)
    return 0 if is_well else common.FINDINGS_EXIT


def _tell(added: Added) -> None:
    from pipeline.steps.trying.seeking import described

    id_ = added.source.id
    tell_trial(added.trial, added.remarks)
    click.echo(one_line(f"corpus/sources/{id_}.toml: written; {added.why}"))
    for other in added.others:
        click.echo(f"  also there: {one_line(described(other))}")
    if added.source.enabled:
        click.echo(f"next: culturescope ingest --source {id_}")
    elif added.source.verified:
        click.echo(f"next: look at the card, then culturescope sources enable {id_}")
    else:
        click.echo(f"next: mend the card, then culturescope sources check {id_}")


def _told(added: Added) -> dict[str, object]:
    from dataclasses import asdict

    return {
        "source": added.source.id,
        "written": added.is_written,
        "enabled": added.source.enabled,
        "why": added.why,
        "card": added.text,
        "items": items_of(added.trial),
        "remarks": [asdict(remark) for remark in added.remarks],
        "others": [dict(other.card) for other in added.others],
    }
