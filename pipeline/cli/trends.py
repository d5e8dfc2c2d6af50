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
@click.option("--documents", "n_documents", default=0, help="List so many documents behind it.")
@click.option("--snapshot", help="Id of the snapshot.  [default: the latest]")
@common.json_option
def trends(by: str, n_documents: int, snapshot: str | None, **wanted: Any) -> int:
    """Compute shares per period; with one of the options below, show a series of a snapshot.

    A share is the family-weighted part of a period's dated documents, with its 95 % interval.
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
    from pipeline.queries import Within, documents_of, trend_series
    from pipeline.snapshots import find_snapshot

    folder = find_snapshot(common.workspace().snapshots_dir, snapshot)
    series = trend_series(
        folder, kind, str(id_), Within(by, wanted["since"], wanted["until"], country)
    )
    behind = (
        documents_of(folder, kind, str(id_), limit=n_documents, country=country)
        if n_documents
        else None
    )
    _show(series, behind, folder.name)
    return 0


def _show(series: pd.DataFrame, behind: pd.DataFrame | None, snapshot: str) -> None:
    if common.as_json():
        told = {"snapshot": snapshot, "series": _records(series)}
        common.print_json(told if behind is None else told | {"documents": _records(behind)})
        return
    found = _records(series)
    label = found[0]["label"] if found else "no period"
    columns = ["period", "#documents", "#of", "#share", "95 % interval", ""]
    highest = max((row["share_high"] or 0.0 for row in found), default=0.0) or 1.0
    rows = [
        (
            f"{row['period_start'][:4]}{' (open)' if row['is_open'] else ''}",
            row["n_documents"],
            row["n_documents_all"],
            _percent(row["share"]),
            ""
            if row["share"] is None
            else f"{_percent(row['share_low'])} to {_percent(row['share_high'])}",
            "█" * round(BAR * (row["share"] or 0.0) / highest),
        )
        for row in found
    ]
    common.print_table(f"{label} (snapshot {snapshot})", columns, rows)
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
