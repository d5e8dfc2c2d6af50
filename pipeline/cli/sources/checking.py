"""Command `sources check`."""

from __future__ import annotations

from typing import Any

import click

from pipeline.cli import common
from pipeline.cli.sources.telling import items_of, tell_trial
from pipeline.cli.sources.watching import watching


@click.command("check")
@click.argument("source_ids", nargs=-1, metavar="[SOURCE_ID]...")
@click.option("-n", "n", default=5, show_default=True, help="Items to read of each source.")
@common.json_option
def check(source_ids: tuple[str, ...], n: int) -> int:
    """Read a few items of SOURCE_ID (or of every enabled source); say what to mend on its card.

    Whatever is on the web is asked for with all manners, a few pages only. Stores nothing.
    """
    from pipeline.steps import declared
    from pipeline.steps.trying.checking import try_sources
    from pipeline.steps.trying.choosing import chosen_sources
    from pipeline.steps.trying.judging import judge

    workspace = common.workspace()
    chosen = chosen_sources(workspace, source_ids)
    with watching() as say:
        trials = [(trial, judge(trial)) for trial in try_sources(workspace, chosen, n, say)]
    findings = [] if source_ids else declared.findings(workspace)
    is_wrong = any(remark.level == "wrong" for _, remarks in trials for remark in remarks)
    if common.as_json():
        items = [item for trial, _ in trials for item in items_of(trial)]
        told = [_told(trial.source.id, remarks) for trial, remarks in trials]
        common.print_json({"items": items, "sources": told, "findings": findings})
    else:
        for trial, remarks in trials:
            tell_trial(trial, remarks)
        common.print_findings(findings)
    return common.FINDINGS_EXIT if findings or is_wrong else 0


def _told(source_id: str, remarks: tuple[Any, ...]) -> dict[str, Any]:
    from dataclasses import asdict

    is_well = not any(remark.level == "wrong" for remark in remarks)
    return {"source": source_id, "ready": is_well, "remarks": [asdict(one) for one in remarks]}
