"""The command line. Commands import what they need when they run, so that --help is quick."""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from pipeline import __version__

INTERRUPTED_EXIT = 130
CLOSED_PIPE_EXIT = 141
"""As shells tell of programs that Ctrl-C or a reader that has gone away (`| head -1`) ended."""

COMMANDS = {
    "init": ("pipeline.cli.setup:init", "Make a workspace in a folder."),
    "sources": ("pipeline.cli.sources:sources", "List, add, check, preview sources."),
    "ingest": ("pipeline.cli.stages:ingest", "Read the sources; keep what is new as captures."),
    "clean": ("pipeline.cli.stages:clean", "Turn captures into documents."),
    "entities": ("pipeline.cli.entities:entities", "Find and link organisations, programmes, ..."),
    "topics": ("pipeline.cli.topics:topics", "Find topics, follow and name them."),
    "themes": ("pipeline.cli.themes:themes", "Map publishers' tags, suggest themes."),
    "decisions": ("pipeline.cli.decisions:decisions", "Accept, reject, add tags; the log of it."),
    "trends": ("pipeline.cli.trends:trends", "Compute shares per period, or show a series."),
    "search": ("pipeline.cli.search:search", "Search the texts of a snapshot."),
    "compare": ("pipeline.cli.compare:compare", "Compare periods, countries, sources."),
    "cooccurrence": ("pipeline.cli.cooccurrence:cooccurrence", "Show what goes together."),
    "publish": ("pipeline.cli.stages:publish", "Write a snapshot: dataset and report."),
    "run": ("pipeline.cli.stages:run", "Run all seven stages."),
    "flows": ("pipeline.cli.flows:flows", "Keep the schedules: server and worker up, down."),
    "status": ("pipeline.cli.looking:status", "Show what there is and what is still to do."),
    "explain": ("pipeline.cli.explain:explain", "Show how one document came to be what it is."),
    "rejected": ("pipeline.cli.looking:rejected", "List inputs that became no result, and why."),
    "retry": ("pipeline.cli.stages:retry", "Try rejected inputs again."),
    "snapshots": ("pipeline.cli.snapshots:snapshots", "List, compare, cite, thin snapshots."),
    "export": ("pipeline.cli.datasets:export", "Copy a table of a snapshot to a file."),
    "verify": ("pipeline.cli.datasets:verify", "Prove a snapshot, byte by byte."),
    "vocabulary": ("pipeline.cli.vocabulary:vocabulary", "List, check, change vocabularies."),
    "suggest": ("pipeline.cli.suggest:suggest", "Propose tags for a text, with reasons."),
    "serve": ("pipeline.cli.serve:serve", "Serve the web API until Ctrl-C."),
    "tokens": ("pipeline.cli.tokens:tokens", "Make, list and revoke tokens of the web API."),
    "evaluate": ("pipeline.cli.evaluate:evaluate", "Measure against reference annotations."),
}
"""Command name to (where it lives, its line in --help): both known without importing it."""


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    """End without a word when the reader of the output has seen enough (`| head -1`)."""
    try:
        yield
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())  # or Python would try, and fail, to write the rest
        raise click.exceptions.Exit(CLOSED_PIPE_EXIT) from None


class LazyGroup(click.Group):
    """A group that imports a command only when it is called."""

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        """Read the call; --help prints and ends here."""
        with _reader_may_leave():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        with _reader_may_leave():
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="culturescope")
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Folder of the workspace.  [default: the current folder]",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
@click.pass_context
def cli(ctx: click.Context, root: Path, as_json: bool) -> None:
    """Text mining over cultural-relations documents.

    Exit codes: 0 done; 1 something unforeseen; 2 a declaration or the call is wrong;
    3 workspace or store cannot be used; 4 another run holds the workspace; 5 a model is damaged;
    6 a snapshot does not prove; 7 done, but with findings that need somebody's eye;
    130 interrupted; 141 the reader of the output went away.
    """
    ctx.obj = {"root": root, "as_json": as_json}
    if os.environ.get("NO_COLOR"):  # https://no-color.org; tables keep to it by themselves
        ctx.color = False


def main() -> None:
    """Run the command line; every failure ends as one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what a terminal cannot show must not end a run
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_outcome())


def _outcome() -> int:
    """Run the command line and return the exit code."""
    try:
        result = cli.main(prog_name="culturescope", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        return INTERRUPTED_EXIT
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception as error:
        from pipeline.cli.failures import explain

        line, code = explain(error)
        if line is None:
            raise
        click.echo(f"culturescope: {line}", err=True)
        return code
    return result if isinstance(result, int) else 0
