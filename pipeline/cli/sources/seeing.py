"""Command `sources seen`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import common

if TYPE_CHECKING:
    from pipeline.steps.seeing import Known


@click.command("seen")
@click.argument("source_id")
@click.option("--write", is_flag=True, help="Put the lines on the card.")
@common.json_option
def seen(source_id: str, write: bool) -> None:
    """Show what is wrong with SOURCE_ID, and the lines that mark it as seen on its card.

    What is seen (an office that closed, a relaunch under way) is still shown everywhere, but it is
    no reason for exit code 7 or an alarm any more, until something else goes wrong.
    """
    from pipeline.steps.seeing import marks_of, put_on_card, stale_lines
    from pipeline.steps.trying.choosing import chosen_sources

    workspace = common.workspace()
    (source,) = chosen_sources(workspace, (source_id,))
    known = marks_of(workspace, source)
    fresh = list(dict.fromkeys(one.mark for one in known if not one.is_seen))
    if write and fresh:
        source = put_on_card(workspace, source, fresh)
    stale = stale_lines(workspace, source)
    if common.as_json():
        rows = [_row(one) for one in known]
        common.print_json({"source": source_id, "findings": rows, "stale": stale, "written": write})
        return
    _tell(source_id, known, fresh, is_written=write)
    for line in stale:
        click.echo(line)


def _row(one: Known) -> dict[str, Any]:
    finding = asdict(one.finding) | {"evidence": dict(one.finding.evidence)}
    return finding | {"mark": one.mark, "is_seen": one.is_seen}


def _tell(source_id: str, known: list[Known], fresh: list[str], is_written: bool) -> None:
    from pipeline.cli.failures import one_line
    from pipeline.steps.card_editing import listed

    if not known:
        click.echo(f"{source_id}: no finding")
        return
    for one in known:
        is_seen = one.is_seen or is_written
        word = click.style("seen", fg="green") if is_seen else click.style("open", fg="yellow")
        click.echo(f"{word}  {one_line(one.mark)}: {one_line(one.finding.line)}")
    card = f"corpus/sources/{source_id}.toml"
    if not fresh:
        click.echo(f"{source_id}: all are seen, by [expect] in {card}")
    elif is_written:
        click.echo(f"{source_id}: marked as seen in {card}")
    else:
        click.echo(f"\nwhat you know of, mark in {card}; --write does it for all\n")
        click.echo(f"[expect]\nseen = [{one_line(listed(fresh))}]")
