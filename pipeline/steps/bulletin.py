"""A run as a page to read: what came in, findings, what was rejected, and why."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.records import Rejected, Visit
from pipeline.steps import completeness, declared
from pipeline.steps.runs import Run
from pipeline.store import ledger, visits

MARKUP = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#!|~&@"})
"""Names and reasons may hold anything; none of it is to be taken as markup or HTML."""
LINKED = re.compile(r"(?=://)|(?<=www)(?=\.)", re.I)
"""Where Markdown would begin a link by itself; backslashes in it would lead elsewhere."""
LONGEST, LONGEST_FINDING = 300, 700
"""Characters of one cell, and of a finding, which ends with what to do."""
COUNTED = ("new", "changed", "same", "gone", "failed", "left", "requests")
MOST_REASONS = 50


def new_findings(run: Run) -> list[str]:
    """Return those of a run's findings on sources that the visits before did not show."""
    return _new(run, _told(run))


def _told(run: Run) -> list[completeness.Told]:
    context = run.context
    return completeness.told(context.workspace, context.store, context.sources)


def _new(run: Run, told: Sequence[completeness.Told]) -> list[str]:
    lines = completeness.lines([each.finding for each in told if each.is_new])
    return [line for line in lines if line in run.findings]


def bulletin(run: Run) -> str:
    """Return a run in Markdown."""
    wanted = run.context.sources or tuple(declared.enabled_sources(run.context.workspace))
    with run.context.store.read() as connection:
        came_in = visits.load_visits_of_run(connection, run.context.run_id)
        rejected = [
            item for item in ledger.load_rejected(connection) if item.source_id in set(wanted)
        ]
    told = _told(run)
    seen = completeness.lines(completeness.seen(told))
    parts = [
        [f"# {_safe(_when(run.context.run_id))}"],
        _findings(run.findings, _new(run, told), seen),
        ["## What came in", "", *_came_in(came_in)],
        ["## Stages", "", *_stages(run)],
        ["## Rejected, of these sources", "", *_rejected(rejected)],
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _when(run_id: str) -> str:
    """Return when a run began, which its id tells."""
    try:
        began = dt.datetime.strptime(run_id.partition("-")[0], "%Y%m%dT%H%M%S%fZ")
    except ValueError:
        return f"Run {run_id}"
    return f"{began.day} {began:%B %Y, %H:%M} UTC"


def _findings(findings: Sequence[str], new: Sequence[str], seen: Sequence[str]) -> list[str]:
    if not findings and not seen:
        return ["No findings."]
    ordered = [f"* **new**: {_safe(line, LONGEST_FINDING)}" for line in new]
    ordered += [f"* {_safe(line, LONGEST_FINDING)}" for line in findings if line not in new]
    ordered += [f"* seen: {_safe(line, LONGEST_FINDING)}" for line in seen]
    return ["## Findings", "", *ordered]


def _came_in(came_in: Sequence[Visit]) -> Iterator[str]:
    if not came_in:
        return iter(["No source was visited."])
    counts = [_counts(visit) for visit in came_in]
    rows: list[Sequence[object]] = [
        (visit.source_id, *each, visit.status) for visit, each in zip(came_in, counts, strict=True)
    ]
    if len(rows) > 1:
        rows.append((f"all {len(rows):,}", *map(sum, zip(*counts, strict=True)), ""))
    return _table(("source", *COUNTED, "ended"), rows)


def _counts(visit: Visit) -> tuple[int, ...]:
    return (
        visit.n_new, visit.n_changed, visit.n_unchanged, visit.n_gone, visit.n_failed,
        visit.n_left, visit.n_requests,
    )  # fmt: skip


def _stages(run: Run) -> Iterator[str]:
    head = ("stage", "in", "out", "rejected", "known", "seconds", "note")
    return _table(
        head,
        [
            (r.stage, r.n_in, r.n_out, r.n_rejected, r.n_known, r.seconds, r.note)
            for r in run.reports
        ],
    )


def _rejected(rejected: Sequence[Rejected]) -> Iterator[str]:
    if not rejected:
        return iter(["None."])
    counts = Counter((item.stage, item.reason) for item in rejected)
    examples = {(item.stage, item.reason): item.detail for item in reversed(rejected)}
    shown = counts.most_common(MOST_REASONS)
    rows = [(*key, n, examples[key]) for key, n in sorted(shown, key=lambda one: (-one[1], one[0]))]
    return _table(("stage", "reason", "inputs", "for example"), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(_safe(cell) for cell in row)} |"


def _safe(value: object, longest: int = LONGEST) -> str:
    """Return a value as plain text on one line."""
    told = f"{value:,}" if isinstance(value, int) else str(value)
    line = " ".join("".join(c if c.isprintable() else " " for c in told).split())
    shown = line if len(line) <= longest else line[:longest] + " ..."
    return LINKED.sub(r"\\", shown.translate(MARKUP))
