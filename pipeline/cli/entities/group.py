"""The group of commands."""

from __future__ import annotations

import click

from pipeline.cli import common
from pipeline.cli.entities import acts, looking, reviewing


@click.group(invoke_without_command=True)
@common.json_option
@click.pass_context
def entities(ctx: click.Context) -> int:
    """Find organisations, countries and programmes; link what names the same over the corpus.

    Analysts merge, split, accept and reject; nothing is lost by it: 'entities history' shows who
    decided what, 'entities undo' takes it back, and every id ever given keeps standing for its
    entity.
    """
    if ctx.invoked_subcommand is not None:
        return 0
    from pipeline.cli.stages import run_and_tell

    return run_and_tell(("entities",), "entities")


for command in (
    looking.list_entities,
    reviewing.review,
    looking.explain,
    *acts.ACTS,
    looking.history,
):
    entities.add_command(command)
