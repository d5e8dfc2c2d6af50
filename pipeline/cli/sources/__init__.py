"""The command group `sources`: list, check, add, preview, switch on and off, look back."""

from __future__ import annotations

import click

from pipeline.cli.sources import (
    adding,
    checking,
    history,
    listing,
    previewing,
    seeing,
    switching,
)


@click.group()
def sources() -> None:
    """List, check, add, preview and switch the declared sources; none of these stores documents.

    A source is a card, corpus/sources/ID.toml. 'add' writes one for an address, 'check' tries it
    and tells in plain words what to change on it, 'enable' switches it on.
    """


for command in (
    listing.list_sources,
    adding.add,
    checking.check,
    previewing.preview,
    switching.enable,
    switching.disable,
    history.history,
    seeing.seen,
):
    sources.add_command(command)
