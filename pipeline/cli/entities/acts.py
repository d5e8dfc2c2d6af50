"""Commands by which analysts decide: merge, alias, split, accept, reject, rename, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from pipeline.cli import common
from pipeline.cli.decisions.options import editor_option
from pipeline.cli.failures import one_line
from pipeline.cli.opening import opened

if TYPE_CHECKING:
    from pipeline.steps.entity_deciding import Wanted

Command = Callable[..., None]
note_option = click.option("--note", default="", help="Why, for those who look it up later.")


def signed(act: Command) -> Command:
    """Give a command the options of every act: who, why, and how the answer is shown."""
    options: Command = editor_option(note_option(common.json_option(act)))
    return options


@click.command()
@click.argument("entity")
@click.argument("into", metavar="INTO")
@signed
def merge(entity: str, into: str, editor: str, note: str) -> None:
    """Say that ENTITY is the entity INTO; its ids and names stand for that from now on."""
    from pipeline.steps.entity_deciding import Wanted

    _decide(Wanted("merge", subject=entity, target=into, note=note), editor)


@click.command()
@click.argument("entity")
@click.argument("name")
@signed
def alias(entity: str, name: str, editor: str, note: str) -> None:
    """Say that NAME is a name of ENTITY, to be looked for in all texts."""
    from pipeline.steps.entity_deciding import Wanted

    _decide(Wanted("alias", target=entity, name=name, note=note), editor)


@click.command()
@click.argument("local_id", metavar="ID")
@signed
def split(local_id: str, editor: str, note: str) -> None:
    """Say that ID, which stands for an entity, is an entity of its own.

    'entities explain' lists the ids that stand for an entity.
    """
    from pipeline.steps.entity_deciding import Wanted

    _decide(Wanted("split", subject=local_id, note=note), editor)


@click.command()
@click.argument("entity")
@click.option("--name", default="", help="What to look for in all texts.  [default: as written]")
@signed
def accept(entity: str, name: str, editor: str, note: str) -> None:
    """Say that ENTITY, proposed or new, is one; its name is looked for in all texts."""
    from pipeline.steps.entity_deciding import Wanted

    _decide(Wanted("accept", subject=entity, name=name, note=note), editor)


@click.command()
@click.argument("entity")
@signed
def reject(entity: str, editor: str, note: str) -> None:
    """Say that ENTITY is none; its mentions count nowhere any more."""
    from pipeline.steps.entity_deciding import Wanted

    _decide(Wanted("reject", subject=entity, note=note), editor)


@click.command()
@click.argument("entity")
@click.argument("name")
@signed
def rename(entity: str, name: str, editor: str, note: str) -> None:
    """Let ENTITY be shown as NAME; its id stays."""
    from pipeline.steps.entity_deciding import Wanted

    _decide(Wanted("rename", subject=entity, name=name, note=note), editor)


@click.command()
@click.argument("decision")
@signed
def undo(decision: str, editor: str, note: str) -> None:
    """Take DECISION back, by its number or id; what was decided before counts again."""
    from pipeline.steps.entity_deciding import Wanted

    _decide(Wanted("undo", undoes=decision, note=note), editor)


ACTS = (merge, alias, split, accept, reject, rename, undo)


def _decide(wanted: Wanted, editor: str) -> None:
    from pipeline.steps import entity_deciding
    from pipeline.steps.entity_log import decision_row

    with opened() as (workspace, store):
        made = entity_deciding.decide(workspace, store, wanted, editor=editor)
    if common.as_json():
        common.print_json(decision_row(made.decision) | {"notes": made.notes})
        return
    one = made.decision
    click.echo(one_line(f"decision {one.number}: {entity_deciding.told(one)}"))
    for note in made.notes:
        click.echo(one_line(f"  {note}"))
    click.echo(f"to take it back: culturescope entities undo {one.number}", err=True)
