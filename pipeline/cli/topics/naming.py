"""Command `topics name`."""

from __future__ import annotations

from dataclasses import asdict

import click

from pipeline.cli import common
from pipeline.cli.opening import opened


@click.command()
@click.argument("topic_id", metavar="ID")
@click.argument("text")
@click.option("--by", help="Who names it.  [default: the name you are logged in under]")
@click.option("--note", default="", help="Why, for those who look it up later.")
@common.json_option
def name(topic_id: str, text: str, by: str | None, note: str) -> None:
    """Let the topic ID be shown as TEXT in place of its label; "" takes the name back.

    The name stays over refits as long as the topic lives.
    """
    import getpass

    from pipeline.steps.topics import known, naming

    with opened() as (_, store):
        given = naming.give_name(store, topic_id, text, editor=by or getpass.getuser(), note=note)
        now = known.load(store)
    same = naming.namesakes(now, given.topic_id, now.shown(given.topic_id))
    if common.as_json():
        common.print_json(asdict(given) | {"shown": now.shown(given.topic_id), "namesakes": same})
        return
    if given.name:
        click.echo(f'{given.topic_id} "{now.label(given.topic_id)}" is now shown as "{given.name}"')
    else:
        click.echo(
            f'{given.topic_id} is shown under its label again: "{now.label(given.topic_id)}"'
        )
    if same:
        click.echo(f"note: {', '.join(same)} is shown under the same words", err=True)
    click.echo("'culturescope run' carries it into trends, snapshot and report", err=True)
