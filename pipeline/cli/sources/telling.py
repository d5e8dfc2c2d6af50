"""Trials of sources, printed for a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import common
from pipeline.cli.failures import one_line

if TYPE_CHECKING:
    from pipeline.declarations import Source
    from pipeline.steps.trying.trial import Remark, Trial

HEADS = {"wrong": ("to mend", "red"), "look": ("look at", "yellow"), "good": ("well", "green")}


def items_of(trial: Trial) -> list[dict[str, Any]]:
    """Return one row an item that was tried."""
    return [
        {
            "source": trial.source.id,
            "outcome": page.outcome,
            "published": page.published,
            "published_from": page.published_from,
            "words": page.n_words if page.is_document else None,
            "language": page.language,
            "title": page.title or page.detail,
            "labels": "; ".join(page.labels),
            "locator": page.locator,
        }
        for page in trial.pages
    ]


def tell_trial(trial: Trial, remarks: Sequence[Remark]) -> None:
    """Print what a trial found and what to do about it."""
    source = trial.source
    where = ", ".join(source.url) or source.path
    click.secho(f"{source.id}: {source.kind}, {one_line(where)}", bold=True)
    _tell_indexes(trial)
    _tell_selectors(trial)
    columns = ("outcome", "published", "from", "#words", "title", "labels", "locator")
    rows = [
        [row["published_from" if name == "from" else name.lstrip("#")] for name in columns]
        for row in items_of(trial)
    ]
    if rows:
        common.print_table("\nitems", columns, rows)
    tell_remarks(source, remarks)


def tell_remarks(source: Source, remarks: Sequence[Remark]) -> None:
    """Print what is well, what to look at, what to mend; and what to do next."""
    click.echo("")
    for remark in sorted(remarks, key=lambda one: tuple(HEADS).index(one.level), reverse=True):
        head, colour = HEADS[remark.level]
        key = f"{_on_card(remark.key)}: " if remark.key and remark.level != "good" else ""
        click.echo(f"{click.style(f'{head:>8}', fg=colour)}  {one_line(key + remark.line)}")
    n_wrong = sum(remark.level == "wrong" for remark in remarks)
    things = "one thing" if n_wrong == 1 else f"{n_wrong} things"
    card = f"corpus/sources/{source.id}.toml"
    if n_wrong:
        click.echo(f"{source.id}: {things} to mend in {card}, then check again\n")
    elif source.enabled:
        click.echo(f"{source.id}: nothing wrong\n")
    else:
        click.echo(
            f"{source.id}: nothing wrong; switch it on: culturescope sources enable {source.id}\n"
        )


def _on_card(key: str) -> str:
    """Return a key as it stands on the card: "listing.links" is [listing] links."""
    part, dot, name = key.rpartition(".")
    return f"[{part}] {name}" if dot else key


def _tell_indexes(trial: Trial) -> None:
    rows = [
        (one.answer, one.n_stated, one.n_taken, one.n_further, one.url) for one in trial.indexes
    ]
    if rows:
        columns = ("answer", "#entries", "#taken", "#further", "index page")
        common.print_table("", columns, rows)


def _tell_selectors(trial: Trial) -> None:
    from pipeline.steps.trying.selecting import summed

    rows = [
        (_on_card(one.key), one.selector, f"{one.n} elements", one.sample) for one in trial.finds
    ]
    rows += [
        (_on_card(str(one["key"])), str(one["selector"]), _on_pages(one), str(one["sample"]))
        for one in summed([page.finds for page in trial.pages if page.finds])
    ]
    if rows:
        common.print_table("\nselectors", ("key", "selector", "found", "first"), rows)


def _on_pages(one: Any) -> str:
    return f"on {one['n_found']} of {one['n_pages']} pages"
