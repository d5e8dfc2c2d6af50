"""The command `compare`: one set of documents against another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.answers import emit_all
from pipeline.cli.filters import (
    FIELDS,
    KINDS,
    asking,
    counted_option,
    filter_options,
    filters_from,
    series_from,
    time_range,
)
from pipeline.cli.output import Output, output_options

if TYPE_CHECKING:
    from pipeline.queries import Sides

OTHERS = ("others", "rest")
"""Words that mean all documents but those of A."""


@click.command()
@filter_options()
@click.option("--kind", type=click.Choice(KINDS), help="Compare all series of this kind.")
@click.option("--period", metavar="TIME", help="A: 1990-1999, 1990s, 1990 or 1990-05..1991-02.")
@click.option(
    "--against",
    required=True,
    metavar="B",
    help="What to compare with: a period, or another country, source, ...; 'others' for all else.",
)
@click.option(
    "--variant",
    type=click.Choice(["all", "panel"]),
    default="all",
    show_default=True,
    help="panel: only documents of sources that both sides have.",
)
@counted_option
@output_options
def compare(output: Output, snapshot: str | None, **wanted: Any) -> None:
    """Compare the shares of a series, or of all of a kind, between A and B.

    With --period, A is that time and B the time given by --against. Else A is the documents of a
    country, source, ... and B those of the one given by --against ('country:MYS' where several
    options could be meant). All other options hold for both sides.

    \b
    culturescope compare --theme inclusion --period 1990s --against 2010-2019
    culturescope compare --kind theme --country SGP --against MYS
    culturescope compare --topic t0004 --source courier --against others
    """
    kind, name, rest = (wanted["kind"], "", wanted) if wanted["kind"] else series_from(wanted)
    if not kind:
        options = ", ".join(f"--{kind}" for kind in KINDS)
        raise click.UsageError(f"compare what? name a series by {options}, --text or a --kind")
    sides = _sides(rest)
    with asking(snapshot) as opened:
        found = opened.compare(kind, name, sides, counted=wanted["counted"])
        emit_all([found], output, opened)


def _sides(wanted: dict[str, Any]) -> Sides:
    """Return what is compared with what."""
    from pipeline.queries import Sides

    variant, against = wanted["variant"], wanted["against"].strip()
    if wanted["period"]:
        first, within = _time(wanted["period"]), filters_from(wanted)
        if against.casefold() in OTHERS:
            return Sides(first, None, within, variant)
        return Sides(first, _time(against), within, variant)
    option, value = _meant(wanted, against)
    names = wanted[option]
    within = filters_from(wanted | {option: names[1:]})
    first = filters_from({option: names[:1]})
    second = None if value.casefold() in OTHERS else filters_from({option: (value,)})
    return Sides(first, second, within, variant)


def _time(text: str) -> Any:
    from pipeline.queries import Filters

    since, until = time_range(text)
    return Filters(since=since, until=until)


def _meant(wanted: dict[str, Any], against: str) -> tuple[str, str]:
    """Return the option that --against is another value of, and that value."""
    given = [name for name in FIELDS if wanted[name]]
    prefix, _, value = against.partition(":")
    if prefix in given:
        return prefix, value.strip()
    if len(given) == 1:
        return given[0], against
    if not given:
        raise click.UsageError(
            f"{against}: against what? give --period, --country, --source, ... for the first side"
        )
    told = " or ".join(f"--against {name}:{against}" for name in given)
    raise click.UsageError(f"{against}: could stand for several options; write {told}")
