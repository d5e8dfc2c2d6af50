"""Try rejected inputs again."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.records import STAGES
from pipeline.settings import Workspace
from pipeline.steps.runs import Progress, Run, begin_run, run_stage
from pipeline.store import ledger


def retry_rejected(workspace: Workspace, wanted: Mapping[str, str], progress: Progress) -> Run:
    """Take back the ledger entries of rejected inputs; run from their first stage to the end.

    Args:
        workspace: Where.
        wanted: Columns of the list of rejected inputs that must equal: stage, source_id, reason.
        progress: Told after every batch.
    """
    with begin_run(workspace, "retry") as run:
        with run.context.store.write() as connection:
            stages = {item.stage for item in ledger.load_rejected(connection, **wanted)}
            ledger.forget_rejected(connection, **wanted)
        first = min((STAGES.index(stage) for stage in stages), default=len(STAGES))
        for stage in STAGES[first:]:
            run_stage(run, stage, progress)
    return run
