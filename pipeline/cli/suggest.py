"""Command `suggest`: tags proposed for a text, with the sentences that speak for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from pipeline.cli import common
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.steps.proposals import Proposal, Proposed
    from pipeline.steps.suggesting import Options, Suggesting

SIGNALS = {
    "description": "is near its description",
    "names": "names it",
    "words": "uses its words",
    "meaning": "is like texts that have it",
    "neighbours": "the nearest texts have it",
    "usual": "many texts have it",
    "adjectives": "uses its adjective",
    "title": "is named in the title",
    "lead": "is named at the beginning",
}
"""What speaks for a proposal, in words; the subject is the text, or the concept."""
LEAST_SIGNAL = 0.5
"""Log-odds from which on a signal is worth telling: it makes an even chance 0.62."""
LACKS = {
    "suggestions": "no model reads this language: only the names of concepts were looked for, and "
    "their scores are no probabilities",
    "whole text": "the text is long: 64 passages, evenly spread, were read for the proposals",
    "text": "there is too little text to tell anything",
}


@click.command()
@click.argument("file", required=False)
@click.option(
    "--document",
    help="A stored document in the place of FILE: its id or first digits, URL or locator.",
)
@click.option("--scheme", multiple=True, help="Only from this one; repeatable.  [default: all]")
@click.option(
    "--limit", default=8, show_default=True, type=click.IntRange(1), help="Most of each scheme."
)
@click.option(
    "--threshold",
    default=0.05,
    show_default=True,
    type=click.FloatRange(0, 1),
    help="Least probability.",
)
@common.json_option
def suggest(
    file: str | None,
    document: str | None,
    scheme: tuple[str, ...],
    limit: int,
    threshold: float,
) -> None:
    """Propose tags for FILE (text, HTML, PDF, office; - for standard input).

    Nothing is stored.
    """
    if (file is None) == (document is None):
        raise UsageError("name either a FILE (- for standard input) or --document ID")
    from pipeline.steps.suggesting import open_suggesting

    suggesting = open_suggesting(common.workspace(), warm=False)
    options: Options = {"schemes": scheme, "limit": limit, "threshold": threshold}
    found = (
        _of_stored(suggesting, document, options)
        if document
        else _of_file(suggesting, file or "", options)
    )
    if common.as_json():
        common.print_json(asdict(found))
        return
    _print(found)


def _of_file(suggesting: Suggesting, file: str, options: Options) -> Proposed:
    from pipeline.steps.given_files import read_given

    given = read_given(suggesting.workspace, file)
    return suggesting.propose(given.text, title=given.title, language=given.language, **options)


def _of_stored(suggesting: Suggesting, wanted: str, options: Options) -> Proposed:
    from pipeline.steps.deciding import document_named
    from pipeline.store import Store

    with Store(suggesting.workspace.database_url) as store:
        return suggesting.propose_document(store, document_named(store, wanted), **options)


def _print(found: Proposed) -> None:
    has_status = any(one.status for one in found.proposals)
    for scheme in found.models:
        some = [one for one in found.proposals if one.scheme == scheme]
        if not some:
            click.echo(f"\n{scheme}: nothing")
            continue
        columns = ["", "#probability", "interval", "why", "sentence"]
        rows = [_row(one) for one in some]
        if has_status:
            columns.append("status")
            rows = [(*row, one.status) for row, one in zip(rows, some, strict=True)]
        common.print_table(f"\n{scheme}", columns, rows)
    click.echo(f"\n{found.n_words:,} words, language {found.language}", err=True)
    if not all(one.is_sure for one in found.proposals):
        click.echo("? the model has seen too little to be sure", err=True)
    for lack in found.lacks:
        click.echo(LACKS.get(lack, lack), err=True)
    if found.document_id:
        on = f"{found.document_id} ... --scheme SCHEME"
        click.echo(
            f"to decide: culturescope decisions accept (reject, add) {on}, and to end with "
            "'decisions complete': nothing else applies",
            err=True,
        )


def _row(one: Proposal) -> tuple[str, ...]:
    sentence = one.evidence[0].text if one.evidence else ""
    interval = f"{one.low:.2f}-{one.high:.2f}" if one.is_calibrated else "not calibrated"
    score = f"{one.probability:.2f}" + ("" if one.is_sure else "?")
    return one.label, score, interval, _why(one.signals), sentence


def _why(signals: Mapping[str, float]) -> str:
    telling = [name for name, value in signals.items() if value >= LEAST_SIGNAL]
    ranked = sorted(telling, key=lambda name: (-signals[name], name))
    return ", ".join(SIGNALS.get(name, name) for name in ranked)
