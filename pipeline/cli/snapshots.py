"""The command `snapshots`: what was published, how it differs, whether it proves, how to cite."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipeline.cli import common
from pipeline.cli.datasets import verify
from pipeline.cli.thinning import thin

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.snapshots.citing import Figure

F = TypeVar("F", bound=Callable[..., Any])

KINDS = ("theme", "discipline", "topic", "country", "region", "organisation", "programme")
CITED_AS = ("plain", "bibtex", "ris", "csl-json")


@click.group(invoke_without_command=True)
@common.json_option
@click.pass_context
def snapshots(ctx: click.Context) -> None:
    """List, compare, prove and cite snapshots."""
    if ctx.invoked_subcommand is None:
        _list()


@snapshots.command("list")
@common.json_option
def list_() -> None:
    """List the snapshots, the oldest first."""
    _list()


def _list() -> None:
    from pipeline.snapshots import list_snapshots
    from pipeline.steps.looking import latest_name

    workspace = common.workspace()
    found, latest = list_snapshots(workspace.snapshots_dir), latest_name(workspace)
    if common.as_json():
        rows = [asdict(info) | {"is_latest": info.id == latest} for info in found]
        common.print_json(rows)
    elif not found:
        click.echo("nothing is published yet; run 'culturescope publish'")
    else:
        common.print_table(
            "",
            ("snapshot", "published (UTC)", "#documents", "#format", ""),
            [
                (
                    info.id,
                    info.created[:19].replace("T", " "),
                    info.n_documents,
                    info.format or None,
                    info.problem or ("latest" if info.id == latest else ""),
                )
                for info in found
            ],
        )


@snapshots.command()
@click.argument("before")
@click.argument("after", required=False)
@click.option(
    "--limit",
    type=click.IntRange(0, 10_000),
    default=10,
    show_default=True,
    help="Most documents of each change, and most series, that are listed.",
)
@common.json_option
def diff(before: str, after: str | None, limit: int) -> None:
    """Show what AFTER (default: the latest snapshot) has that BEFORE has not, and otherwise."""
    from pipeline.cli.differences import print_differences
    from pipeline.snapshots import find_snapshot
    from pipeline.snapshots.diff import compare_snapshots

    folder = common.workspace().snapshots_dir
    one, other = find_snapshot(folder, before), find_snapshot(folder, after)
    found = compare_snapshots(one, other, limit=limit)
    if common.as_json():
        common.print_json(asdict(found))
    else:
        print_differences(found, limit)


def _series_options(command: F) -> F:
    for kind in reversed(KINDS):
        option = click.option(f"--{kind}", metavar="NAME", help=f"A figure of this {kind}.")
        command = option(command)
    return command


@snapshots.command()
@click.argument("snapshot", required=False)
@_series_options
@click.option("--period", default="", help="2015-03, 2015-Q1, 2015, 2010s.  [default: all]")
@click.option(
    "--format",
    "format_",
    type=click.Choice(CITED_AS),
    default="plain",
    show_default=True,
    help="How it is written.",
)
@click.option("--url", default="", help="Where the snapshot can be had.")
@click.option("--doi", default="", help="Its DOI, where it was given one.")
@common.json_option
def cite(  # one argument an option
    snapshot: str | None,
    period: str,
    format_: str,
    url: str,
    doi: str,
    **series: str | None,
) -> None:
    """Say how to cite SNAPSHOT (default: the latest), or one figure of it."""
    from pipeline.snapshots import find_snapshot
    from pipeline.snapshots.citing import FORMATS, read_citation

    workspace = common.workspace()
    folder = find_snapshot(workspace.snapshots_dir, snapshot)
    settings = workspace.settings
    citation = read_citation(folder, title=settings.title, publisher=settings.publisher)
    figure = _figure(folder, {kind: name for kind, name in series.items() if name}, period)
    whole = replace(citation, url=url, doi=doi.removeprefix("https://doi.org/"), figure=figure)
    click.echo(FORMATS["csl-json" if common.as_json() else format_](whole))


def _figure(folder: Path, named: dict[str, str], period: str) -> Figure | None:
    from pipeline.errors import UsageError
    from pipeline.queries import open_snapshot
    from pipeline.queries.names import find_series, set_up
    from pipeline.snapshots.citing import read_figure, read_period

    if len(named) > 1:
        raise UsageError(f"--{' and --'.join(named)}: cite one figure at a time")
    if period:
        read_period(period)
    for kind, name in named.items():
        with open_snapshot(folder) as connection:
            set_up(connection)
            one = find_series(connection, kind, name)
            return read_figure(folder, one.kind, one.id, period)
    if period:
        raise UsageError("--period: say of what, for example --theme inclusion")
    return None


snapshots.add_command(verify)
snapshots.add_command(thin)
