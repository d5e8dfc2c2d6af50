"""Commands `sources enable` and `sources disable`."""

from __future__ import annotations

import click

from pipeline.cli import common
from pipeline.cli.sources.telling import tell_trial
from pipeline.cli.sources.watching import watching

N_ITEMS = 5
"""Items of each source that are tried before it is switched on."""


@click.command()
@click.argument("source_ids", nargs=-1, required=True, metavar="SOURCE_ID...")
@click.option("--unchecked", is_flag=True, help="Without trying it first.")
@common.json_option
def enable(source_ids: tuple[str, ...], unchecked: bool) -> int:
    """Switch sources on, each if a check finds nothing wrong with it."""
    from pipeline.steps.trying.checking import try_sources
    from pipeline.steps.trying.choosing import chosen_sources
    from pipeline.steps.trying.judging import judge
    from pipeline.steps.trying.switching import switch

    workspace = common.workspace()
    chosen = chosen_sources(workspace, source_ids)
    with watching() as say:
        tried = [] if unchecked else try_sources(workspace, chosen, N_ITEMS, say)
    trials = {trial.source.id: trial for trial in tried}
    rows = []
    for source in chosen:
        remarks = judge(trials[source.id]) if source.id in trials else ()
        is_well = not any(remark.level == "wrong" for remark in remarks)
        if is_well:
            switch(workspace, source, {"enabled": True} | ({} if unchecked else {"verified": True}))
        elif not common.as_json():
            tell_trial(trials[source.id], remarks)
        rows.append({"source": source.id, "enabled": is_well or source.enabled, "well": is_well})
    _tell(rows)
    return 0 if all(row["well"] for row in rows) else common.FINDINGS_EXIT


@click.command()
@click.argument("source_ids", nargs=-1, required=True, metavar="SOURCE_ID...")
@common.json_option
def disable(source_ids: tuple[str, ...]) -> None:
    """Switch sources off; what they gave stays."""
    from pipeline.steps.trying.choosing import chosen_sources
    from pipeline.steps.trying.switching import switch

    workspace = common.workspace()
    chosen = chosen_sources(workspace, source_ids)
    for source in chosen:
        switch(workspace, source, {"enabled": False})
    _tell([{"source": source.id, "enabled": False} for source in chosen])


def _tell(rows: list[dict[str, object]]) -> None:
    if common.as_json():
        common.print_json({"sources": rows})
        return
    for row in rows:
        is_kept_on = row["enabled"] and not row.get("well", True)
        told = "it was on already and stays on" if is_kept_on else "on" if row["enabled"] else "off"
        click.echo(f"{row['source']}: {told}")
