"""Decide on one document, and take a decision back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from pipeline.cli import common
from pipeline.cli.decisions.options import VIA, editor_option, opened

if TYPE_CHECKING:
    from pipeline.records import Decision, DecisionKind
    from pipeline.steps.deciding import Wanted

HELP: dict[DecisionKind, str] = {
    "accept": "Accept suggested or published tags: they apply.",
    "reject": "Reject tags: they do not apply, and count nowhere any more.",
    "add": "Add tags that were not suggested.",
}
scheme_option = click.option(
    "--scheme", default="themes", show_default=True, help="Vocabulary, or countries."
)
note_option = click.option("--note", default="", help="Your own words, kept with the decision.")


def _act(kind: DecisionKind) -> click.Command:
    @click.command(kind, help=f"{HELP[kind]}\n\n{_ARGUMENTS}")
    @click.argument("document")
    @click.argument("concepts", nargs=-1, required=True)
    @scheme_option
    @editor_option
    @note_option
    @common.json_option
    def act(document: str, concepts: Sequence[str], scheme: str, editor: str, note: str) -> None:
        _decide((document, scheme, kind), concepts, editor, note)

    return act


_ARGUMENTS = (
    "DOCUMENT is an id or its first digits, a URL or a locator; CONCEPTS are ids or labels, "
    "countries by code or name."
)
ACTS = tuple(_act(kind) for kind in HELP)


@click.command()
@click.argument("document")
@scheme_option
@editor_option
@note_option
@common.json_option
def complete(document: str, scheme: str, editor: str, note: str) -> None:
    """Say that all of DOCUMENT was seen: no other concept of the scheme applies.

    Suggested and published tags of the scheme that were not accepted count no longer, and what
    is learnt from the document takes them as wrong.
    """
    _decide((document, scheme, "complete"), ("",), editor, note)


@click.command()
@click.argument("decision")
@editor_option
@common.json_option
def undo(decision: str, editor: str) -> None:
    """Take DECISION back (its id or first 8 digits, or that of a whole batch).

    What was decided before counts again. An undo can be undone too.
    """
    from pipeline.steps import deciding

    with opened() as (workspace, store):
        made = deciding.undo(workspace, store, decision, editor=editor, via=VIA)
    if common.as_json():
        common.print_json([asdict(one) for one in made])
        return
    click.echo(f"{len(made):,} decision{'s' if len(made) > 1 else ''} taken back")
    click.echo(f"to let it count again: culturescope decisions undo {made[0].batch or made[0].id}")


def _decide(
    on: tuple[str, str, DecisionKind], concepts: Sequence[str], editor: str, note: str
) -> None:
    from pipeline.steps import deciding

    document, scheme, kind = on
    with opened() as (workspace, store):
        id_ = deciding.document_named(store, document)
        known = deciding.Known.of(workspace)
        named = [known.by_label(scheme, each) if each else "" for each in concepts]
        wanted = [deciding.Wanted(id_, scheme, kind, concept, note=note) for concept in named]
        made = deciding.decide(workspace, store, wanted, editor=editor, via=VIA)
    if common.as_json():
        common.print_json([asdict(one) for one in made])
        return
    for asked, one in zip(wanted, made, strict=True):
        _tell(asked, one)
    click.echo(_next(id_, scheme, kind), err=True)


def _next(id_: str, scheme: str, kind: DecisionKind) -> str:
    """Say what ends a document, or what that came to."""
    if kind == "complete":
        look = f"'culturescope explain {id_}' shows it"
        return f"of {scheme} only what was accepted or added counts there now; {look}"
    ending = f"culturescope decisions complete {id_} --scheme {scheme}"
    return f"when nothing else applies, say so, most is learnt from that: {ending}"


def _tell(asked: Wanted, made: Decision) -> None:
    what = f"{made.scheme} {made.concept_id}".strip()
    seen = "" if made.probability is None else f", suggested with {made.probability:.2f}"
    click.echo(f"{made.kind} {what} on {made.document_id}{seen} (decision {made.id[:8]})")
    if asked.kind != made.kind:
        click.echo(f"it was not suggested, so it is recorded as '{made.kind}'")
