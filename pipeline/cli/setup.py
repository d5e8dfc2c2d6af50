"""Commands that set up a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli import common
from pipeline.cli.failures import one_line


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--sample/--no-sample", default=True, help="With the sample corpus.  [default: yes]")
@click.option("--contact", default="", help="Who asks, where sites are visited: mail or page.")
@common.json_option
def init(folder: Path, sample: bool, contact: str) -> None:
    """Make a workspace in FOLDER. What is there already is left as it is."""
    from pipeline.steps.setup import make_workspace
    from pipeline.steps.standing import told_kept

    place = folder.resolve()
    made = make_workspace(place, with_sample=sample, contact=contact)
    notes = told_kept(place, made, with_sample=sample, contact=contact)
    if common.as_json():
        common.print_json({"workspace": str(folder), "made": made, "notes": notes})
        return
    click.echo(f"{folder}: {len(made):,} file{'s' * (len(made) != 1)} written")
    for note in notes:
        click.echo(f"  {one_line(note)}")
    if not sample:
        told = f"culturescope --root {folder} sources"
        click.echo(f"first: a card says where texts are; for an address: {told} add URL")
        click.echo(f"       of well-known places: {told} list --all")
        if not contact:
            click.echo(f"       (sites are told who asks: contact in {folder}/culturescope.toml)")
        click.echo(f"       of your own files: {folder}/corpus/sources/NAME.toml")
        click.echo('         name = "My texts"\n         kind = "folder"\n         path = "texts"')
    click.echo(f"next: culturescope --root {folder} run")
