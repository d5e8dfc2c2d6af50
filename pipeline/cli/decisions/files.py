"""Carry the log of decisions over to a file, and in from one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from pipeline.cli import common
from pipeline.cli.decisions.options import opened
from pipeline.errors import UsageError
from pipeline.replacing import replacing

if TYPE_CHECKING:
    from pipeline.steps.deciding import Imported

Format = Literal["jsonl", "csv"]
FORMATS = ("jsonl", "csv")
MOST_SHOWN = 20
"""Refused lines that are listed; JSON lists all."""
format_option = click.option(
    "--format", "format_", type=click.Choice(FORMATS), help="[default: by the ending of FILE]"
)


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@format_option
@common.json_option
def export_log(file: Path, format_: Format | None) -> None:
    """Write the whole log to FILE, with editors' names and notes: mind who may read it.

    JSON lines hold taught texts too; CSV is for spreadsheets and does not.
    """
    from pipeline.steps import deciding

    chosen = _format(file, format_)
    with opened() as (_, store):
        n_lines = _write(file, deciding.export(store, chosen))
    n_lines -= chosen == "csv"  # the header
    if common.as_json():
        common.print_json({"file": str(file), "format": chosen, "lines": n_lines})
    else:
        click.echo(f"{file}: {n_lines:,} lines")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@format_option
@click.option("--partial", is_flag=True, help="Record what can be, though lines are refused.")
@common.json_option
def import_log(file: Path, format_: Format | None, partial: bool) -> int:
    """Record the decisions of FILE, as 'export' writes it.

    All lines or none: if one is refused, nothing is recorded, unless --partial. What is there
    already is not recorded twice. Decisions keep their time and editor, and count as later than
    those that are there.
    """
    from pipeline.steps import deciding

    chosen = _format(file, format_)
    try:
        body = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror}); name another file") from error
    with opened() as (workspace, store):
        try:
            done = deciding.import_(workspace, store, body, chosen, is_partial=partial)
        except UsageError as error:
            raise UsageError(f"{file}, {error}") from error
    _tell(file, done)
    if not done.refused:
        return 0
    return common.FINDINGS_EXIT if partial else UsageError.exit_code


def _tell(file: Path, done: Imported) -> None:
    if common.as_json():
        common.print_json(asdict(done))
        return
    for one in done.refused[:MOST_SHOWN]:
        click.echo(f"{file}, line {one.at}: {one.reason}: {one.detail}", err=True)
    if len(done.refused) > MOST_SHOWN:
        click.echo(f"{len(done.refused) - MOST_SHOWN:,} more lines; --json lists all", err=True)
    told = f"decisions recorded: {done.n_new:,}, there already: {done.n_known:,}"
    if done.refused:
        told += f", lines refused: {len(done.refused):,}"
    if done.refused and not done.n_new:
        told += "; mend them, or take the others with --partial"
    click.echo(told)


def _format(file: Path, stated: Format | None) -> Format:
    ending = file.suffix.lstrip(".").lower()
    if stated:
        return stated
    if ending not in FORMATS:
        raise UsageError(f"{file}: name it .jsonl or .csv, or say --format")
    return "csv" if ending == "csv" else "jsonl"


def _write(file: Path, lines: Iterable[str]) -> int:
    """Write a file whole or not at all; return its number of lines."""
    n_lines = 0
    try:
        with replacing(file) as whole, whole.open("w", encoding="utf-8", newline="") as out:
            for line in lines:
                out.write(line)
                n_lines += 1
    except OSError as error:
        raise UsageError(f"{file}: cannot be written ({error}); name another file") from error
    return n_lines
