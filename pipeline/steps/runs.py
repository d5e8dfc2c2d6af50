"""Run stages in order, with a record of the run."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace

from pipeline.errors import UsageError
from pipeline.records import STAGES, StageReport, Window
from pipeline.settings import Workspace
from pipeline.steps import declared
from pipeline.steps.cleaning import KEPT
from pipeline.steps.context import WHOLE, Context, Pending, Seen, Tally, utc_now
from pipeline.steps.locking import only_run
from pipeline.steps.trying.choosing import chosen_sources
from pipeline.steps.workers import Workers, open_workers, step_of
from pipeline.store import Store
from pipeline.store import runs as run_records

Progress = Callable[[str, int, int], None]
"""Told (stage, inputs done, inputs in all) after every batch."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What part of the sources a run ingests, and who is told how visits to the web go on."""

    sources: tuple[str, ...] = ()
    """Empty: every enabled one."""
    window: Window = WHOLE
    watch: Callable[[Seen], None] | None = None


EVERYTHING = Chosen()


@dataclass(slots=True)
class Run:
    """A run under way."""

    context: Context
    workers: Workers
    reports: list[StageReport] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)


@contextmanager
def begin_run(
    workspace: Workspace, command: str, sources: Sequence[str] = (), window: Window = WHOLE
) -> Iterator[Run]:
    """Hold the workspace, open its store and enter a run; enter how it ended.

    Args:
        workspace: Where.
        command: As the list of runs tells it.
        sources: Only these are ingested; empty: every enabled one.
        window: What part of the sources on the web is wanted.

    Raises:
        UsageError: There is no such source, or it is not enabled.
        BusyError: Another run holds the workspace.
        StoreError: The store cannot be opened.
    """
    _check(workspace, sources)
    with only_run(workspace, command), Store(workspace.database_url) as store:
        run_id = run_records.new_run_id()
        with store.write() as connection:
            run_records.start_run(connection, run_id, command, utc_now())
        status = "failed"
        reports: list[StageReport] = []
        chosen = tuple(sorted(set(sources)))
        context = Context(workspace, store, run_id, sources=chosen, window=window)
        try:
            with open_workers(context) as workers:
                yield Run(context, workers, reports, declared.findings(workspace))
            status = "done"
        except KeyboardInterrupt:
            status = "stopped"
            raise
        finally:
            report = [asdict(report) for report in reports]
            with store.write() as connection:
                run_records.finish_run(connection, run_id, status, report, utc_now())


def _check(workspace: Workspace, sources: Sequence[str]) -> None:
    for source in chosen_sources(workspace, tuple(sources)):
        if not source.enabled:
            raise UsageError(
                f"source '{source.id}' is switched off; "
                f"'culturescope sources enable {source.id}' switches it on"
            )


def run_stages(
    workspace: Workspace,
    stages: Sequence[str],
    command: str,
    progress: Progress,
    chosen: Chosen = EVERYTHING,
) -> Run:
    """Run the given stages in their proper order.

    Args:
        workspace: Where.
        stages: Some of STAGES.
        command: As the list of runs tells it.
        progress: Told after every batch.
        chosen: What part of the sources is ingested, and who watches.

    Returns:
        The run, with one report a stage and with findings that need somebody's eye.

    Raises:
        UsageError: There is no such source, or it is not enabled.
    """
    with begin_run(workspace, command, chosen.sources, chosen.window) as run:
        if chosen.watch is not None:
            watch_run(run, chosen.watch)
        for stage in [stage for stage in STAGES if stage in stages]:
            run_stage(run, stage, progress)
        run.findings += shortfalls(run)
    return run


def watch_run(run: Run, watch: Callable[[Seen], None]) -> None:
    """Let somebody be told how visits to the web go on."""
    run.context = run.workers.context = replace(run.context, watch=watch)


def restrict(run: Run, sources: Sequence[str]) -> None:
    """Ingest only these sources, where they are enabled; empty: all."""
    enabled = declared.enabled_sources(run.context.workspace)
    chosen = tuple(sorted(set(sources) & set(enabled)))
    run.context = run.workers.context = replace(run.context, sources=chosen)


def run_stage(run: Run, stage: str, progress: Progress) -> StageReport:
    """Run one stage to its end."""
    started = time.monotonic()
    pending = begin_stage(run, stage)
    tallies = list(_process(run, stage, pending, progress))
    return end_stage(run, stage, pending, tallies, started)


def begin_stage(run: Run, stage: str) -> Pending:
    """Make a stage ready and return what it has to do."""
    step = step_of(stage)
    prepare = getattr(step, "prepare", None)
    if prepare is not None:
        prepare(run.context)
    pending: Pending = step.pending(run.context)
    return pending


def end_stage(
    run: Run, stage: str, pending: Pending, tallies: Sequence[Tally], started: float
) -> StageReport:
    """Do what needs all batches and enter the stage's report; `started` as by time.monotonic."""
    note: str = step_of(stage).finish(run.context)
    report = StageReport(
        stage=stage,
        n_in=sum(tally.n_in for tally in tallies),
        n_out=sum(tally.n_out for tally in tallies),
        n_rejected=sum(tally.n_rejected for tally in tallies),
        n_known=pending.n_known + sum(tally.n_known for tally in tallies),
        seconds=round(time.monotonic() - started, 1),
        note=note,
    )
    run.reports.append(report)
    return report


def _process(run: Run, stage: str, pending: Pending, progress: Progress) -> Iterator[Tally]:
    n_all, n_done = pending.n_items, 0
    progress(stage, 0, n_all)
    pooled = run.workers.is_pooled(stage, pending)
    if not pooled:
        for batch in pending.batches:
            yield run.workers.submit(stage, batch, pooled=False).result()
            n_done += len(batch)
            progress(stage, n_done, n_all)
        return
    futures = {run.workers.submit(stage, batch, pooled=True): batch for batch in pending.batches}
    for future in as_completed(futures):
        yield future.result()
        n_done += len(futures[future])
        progress(stage, n_done, n_all)


def shortfalls(run: Run) -> list[str]:
    """Return one line for each source that is not as it should be, and for what went wrong here.

    What somebody knows of is left out: it is no reason for an alarm.
    """
    from pipeline.steps import completeness
    from pipeline.store import ledger

    context = run.context
    told = completeness.told(context.workspace, context.store, context.sources)
    found = [each.finding for each in told]
    lines = completeness.unread(context.workspace, context.store, found, context.sources)
    with context.store.read() as connection:
        wrong = Counter(
            item.reason for item in ledger.load_rejected(connection) if item.reason in KEPT
        )
    for reason, n in sorted(wrong.items()):
        lines.append(
            f"{n:,} inputs gave no result ({reason}), though nothing may be wrong with them; "
            f"look at 'culturescope rejected --reason {reason}'"
        )
    return lines + completeness.lines(completeness.unseen(told))
