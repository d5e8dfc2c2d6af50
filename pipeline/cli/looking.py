"""Commands that look without changing anything."""

from __future__ import annotations

from typing import Any

import click

from pipeline.cli import common
from pipeline.records import STAGES


@click.command()
@common.json_option
def status() -> int:
    """Show sources, what each stage has still to do, rejected inputs, last runs, findings."""
    from pipeline.steps.looking import status as look

    told = look(common.workspace())
    if common.as_json():
        common.print_json(told)
        return common.FINDINGS_EXIT if told["findings"] else 0
    _print_counts(told)
    if told["runs"] or told["n_captures"]:
        _print_work(told)
    _print_sources(told["sources"])
    for line in _next(told):
        click.echo(line)
    common.print_seen(told["seen"])
    common.print_findings(told["findings"])
    return common.FINDINGS_EXIT if told["findings"] else 0


def _print_counts(told: dict[str, Any]) -> None:
    """Show what there is."""
    kept = f"captures {told['n_captures']:,}, documents {told['n_documents']:,}"
    click.echo(f"sources {told['n_sources']:,}, {kept}, families {told['n_families']:,}")
    if told["n_decisions"]:
        click.echo(f"decisions of editors: {told['n_decisions']:,}")
    if told["n_with_gaps"]:
        click.echo(f"documents of which something could not be read: {told['n_with_gaps']:,}")
    click.echo(f"latest snapshot: {told['snapshot'] or 'none yet'}")


def _print_work(told: dict[str, Any]) -> None:
    """Show what is to do, what gave nothing, and who did what."""
    common.print_table(
        "\nto do", ["stage", "#pending", "#known"], [list(row.values()) for row in told["pending"]]
    )
    if any(row["pending"] is None for row in told["pending"]):
        click.echo("a first run builds what tells it of the stages without a number")
    if told["rejected"]:
        common.print_table(
            "\nrejected",
            ["stage", "reason", "#n"],
            [list(row.values()) for row in told["rejected"]],
        )
    columns = ["run", "command", "ended (UTC)", "status"]
    if told["runs"]:
        rows = [
            (r["run_id"], r["command"], common.minute(r["finished_at"]), r["status"])
            for r in told["runs"]
        ]
        common.print_table("\nlast runs", columns, rows, whole=columns)


def _next(told: dict[str, Any]) -> list[str]:
    """Return what to do next, where that is plain."""
    from pipeline.steps.declared import NOTHING_ON

    if not told["n_sources"]:
        return [f"\n{NOTHING_ON}"]
    if not told["runs"]:
        return ["nothing has run yet; next: culturescope run"]
    is_waiting = any(row["pending"] for row in told["pending"]) and told["n_captures"]
    return ["\nnext: culturescope run"] if is_waiting else []


def _print_sources(rows: list[dict[str, Any]]) -> None:
    """Show which sources something is wrong with; the findings below say what."""
    for title, is_seen in (("sources that need somebody's eye", False), ("seen already", True)):
        told = [row for row in rows if row["is_seen"] is is_seen]
        if told:
            common.print_table(
                f"\n{title}",
                ["source", "finding", "since", ""],
                [
                    (row["source"] or "all", row["kind"], row["since"][:10], _how(row))
                    for row in told
                ],
            )


def _how(row: dict[str, Any]) -> str:
    return "new" if row["is_new"] and not row["is_seen"] else ""


def _there(wanted: dict[str, str]) -> str:
    """Return what else could have been asked for, so that a slip of the pen is seen."""
    if not wanted:
        return ""
    from pipeline.steps.looking import rejected_rows

    rows = rejected_rows(common.workspace(), {})
    there = [
        f"{name.removesuffix('_id')} {', '.join(sorted({row[name] for row in rows}))}"
        for name in wanted
        if rows
    ]
    return " of what you ask for" + (f"; there are: {'; '.join(there)}" if there else "")


@click.command()
@click.option("--stage", type=click.Choice(STAGES), help="Only what this stage rejected.")
@click.option("--source", help="Only what came from this source.")
@click.option("--reason", help="Only what was rejected for this reason.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=200,
    show_default=True,
    help="Most rows to show; 0 for all.",
)
@common.json_option
def rejected(stage: str | None, source: str | None, reason: str | None, limit: int) -> None:
    """List inputs that became no result, and why."""
    from pipeline.sources.naming import beside
    from pipeline.steps.looking import rejected_rows

    wanted = {"stage": stage, "source_id": source, "reason": reason}
    rows = rejected_rows(common.workspace(), {k: v for k, v in wanted.items() if v})
    shown = rows[:limit] if limit else rows
    if common.as_json():
        common.print_json(shown)
        return
    if not rows:
        click.echo("nothing was rejected" + _there({k: v for k, v in wanted.items() if v}))
        return
    columns = ["stage", "source_id", "reason", "detail", "locator"]
    told = [row | {"detail": beside(row["locator"], row["detail"])} for row in shown]
    common.print_table("", columns, [[row[c] for c in columns] for row in told])
    if len(shown) < len(rows):
        click.echo(f"{len(rows) - len(shown):,} more; --limit 0 shows all")
