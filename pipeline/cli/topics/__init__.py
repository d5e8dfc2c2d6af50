"""The command `topics`: the stage, and what there is to see and say of topics."""

from __future__ import annotations

import click

from pipeline.cli import common
from pipeline.cli.topics import differing, looking, naming


@click.group(invoke_without_command=True)
@click.option("--refit", is_flag=True, help="Fit topics anew even where nothing calls for it.")
@common.json_option
@click.pass_context
def topics(ctx: click.Context, refit: bool) -> int:
    """Embed new passages and give them topics; fit topics anew where the corpus has moved.

    Topics keep their ids over all fits; 'topics diff' tells what became of them.
    """
    if ctx.invoked_subcommand is not None:
        if refit:
            raise click.UsageError("--refit stands alone: culturescope topics --refit")
        return 0
    from pipeline.cli.stages import run_and_tell
    from pipeline.steps.topics import deciding

    if refit:
        deciding.ask(common.workspace())
    return run_and_tell(("topics",), "topics")


for command in (
    looking.list_topics,
    looking.show,
    differing.diff,
    naming.name,
    looking.history,
):
    topics.add_command(command)
