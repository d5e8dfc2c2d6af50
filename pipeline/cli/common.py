"""What commands share: the workspace, options, tables, progress."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from pipeline.cli.failures import one_line
from pipeline.settings import Workspace, open_workspace

FINDINGS_EXIT = 7

F = TypeVar("F", bound=Callable[..., Any])


def json_option(command: F) -> F:
    """Let --json stand behind the command as well as before it."""

    def remember(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value:
            ctx.ensure_object(dict)["as_json"] = True

    option = click.option(
        "--json",
        is_flag=True,
        expose_value=False,
        callback=remember,
        help="Print JSON for machines.",
    )
    return option(command)


def workspace() -> Workspace:
    """Open the workspace that the call names."""
    root: Path = click.get_current_context().obj["root"]
    return open_workspace(root, os.environ)


def as_json() -> bool:
    """Tell whether the call wants JSON."""
    return bool(click.get_current_context().obj["as_json"])


def print_json(value: object) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def print_table(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    whole: Sequence[str] = (),
) -> None:
    """Print rows for a person; columns whose name begins with "#" hold numbers.

    Those of `whole` are never folded, however narrow the terminal: ids are there to be copied.
    """
    if title.startswith("\n"):
        click.echo("")
    table = Table(title=title.strip() or None, title_justify="left", box=None, pad_edge=False)
    for column in columns:
        is_number = column.startswith("#")
        table.add_column(
            column.lstrip("#"),
            justify="right" if is_number else "left",
            overflow="fold",
            no_wrap=column in whole,
        )
    for row in rows:
        table.add_row(*[escape(_cell(value)) for value in row])
    console().print(table)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the command line, which ends without a word; Rich would end with 1."""
        raise BrokenPipeError


def print_findings(findings: Sequence[str]) -> None:
    """Print what needs somebody's eye, one line each, on standard error."""
    for finding in findings:
        click.secho(f"finding: {one_line(finding)}", fg="yellow", err=True)


def print_seen(findings: Sequence[str]) -> None:
    """Print what somebody knows of and nothing is to be done about, one line each."""
    for finding in findings:
        click.echo(f"seen: {one_line(finding)}")


def console() -> Console:
    """Return a console for standard output, as wide as tables need where it is no terminal."""
    return _Console(width=None if sys.stdout.isatty() else 140, highlight=False)


def minute(at: str | None) -> str:
    """Return a time of the store (ISO 8601, UTC) as tables show it; empty for none."""
    return at[:16].replace("T", " ") if at else ""


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return one_line(str(value))


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """Show what stages report on standard error; as plain lines where that is no terminal."""
    if not sys.stderr.isatty():
        yield _plain_progress()
        return
    columns = (
        TextColumn("{task.description:<9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show


def _plain_progress() -> Callable[[str, int, int], None]:
    tenths: dict[str, int] = {}

    def show(stage: str, done: int, total: int) -> None:
        tenth = 10 * done // total if total else 10
        if total and tenths.get(stage) != tenth:
            tenths[stage] = tenth
            click.echo(f"{stage}: {done:,} of {total:,}", err=True)

    return show
