"""Command `sources preview`; `ingest --dry-run` is the same for all enabled sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import common
from pipeline.cli.sources.aligned import aligned
from pipeline.cli.sources.watching import watching

if TYPE_CHECKING:
    from pipeline.steps.trying.fates import Foreseen
    from pipeline.steps.trying.previewing import Preview

MINUTE_S, HOUR_S = 60, 3600


@click.command("preview")
@click.argument("source_ids", nargs=-1, metavar="[SOURCE_ID]...")
@click.option("--since", default="", metavar="DATE", help="Only what is dated from this day on.")
@click.option("--until", default="", metavar="DATE", help="Only what is dated before this day.")
@click.option(
    "-n",
    "n",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="Items to show of each source.",
)
@common.json_option
def preview(source_ids: tuple[str, ...], since: str, until: str, n: int) -> int:
    """Show what the next visit to SOURCE_ID (or to every enabled source) would fetch.

    Its index pages are read, its items are not. Stores nothing.
    """
    return tell_previews(source_ids, since, until, n)


def tell_previews(source_ids: Sequence[str], since: str = "", until: str = "", n: int = 10) -> int:
    """Preview sources, print it, and return the exit code."""
    from pipeline.steps.declared import NOTHING_ON
    from pipeline.steps.trying.choosing import chosen_sources
    from pipeline.steps.trying.previewing import preview_sources
    from pipeline.steps.windows import window

    workspace = common.workspace()
    chosen = chosen_sources(workspace, tuple(source_ids))
    if not chosen and not common.as_json():
        click.echo(NOTHING_ON)
        return 0
    wanted = window(since, until)
    with watching() as say:
        previews = preview_sources(workspace, chosen, wanted, say)
    if common.as_json():
        common.print_json({"sources": [_told(one, n) for one in previews]})
    else:
        _tell_all(previews, n)
    is_broken = any(one.problem or any(t.problem for t in one.indexes) for one in previews)
    return common.FINDINGS_EXIT if is_broken else 0


def _tell_all(previews: Sequence[Preview], n: int) -> None:
    columns = (
        "source", "#new", "#again", "#known", "#waiting", "#elsewhere", "takes about", "note",
    )  # fmt: skip
    common.print_table("", columns, [_row(one) for one in previews])
    for one in previews:
        shown = [item for item in one.items if item.fate in ("new", "again")][:n]
        if shown:
            rows = [(_word(item), item.url, item.said) for item in shown]
            click.echo(f"\n{one.source.id}")
            for line in aligned(("fate", "item", "the index says"), rows):
                click.echo(line)
            left = one.count("new") + one.count("again") - len(shown)
            if left:
                click.echo(f"{left:,} more")
        problems = [tried.problem for tried in one.indexes if tried.problem]
        common.print_findings([f"{one.source.id}: {problem}" for problem in problems])


def _word(item: Foreseen) -> str:
    """Return what becomes of an item: what is there whole is not asked for, but compared."""
    return item.fate if item.is_asked or item.fate == "new" else "changed"


def _row(one: Preview) -> tuple[object, ...]:
    from pipeline.steps.trying.fates import FATES

    counts = [one.count(fate) for fate in FATES]
    return (one.source.id, *counts, duration(one.seconds) if one.source.is_web else "", _note(one))


def _note(one: Preview) -> str:
    most = one.source.manners.max_requests
    if one.problem:
        return one.problem
    if one.n_asked > most:
        return f"at most {most:,} in one visit"
    if any(tried.problem for tried in one.indexes):
        return "indexes cannot be read, see below"
    n_stated = sum(tried.n_stated for tried in one.indexes)
    if n_stated and not one.items:
        return f"none of {n_stated:,} entries belongs to it; see 'sources check {one.source.id}'"
    return f"{one.n_unread:,} index pages unread, so more" if one.n_unread else ""


def duration(seconds: float) -> str:
    """Return a time as people say it: "12 s", "4 min", "3.5 h"."""
    if seconds < MINUTE_S:
        return f"{seconds:.0f} s"
    if seconds < HOUR_S:
        return f"{seconds / MINUTE_S:.0f} min"
    return f"{seconds / HOUR_S:.1f} h"


def _told(one: Preview, n: int) -> dict[str, Any]:
    from dataclasses import asdict

    from pipeline.steps.trying.fates import FATES

    return {
        "source": one.source.id,
        **{fate: one.count(fate) for fate in FATES},
        "seconds": one.seconds,
        "unread_indexes": one.n_unread,
        "problem": one.problem,
        "indexes": [asdict(tried) for tried in one.indexes],
        "items": [asdict(item) for item in one.items if item.fate in ("new", "again")][:n],
    }
