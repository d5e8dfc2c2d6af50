"""Trials of sources, printed for a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.failures import one_line
from pipeline.cli.sources.aligned import aligned

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
    _tell_items(trial)
    tell_remarks(source, remarks)


def tell_remarks(source: Source, remarks: Sequence[Remark]) -> None:
    """Print what is well, what to look at, what to mend; and what to do next."""
    click.echo("")
    for remark in sorted(remarks, key=lambda one: tuple(HEADS).index(one.level), reverse=True):
        head, colour = HEADS[remark.level]
        head = head if remark.key or remark.level != "wrong" else "not now"
        key = f"{_on_card(remark.key)}: " if remark.key and remark.level != "good" else ""
        click.echo(f"{click.style(f'{head:>8}', fg=colour)}  {one_line(key + remark.line)}")
    wrong = [remark for remark in remarks if remark.level == "wrong"]
    n_wrong = sum(bool(remark.key) for remark in wrong)
    things = "one thing" if n_wrong == 1 else f"{n_wrong} things"
    card = f"corpus/sources/{source.id}.toml"
    if n_wrong:
        click.echo(f"{source.id}: {things} to mend in {card}, then check again\n")
    elif wrong:
        click.echo(f"{source.id}: cannot be judged now; see above, then check again\n")
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
        _print(columns, rows)


def _tell_selectors(trial: Trial) -> None:
    from pipeline.steps.trying.selecting import summed

    rows = [(_on_card(one.key), one.selector, _elements(one.n), one.sample) for one in trial.finds]
    rows += [
        (_on_card(str(one["key"])), str(one["selector"]), _on_pages(one), str(one["sample"]))
        for one in summed([page.finds for page in trial.pages if page.finds])
    ]
    if rows:
        click.echo("")
        _print(("selector of", "is", "found", "first"), rows)


def _elements(n: int) -> str:
    return "1 element" if n == 1 else f"{n:,} elements"


def _on_pages(one: Any) -> str:
    return f"on {one['n_found']} of {one['n_pages']} pages"


def _tell_items(trial: Trial) -> None:
    """Print two lines an item: what became of it, and where it is."""
    columns = ("outcome", "published", "from", "#words", "title")
    items = items_of(trial)
    rows = [
        (one["outcome"], one["published"], one["published_from"], one["words"], one["title"])
        for one in items
    ]
    if rows:
        head, *lines = aligned(columns, rows)
        click.echo(f"\n{head}")
        for one, line in zip(items, lines, strict=True):
            labels = f"  [{one_line(one['labels'])}]" if one["labels"] else ""
            click.echo(f"{line}\n    {one_line(one['locator'])}{labels}")


def _print(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    for line in aligned(columns, rows):
        click.echo(line)
