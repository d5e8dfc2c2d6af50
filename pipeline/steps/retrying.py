"""Try rejected inputs again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from pipeline.declarations import load_sources
from pipeline.errors import UsageError
from pipeline.records import STAGES, Rejected
from pipeline.settings import Workspace
from pipeline.sources.web.addresses import host_of
from pipeline.sources.web.breaker import OPENS_AT
from pipeline.steps.runs import (
    EVERYTHING,
    Chosen,
    Progress,
    Run,
    begin_run,
    restrict,
    run_stage,
    shortfalls,
    watch_run,
)
from pipeline.store import anew, frontier, hosts, ledger


@dataclass(frozen=True, slots=True)
class Anew:
    """Pages that are to be asked for again though they could be fetched."""

    source_id: str
    since: dt.date
    """Those fetched on this day (UTC) or later."""


def retry_rejected(
    workspace: Workspace,
    wanted: Mapping[str, str],
    progress: Progress,
    again: Anew | None = None,
    chosen: Chosen = EVERYTHING,
) -> Run:
    """Take back the ledger entries of rejected inputs; run from their first stage to the end.

    Addresses that could not be fetched are asked for at once; only their sources are visited.

    Args:
        workspace: Where.
        wanted: Columns of the list of rejected inputs that must equal: stage, source_id, reason.
        progress: Told after every batch.
        again: Pages to fetch anew besides: a site that was broken gave what is no text.
        chosen: Who watches the visits.

    Raises:
        UsageError: There is no page to fetch anew.
    """
    with begin_run(workspace, "retry") as run:
        if chosen.watch is not None:
            watch_run(run, chosen.watch)
        with run.context.store.write() as connection:
            items = list(ledger.load_rejected(connection, **wanted))
            stages = {item.stage for item in items}
            ledger.forget_rejected(connection, **wanted)
            sources = _make_due(connection, items)
            if again is not None:
                _ask_anew(connection, again)
                sources = sorted({*sources, again.source_id})
                stages |= {"ingest"}
        restrict(run, sources)
        if sources and not run.context.sources:  # all are switched off: others need no visit
            stages.discard("ingest")
        run.findings += _switched_off(workspace, sources)
        first = min((STAGES.index(stage) for stage in stages), default=len(STAGES))
        for stage in STAGES[first:]:
            run_stage(run, stage, progress)
        if stages:
            run.findings += shortfalls(run)
    return run


def _switched_off(workspace: Workspace, sources: Sequence[str]) -> list[str]:
    """Return one line for each source that is not visited, though something of it was rejected."""
    declared, _ = load_sources(workspace.sources_dir)
    return [
        f"source {id_} is switched off, so what was rejected at ingest is not tried again; "
        f"'culturescope sources enable {id_}' switches it on"
        for id_ in sources
        if id_ in declared and not declared[id_].enabled
    ]


def _ask_anew(connection: Connection, again: Anew) -> None:
    if not anew.ask_anew(connection, again.source_id, again.since):
        raise UsageError(
            f"no page of '{again.source_id}' was fetched since {again.since}; "
            f"'culturescope sources history {again.source_id}' shows its visits"
        )


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
