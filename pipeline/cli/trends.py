"""The command `trends`: the stage, and the question it answers."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import common

if TYPE_CHECKING:
    import pandas as pd

KINDS = ("theme", "discipline", "topic", "organisation", "programme", "country")
BAR = 30
"""Widest bar of the table, in characters."""
NOTED = 0.05
"""Share of documents that could not be assessed from which on a note says so."""


def _year(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    del ctx
    if value is None:
        return None
    try:
        return dt.date(int(value), 1 if param.name == "since" else 12, 1)
    except ValueError as error:
        raise click.BadParameter(f"'{value}' is no year; write it like 1998") from error


@click.command()
@click.option("--theme", help="Show a theme, by id or label.")
@click.option("--discipline", help="Show a discipline.")
@click.option("--topic", help="Show a topic.")
@click.option("--organisation", help="Show an organisation.")
@click.option("--programme", help="Show a programme.")
@click.option("--country", help="Show a country; beside another option: only documents naming it.")
@click.option("--by", type=click.Choice(["year", "decade"]), default="year", show_default=True)
@click.option("--since", callback=_year, help="First year.")
@click.option("--until", callback=_year, help="Last year.")
@click.option(
    "--min-quality",
    type=click.FloatRange(0.0, 1.0),
    default=0.0,
    help="Only documents whose text is at least so clean, 0 to 1; shares are of those.",
)
@click.option("--documents", "n_documents", default=0, help="List so many documents behind it.")
@click.option("--snapshot", help="Id of the snapshot.  [default: the latest]")
@common.json_option
def trends(by: str, n_documents: int, snapshot: str | None, **wanted: Any) -> int:
    """Compute shares per period; with one of the options below, show a series of a snapshot.

    A share is the family-weighted part of a period's dated documents, with its 95 % interval.
    Documents that could not be assessed for their language are part of the whole.
    """
    asked = {kind: wanted[kind] for kind in KINDS if wanted[kind]}
    if not asked:
        from pipeline.cli.stages import run_and_tell

        return run_and_tell(("trends",), "trends")
    kind, id_ = next(iter(asked.items()))
    others = [other for other in asked if other not in (kind, "country")]
    if others:
        raise click.UsageError(f"--{kind} and --{others[0]}: ask for one of them at a time")
    country = (asked.get("country") if kind != "country" else "") or ""
    from pipeline.queries import Within, count_below, documents_of, trend_series
    from pipeline.snapshots import find_snapshot

    folder = find_snapshot(common.workspace().snapshots_dir, snapshot)
    within = Within(by, wanted["since"], wanted["until"], country, wanted["min_quality"])
    series = trend_series(folder, kind, str(id_), within)
    behind = None
    if n_documents:
        behind = documents_of(folder, kind, str(id_), limit=n_documents, within=within)
    n_below = count_below(folder, within.min_quality) if within.min_quality else 0
    _show(series, behind, folder.name, _notes(series, kind, within.min_quality, n_below))
    return 0


def _notes(series: pd.DataFrame, kind: str, min_quality: float, n_below: int) -> list[str]:
    """Return what a reader must know beside the shares."""
    notes = []
    weight, unassessed = series["weight_all"].sum(), series["weight_unassessed"].sum()
    if unassessed > NOTED * weight:
        notes.append(
            f"{_percent(unassessed / weight)} of these documents could not be assessed for every "
            f"{kind}, for their language; they are part of the whole, so shares may be too low"
        )
    if min_quality:
        notes.append(f"{n_below:,} documents of text quality below {min_quality} are left out")
    return notes


def _show(
    series: pd.DataFrame, behind: pd.DataFrame | None, snapshot: str, notes: list[str]
) -> None:
    if common.as_json():
        told = {"snapshot": snapshot, "series": _records(series), "notes": notes}
        common.print_json(told if behind is None else told | {"documents": _records(behind)})
        return
    found = _records(series)
    label = found[0]["label"] if found else "no period"
    has_unassessed = any(row["n_unassessed"] for row in found)
    more = ["#not assessed"] if has_unassessed else []
    columns = ["period", "#documents", "#of", *more, "#share", "95 % interval", ""]
    highest = max((row["share_high"] or 0.0 for row in found), default=0.0) or 1.0
    rows = [
        (
            f"{row['period_start'][:4]}{' (open)' if row['is_open'] else ''}",
            row["n_documents"],
            row["n_documents_all"],
            *([row["n_unassessed"]] if has_unassessed else []),
            _percent(row["share"]),
            ""
            if row["share"] is None
            else f"{_percent(row['share_low'])} to {_percent(row['share_high'])}",
            "█" * round(BAR * (row["share"] or 0.0) / highest),
        )
        for row in found
    ]
    common.print_table(f"{label} (snapshot {snapshot})", columns, rows)
    for note in notes:
        click.echo(f"note: {note}")
    if behind is not None:
        names = ["published", "title", "source_id", "document_id"]
        listed = [[_day(row[name]) for name in names] for row in _records(behind)]
        common.print_table("\ndocuments", names, listed)


def _percent(share: float | None) -> str:
    return "no documents" if share is None else f"{100 * share:.1f} %"


def _day(value: object) -> object:
    is_time = isinstance(value, str) and value.endswith("T00:00:00.000")
    return value[:10] if isinstance(value, str) and is_time else value


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(frame.to_json(orient="records", date_format="iso"))
    return records
