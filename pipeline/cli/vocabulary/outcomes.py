"""What commands that change vocabularies share: who, why, and what is told of it."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipeline.cli import common
from pipeline.cli.failures import one_line

if TYPE_CHECKING:
    from pipeline.steps.vocabulary_edits import Outcome
    from pipeline.vocabulary.skos.editing import Editing
    from pipeline.vocabulary.skos.history import Stamp

MOST_LINES = 30
"""Of one kind on a screen; --json has all."""
MEANING = {"missing": "; in use still, unless --retire-missing"}
F = TypeVar("F", bound=Callable[..., Any])


def said_by(command: F) -> F:
    """Give a command the options that each change is noted with."""
    who = click.option(
        "--editor",
        envvar="CULTURESCOPE_EDITOR",
        show_envvar=True,
        help="Who changes; stands in the file.  [default: the name you are logged in under]",
    )
    why = click.option("--reason", default="", help="Why; stands in the file.")
    return who(why(common.json_option(command)))


def change(scheme: str, act: Callable[[Editing], None], by: Stamp) -> None:
    """Change a vocabulary and tell of it."""
    from pipeline.steps.vocabulary_edits import edit

    print_outcome(edit(common.workspace(), scheme, act, by), "written")


def stamp(editor: str | None, reason: str) -> Stamp:
    """Return who changes, when and why."""
    from pipeline.steps.context import utc_now
    from pipeline.vocabulary.skos.history import Stamp

    try:
        name = editor or getpass.getuser()
    except (KeyError, OSError) as error:
        raise click.UsageError("say who changes: --editor NAME") from error
    return Stamp(name, utc_now(), reason)


def print_outcome(outcome: Outcome, done: str) -> None:
    """Tell what an edit or import did."""
    found = outcome.difference
    counts = {name: list(getattr(found, name)) for name in found.__slots__} if found else {}
    if common.as_json():
        common.print_json(
            {
                "file": outcome.path.name,
                "concepts": len(outcome.vocabulary.concepts),
                "retired": len(outcome.vocabulary.retired),
                "warnings": outcome.warnings,
                "set_aside": outcome.set_aside and str(outcome.set_aside),
                "difference": counts,
            }
        )
        return
    in_use, retired = len(outcome.vocabulary.concepts), len(outcome.vocabulary.retired)
    click.echo(f"{outcome.path}: {done}; {in_use:,} concepts in use, {retired:,} retired")
    for name, ids in counts.items():
        if ids:
            more = f" and {len(ids) - 10:,} more" if len(ids) > 10 else ""
            click.echo(f"{name}: {len(ids):,} ({', '.join(ids[:10])}{more}){MEANING.get(name, '')}")
    if outcome.warnings:
        look = f"'culturescope vocabulary check {outcome.vocabulary.scheme_id}' lists them"
        click.echo(f"{len(outcome.warnings):,} warnings; {look}")
    if outcome.set_aside:
        click.echo(f"the file as it was (comments, or columns of CSV): {outcome.set_aside}")


def print_lines(kind: str, lines: Sequence[str]) -> None:
    """Print lines of one kind, not too many."""
    for line in lines[:MOST_LINES]:
        click.echo(f"{kind}: {one_line(line)}")
    if len(lines) > MOST_LINES:
        click.echo(f"{kind}: and {len(lines) - MOST_LINES:,} more; --json lists all")
