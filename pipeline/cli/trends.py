"""The command `trends`: the stage, and the question it answers."""

from __future__ import annotations

from typing import Any

import click

from pipeline.cli.answers import emit_all
from pipeline.cli.filters import (
    KINDS,
    asking,
    counted_option,
    filter_options,
    filters_from,
    series_from,
)
from pipeline.cli.output import Output, output_options

LISTS = ("emerging", "fading", "rising", "falling", "changes")
VARIANTS = ("all", "panel", "poststratified")
LISTED = click.IntRange(0, 10_000)
UNITS = ("month", "quarter", "year", "decade")


@click.command()
@filter_options()
@click.option("--by", type=click.Choice(UNITS), default="year", show_default=True)
@click.option(
    "--variant",
    type=click.Choice(VARIANTS),
    default="all",
    show_default=True,
    help="panel: only sources present throughout; poststratified: every source with the same part.",
)
@counted_option
@click.option("--joint", is_flag=True, help="The share of all documents that have all of these.")
@click.option("--documents", "n_documents", type=LISTED, help="List so many documents behind it.")
@click.option("--passages", "n_passages", type=LISTED, help="List so many passages it rests on.")
@click.option("--list", "listed", type=click.Choice(LISTS), help="Which series move, of --kind.")
@click.option("--kind", type=click.Choice(KINDS), default="theme", show_default=True)
@output_options
@click.pass_context
def trends(ctx: click.Context, /, output: Output, snapshot: str | None, **wanted: Any) -> int:
    """Compute shares per period; with one of the options below, show a series of a snapshot.

    The first of theme, discipline, topic, programme, organisation, country, region is the series;
    all others, and those repeated, leave only documents that have them too. With --text alone the
    series is what the query finds. A share is of the documents that are left and dated, re-posts
    weighted as one, with its 95 % interval.
    """
    kind, name, rest = series_from(wanted)
    if not (kind or wanted["listed"]):
        _refuse_bare(ctx, output)
        from pipeline.cli.stages import run_and_tell

        return run_and_tell(("trends",), "trends")
    if wanted["listed"]:
        _list(wanted, output, snapshot)
    else:
        _show(kind, name, rest, output, snapshot)
    return 0


def _refuse_bare(ctx: click.Context, output: Output) -> None:
    """Refuse a call that says how to answer, but not what; without any option it is the stage."""
    given = [
        name
        for name in ctx.params
        if ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
    ]
    if given or output.format or output.target:
        options = ", ".join(f"--{kind}" for kind in KINDS)
        raise click.UsageError(f"of what? name a series by {options}, --text or --list")


def _list(wanted: dict[str, Any], output: Output, snapshot: str | None) -> None:
    kind, by, which = wanted["kind"], wanted["by"], wanted["listed"]
    filters, counted = filters_from(wanted), wanted["counted"]
    with asking(snapshot) as opened:
        if which in ("emerging", "fading"):
            frame = opened.movers(kind, which, filters=filters, counted=counted)
        elif which == "changes":
            frame = opened.changes(kind, by=by, filters=filters, counted=counted)
        else:
            ask = opened.rising if which == "rising" else opened.falling
            frame = ask(kind, by=by, filters=filters, counted=counted)
        emit_all([frame], output, opened)


def _show(
    kind: str, name: str, wanted: dict[str, Any], output: Output, snapshot: str | None
) -> None:
    from pipeline.queries.manner import Manner

    filters, joint = filters_from(wanted), wanted["joint"]
    with asking(snapshot) as opened:
        ask = opened.joint_trend if joint else opened.trend
        how = Manner(variant=wanted["variant"], counted=wanted["counted"])
        frames = [ask(kind, name, by=wanted["by"], filters=filters, **how)]
        for behind, n in (
            (opened.documents, wanted["n_documents"]),
            (opened.passages, wanted["n_passages"]),
        ):
            if n:
                frames.append(behind(kind, name, filters=filters, joint=joint, limit=n))
        emit_all(frames, output, opened)
