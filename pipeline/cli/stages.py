"""Commands that do the work: the stages, one by one or all."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from pipeline.cli import common
from pipeline.cli.parts import EVERYTHING, Part, part_options
from pipeline.cli.watching import progress_and_watch
from pipeline.records import STAGES

if TYPE_CHECKING:
    from pipeline.steps.runs import Run


def run_and_tell(stages: tuple[str, ...], command: str, part: Part = EVERYTHING) -> int:
    """Run stages here and print what they did; return the exit code."""
    from pipeline.steps import run_stages
    from pipeline.steps.runs import Chosen

    began, workspace = _now(), common.workspace()
    with _stoppable(), progress_and_watch() as (progress, watch):
        chosen = Chosen(part.ids(workspace), part.window(), watch)
        run = run_stages(workspace, stages, command, progress, chosen)
    return tell(run, began)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Say after Ctrl-C that nothing is lost."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo("stopped; what came in until now is kept, the next run goes on there", err=True)
        raise


def _now() -> dt.datetime:
    """Return the time as trainings note it, to the second."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def tell(run: Run, began: dt.datetime) -> int:
    """Print what a run did that began then; return the exit code."""
    from pipeline.steps.summary import summary

    told = summary(run)
    told["learnt"] = _learnt(run, began)
    if common.as_json():
        common.print_json(told)
        return common.FINDINGS_EXIT if run.findings else 0
    rows = [
        (r.stage, r.n_in, r.n_out, r.n_rejected, r.n_known, f"{r.seconds:.1f}", r.note)
        for r in run.reports
    ]
    columns = ["stage", "#in", "#out", "#rejected", "#known", "#seconds", "note"]
    if rows:
        common.print_table("", columns, rows)
    else:
        click.echo("nothing to try again; 'culturescope rejected' lists what was rejected")
    for line in (*told["learnt"], *told["lines"]):
        click.echo(line)
    common.print_seen(told["seen"])
    common.print_findings(run.findings)
    return common.FINDINGS_EXIT if run.findings else 0


def _learnt(run: Run, began: dt.datetime) -> list[str]:
    """Return what was learnt from decisions meanwhile, and whether it is used."""
    from pipeline.steps import declared
    from pipeline.steps.learning import history

    workspace = run.context.workspace
    if not any(report.stage == "themes" for report in run.reports):
        return []
    schemes = declared.vocabularies(workspace)
    return [line for one in schemes for line in history.trained_since(workspace, one, began)]


def _stage_command(stage: str, text: str) -> click.Command:
    @click.command(stage, help=text)
    @common.json_option
    def command() -> int:
        return run_and_tell((stage,), stage)

    return command


@click.command()
@part_options
@click.option("--dry-run", is_flag=True, help="Show what would be fetched; store nothing.")
@common.json_option
def ingest(part: Part, dry_run: bool) -> int:
    """Visit the enabled sources; keep what is new or changed as captures."""
    if dry_run:
        from pipeline.cli.sources.previewing import tell_previews

        return tell_previews(part.ids(common.workspace()), part.since, part.until)
    return run_and_tell(("ingest",), "ingest", part)


clean = _stage_command("clean", "Turn captures into documents; list what could not be read.")
publish = _stage_command("publish", "Write a snapshot: dataset, data package and report.")


@click.command()
@click.option("--direct", is_flag=True, help="Without Prefect; same result, quicker to start.")
@part_options
@common.json_option
def run(direct: bool, part: Part) -> int:
    """Run all seven stages over what is new; as a Prefect flow unless told otherwise."""
    if direct:
        return run_and_tell(STAGES, "run --direct", part)
    from pipeline.steps.runs import Chosen

    flow = importlib.import_module("flows.launch")
    began, workspace = _now(), common.workspace()
    with _stoppable(), progress_and_watch() as (progress, watch):
        chosen = Chosen(part.ids(workspace), part.window(), watch)
        return tell(flow.run_flow(workspace, progress, chosen), began)


@click.command()
@click.option("--stage", type=click.Choice(STAGES), help="Only what this stage rejected.")
@click.option("--source", help="Only what came from this source.")
@click.option("--reason", help="Only what was rejected for this reason.")
@click.option(
    "--fetched-since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Fetch the pages of the source anew that came since this day (UTC).",
)
@common.json_option
def retry(
    stage: str | None, source: str | None, reason: str | None, fetched_since: dt.datetime | None
) -> int:
    """Try rejected inputs again, after their cause is mended.

    Where a site was broken for some days, its pages came without their texts: once it is well,
    --source ID --fetched-since DAY fetches them anew.
    """
    from pipeline.steps.retrying import Anew, retry_rejected
    from pipeline.steps.runs import Chosen

    if fetched_since and not source:
        raise click.UsageError("--fetched-since needs --source")
    began, workspace = _now(), common.workspace()
    again = Anew(source, fetched_since.date()) if source and fetched_since else None
    wanted = {k: v for k, v in (("stage", stage), ("source_id", source), ("reason", reason)) if v}
    with _stoppable(), progress_and_watch() as (progress, watch):
        run = retry_rejected(workspace, wanted, progress, again, Chosen(watch=watch))
    return tell(run, began)
