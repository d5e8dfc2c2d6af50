"""Decide on many tags at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Literal

import click

from pipeline.cli import common
from pipeline.cli.decisions.options import VIA, day, editor_option, opened

if TYPE_CHECKING:
    from pipeline.decisions import Filter, Preview

Option = Callable[[Callable[..., Any]], Callable[..., Any]]
SHARE = click.FloatRange(0.0, 1.0)
FILTERS: tuple[Option, ...] = (
    click.option("--scheme", default="themes", show_default=True, help="Vocabulary, or countries."),
    click.option("--concept", default="", help="Only this concept, by id or label."),
    click.option("--source", "source_id", default="", help="Only documents of this source."),
    click.option("--language", default="", help="Only documents in this language (ISO 639-1)."),
    click.option("--text", default="", help="Only documents that say this, in title or text."),
    click.option("--model", default="", help="Only tags by this version of a model."),
    click.option("--min-probability", type=SHARE, default=0.0, help="From this probability up."),
    click.option("--max-probability", type=SHARE, default=1.0, help="Up to this probability."),
    click.option("--since", callback=day, help="Only documents published from this day on."),
    click.option("--until", callback=day, help="Only documents published up to this day."),
    click.option(
        "--origin",
        type=click.Choice(["suggested", "publisher"]),
        default="suggested",
        show_default=True,
        help="Whose tags.",
    ),
    click.option("--decided", is_flag=True, help="Also tags that were decided on already."),
)


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(FILTERS):
        command = option(command)
    return command


@click.command()
@click.argument("kind", type=click.Choice(["accept", "reject"]))
@_filters
@click.option("--preview", "_is_preview", is_flag=True, help="Only show; as without --apply.")
@click.option(
    "--apply",
    "expected",
    metavar="DIGEST",
    is_eager=True,  # read before --editor, which only who applies must give
    help="Do what the preview of DIGEST showed.",
)
@editor_option
@common.json_option
def bulk(
    kind: Literal["accept", "reject"], expected: str | None, editor: str, **wanted: Any
) -> None:
    """Accept or reject all tags that the filters mean, after a preview.

    First without --apply: shows what would be decided, and the digest that --apply needs. If
    anything of it has changed by then, nothing is done. The whole is undone by its batch.
    """
    from pipeline.steps import deciding

    if wanted.pop("_is_preview") and expected:
        raise click.UsageError("--preview and --apply: choose one of them")
    with opened() as (workspace, store):
        known = deciding.Known.of(workspace)
        asked = _filter(known, wanted)
        if expected is None:
            _show(deciding.preview(workspace, store, asked), kind)
            return
        act = deciding.Bulk(asked, kind, expected)
        made = deciding.apply(workspace, store, act, editor=editor, via=VIA)
    batch = made[0].batch if made else ""
    if common.as_json():
        common.print_json({"n": len(made), "batch": batch})
        return
    click.echo(f"{kind}: {len(made):,} tags")
    if made:
        click.echo(f"to take it back: culturescope decisions undo {batch}")


def _filter(known: Any, wanted: dict[str, Any]) -> Filter:
    from pipeline.decisions import Filter

    concept, is_decided = wanted.pop("concept"), wanted.pop("decided")
    concept_id = known.by_label(wanted["scheme"], concept) if concept else ""
    return Filter(**wanted, concept_id=concept_id, is_undecided=not is_decided)


def _show(found: Preview, kind: str) -> None:
    if common.as_json():
        told = asdict(found)
        del told["candidates"]
        common.print_json(told)
        return
    click.echo(f"{kind} would decide on {found.n:,} tags of {found.n_documents:,} documents")
    if found.n_decided:
        click.echo(f"left out, decided on already: {found.n_decided:,} (--decided takes them too)")
    if not found.n:
        return
    common.print_table("\nconcepts", ["scheme", "concept", "label", "#tags"], found.concepts)
    common.print_table("\nsources", ["source", "#tags"], found.sources)
    rows = [
        (f"{one.probability:.2f}", one.concept_id, one.published, one.document_id, one.title)
        for one in found.sample
    ]
    columns = ["probability", "concept", "published", "document", "title"]
    common.print_table("\nsome of them", columns, rows)
    click.echo(f"\nto do it, call the same with: --apply {found.digest}")
