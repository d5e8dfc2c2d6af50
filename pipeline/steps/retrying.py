"""Try rejected inputs again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.engine import Connection

from pipeline.records import STAGES, Rejected
from pipeline.settings import Workspace
from pipeline.sources.web.addresses import host_of
from pipeline.sources.web.breaker import OPENS_AT
from pipeline.steps.runs import Progress, Run, begin_run, restrict, run_stage, shortfalls
from pipeline.store import frontier, hosts, ledger


def retry_rejected(workspace: Workspace, wanted: Mapping[str, str], progress: Progress) -> Run:
    """Take back the ledger entries of rejected inputs; run from their first stage to the end.

    Addresses that could not be fetched are asked for at once; only their sources are visited.

    Args:
        workspace: Where.
        wanted: Columns of the list of rejected inputs that must equal: stage, source_id, reason.
        progress: Told after every batch.
    """
    with begin_run(workspace, "retry") as run:
        with run.context.store.write() as connection:
            items = list(ledger.load_rejected(connection, **wanted))
            stages = {item.stage for item in items}
            ledger.forget_rejected(connection, **wanted)
            sources = _make_due(connection, items)
        restrict(run, sources)
        first = min((STAGES.index(stage) for stage in stages), default=len(STAGES))
        for stage in STAGES[first:]:
            run_stage(run, stage, progress)
        if stages:
            run.findings += shortfalls(run)
    return run


def _make_due(connection: Connection, items: Sequence[Rejected]) -> list[str]:
    """Make the addresses among rejected inputs due; return the sources that any input is of."""
    urls: dict[str, list[str]] = {}
    for item in items:
        if item.stage == "ingest":
            urls.setdefault(item.source_id, []).append(item.locator)
    for source_id, named in sorted(urls.items()):
        frontier.retry(connection, source_id, named)
        hosts.forgive(connection, [host_of(url) for url in named if "://" in url], OPENS_AT)
    return sorted(urls)
