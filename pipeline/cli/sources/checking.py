"""Command `sources check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import common
from pipeline.cli.sources.telling import items_of, tell_trial
from pipeline.cli.sources.watching import watching

if TYPE_CHECKING:
    from pipeline.steps.trying.trial import Remark, Trial


@click.command("check")
@click.argument("source_ids", nargs=-1, metavar="[SOURCE_ID]...")
@click.option(
    "-n",
    "n",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="Items to read of each source.",
)
@common.json_option
def check(source_ids: tuple[str, ...], n: int) -> int:
    """Read a few items of SOURCE_ID (or of every enabled source); say what to mend on its card.

    Whatever is on the web is asked for with all manners, a few pages only. Stores nothing.
    """
    from pipeline.steps import declared
    from pipeline.steps.seeing import stale_lines
    from pipeline.steps.trying.checking import try_sources
    from pipeline.steps.trying.choosing import chosen_sources
    from pipeline.steps.trying.judging import judge

    workspace = common.workspace()
    chosen = chosen_sources(workspace, source_ids)
    if not chosen and not common.as_json():
        click.echo(declared.NOTHING_ON)
    with watching() as say:
        trials = [(trial, judge(trial)) for trial in try_sources(workspace, chosen, n, say)]
    findings = [] if source_ids else declared.findings(workspace)
    is_wrong = any(remark.level == "wrong" for _, remarks in trials for remark in remarks)
    if common.as_json():
        items = [item for trial, _ in trials for item in items_of(trial)]
        told = [
            _told(trial, remarks) | {"stale": stale_lines(workspace, trial.source)}
            for trial, remarks in trials
        ]
        common.print_json({"items": items, "sources": told, "findings": findings})
    else:
        for trial, remarks in trials:
            tell_trial(trial, remarks)
            for line in stale_lines(workspace, trial.source):
                click.echo(f"{trial.source.id}: {line}\n")
        common.print_findings(findings)
    return common.FINDINGS_EXIT if findings or is_wrong else 0


def _told(trial: Trial, remarks: tuple[Remark, ...]) -> dict[str, Any]:
    from dataclasses import asdict

    from pipeline.steps.trying.selecting import summed

    is_well = not any(remark.level == "wrong" for remark in remarks)
    return {
        "source": trial.source.id,
        "ready": is_well,
        "remarks": [asdict(one) for one in remarks],
        "indexes": [asdict(one) for one in trial.indexes],
        "selectors": [asdict(one) for one in trial.finds]
        + [dict(one) for one in summed([page.finds for page in trial.pages if page.finds])],
        "fitting": [asdict(one) for one in trial.hints],
    }
