"""The command `cooccurrence`: what is met together more often than by chance."""

from __future__ import annotations

from typing import Any

import click

from pipeline.cli.answers import emit_all
from pipeline.cli.filters import KINDS, asking, filter_options, filters_from
from pipeline.cli.output import Output, output_options

WITHIN = ("source", "decade", "language", "none")


@click.command()
@click.argument("first", metavar="KIND[:NAME]")
@click.argument("second", metavar="KIND[:NAME]")
@filter_options()
@click.option(
    "--within",
    type=click.Choice(WITHIN),
    default="source",
    show_default=True,
    help="Reckon chance within each of these by itself, so that one source full of both is none.",
)
@click.option("--least", type=click.IntRange(1), default=5, help="Documents that a pair must have.")
@click.option("--limit", type=click.IntRange(0), default=50, help="Most pairs; 0 for all.")
@output_options
def cooccurrence(
    first: str, second: str, output: Output, snapshot: str | None, **wanted: Any
) -> None:
    """Show which FIRST and SECOND go together in documents, and how surely.

    Each is a kind (theme, discipline, topic, programme, organisation, country, region) or one
    series of it. Lift is how many times as often as by chance documents have both.

    \b
    culturescope cooccurrence theme country
    culturescope cooccurrence theme:inclusion country --since 2000
    culturescope cooccurrence country:SGP organisation --source courier
    culturescope cooccurrence organisation organisation --country "Western Africa"
    """
    from pipeline.queries import Pairing

    (kind_a, id_a), (kind_b, id_b) = _side(first), _side(second)
    within = "" if wanted["within"] == "none" else wanted["within"]
    pairing = Pairing(kind_a, kind_b, id_a, id_b, within, wanted["least"], filters_from(wanted))
    with asking(snapshot) as opened:
        frame = opened.cooccurrence(pairing)
        limit = wanted["limit"] or len(frame)
        if len(frame) > limit:
            frame.attrs["notes"].append(f"the surest {limit} of {len(frame):,}; --limit 0 for all")
        emit_all([frame.head(limit)], output, opened)


def _side(text: str) -> tuple[str, str]:
    """Return the kind and the name, which may be empty, that an argument gives."""
    kind, _, name = text.replace("=", ":", 1).partition(":")
    if kind not in KINDS:
        raise click.UsageError(f"{text}: begin with a kind: {', '.join(KINDS)}, like theme:youth")
    return kind, name.strip()
