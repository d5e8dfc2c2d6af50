"""Options of commands that answer: in which format, to which file."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from pipeline.cli import common
from pipeline.cli.common import F

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.queries.output import About

FORMATS = ("table", "csv", "json", "parquet", "svg", "png", "html")
"""As in queries.output, known here without importing it; a test holds them together."""
BINARY = ("parquet", "png")


@dataclass(frozen=True, slots=True)
class Output:
    """What a call wants of its answer."""

    format: str | None = None
    target: Path | None = None

    @property
    def chosen(self) -> str:
        """The format: as told, else by the file's ending, else JSON where asked for, else table."""
        if self.format:
            return self.format
        ending = self.target.suffix.casefold().lstrip(".") if self.target else ""
        if ending in ("", "txt") or not self.target:
            return "json" if common.as_json() else "table"
        found = {"htm": "html"}.get(ending, ending)
        if found not in FORMATS:
            raise click.UsageError(
                f"{self.target}: '.{ending}' is no ending that tells a format; "
                f"name it with --format ({', '.join(FORMATS)})"
            )
        return found


def output_options(command: F) -> F:
    """Add --format, --to and --json; the command gets an Output as `output`."""

    @functools.wraps(command)
    def with_output(*args: Any, format_: str | None, target: Path | None, **more: Any) -> Any:
        return command(*args, output=Output(format_, target), **more)

    told = "[default: by the ending of --to, else table]"
    format_option = click.option("--format", "format_", type=click.Choice(FORMATS), help=told)
    path = click.Path(path_type=Path, dir_okay=False)
    to_option = click.option("--to", "target", type=path, help="Write to this file.")
    return cast(F, format_option(to_option(common.json_option(with_output))))


def emit(frame: pd.DataFrame, output: Output, about: About) -> None:
    """Print an answer, or write it to the file that the call names."""
    from pipeline.queries.output import render, write

    chosen = output.chosen
    if output.target:
        write(frame, chosen, output.target, about)
        if common.as_json():
            common.print_json({"path": str(output.target), "format": chosen, "rows": len(frame)})
        else:
            click.echo(f"{output.target}: {len(frame):,} row{'s' * (len(frame) != 1)}")
        return
    if chosen in BINARY:
        raise click.UsageError(f"{chosen} belongs in a file; name one, like --to answer.{chosen}")
    click.echo(render(frame, chosen, about).decode(), nl=False)
