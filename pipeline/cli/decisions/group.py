"""The group of commands."""

from __future__ import annotations

import click

from pipeline.cli.decisions.bulk import bulk
from pipeline.cli.decisions.files import export_log, import_log
from pipeline.cli.decisions.log import list_log
from pipeline.cli.decisions.single import ACTS, complete, undo


@click.group()
def decisions() -> None:
    """Accept, reject and add tags, take it back, and look who decided what.

    Decisions count at once: the next run counts and publishes what editors gave and leaves out
    what they rejected.
    """


for command in (*ACTS, complete, undo, list_log, bulk, export_log, import_log):
    decisions.add_command(command)
