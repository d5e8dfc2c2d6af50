"""Look at a workspace without changing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from itertools import islice
from typing import Any

from pipeline.declarations import Source, load_sources
from pipeline.errors import DeclarationError, SnapshotError, UsageError
from pipeline.records import Capture, Document, Item, Rejected, document_id
from pipeline.settings import Workspace
from pipeline.snapshots import latest_snapshot
from pipeline.sources import read_source
from pipeline.steps import declared, models
from pipeline.steps.context import Context, utc_now
from pipeline.steps.workers import step_of
from pipeline.store import Store, decisions, documents, families, ledger
from pipeline.store import runs as run_records

LAST_RUNS = 5
LOOKED_AT = ("clean", "entities", "topics", "themes", "trends", "publish")


def source_rows(workspace: Workspace) -> tuple[list[dict[str, Any]], list[str]]:
    """Return one row a readable source card, and findings on cards that are not."""
    sources, _ = load_sources(workspace.sources_dir)
    with Store(workspace.database_url) as store, store.read() as connection:
        counts = documents.count_by_source(connection)
        bad = Counter(item.source_id for item in ledger.load_rejected(connection))
    rows = [
        {
            "source": source.id,
            "kind": source.kind,
            "enabled": source.enabled,
            "documents": counts.get(source.id, 0),
            "rejected": bad.get(source.id, 0),
            "licence": source.licence,
            "name": source.name,
        }
        for source in sources.values()
    ]
    return rows, declared.findings(workspace)


def check_source(
    workspace: Workspace, source_id: str | None, n: int
) -> tuple[list[dict[str, Any]], list[str]]:
    """Read and clean the first n items of one source, or of every enabled one; store nothing.

    Raises:
        UsageError: There is no such source.
    """
    sources, broken = load_sources(workspace.sources_dir)
    if source_id is not None and source_id not in sources:
        on_card = [str(e) for e in broken if f"{source_id}.toml" in str(e)]
        raise UsageError(
            on_card[0] if on_card else f"no source '{source_id}'; there are: {', '.join(sources)}"
        )
    chosen = [sources[source_id]] if source_id else [s for s in sources.values() if s.enabled]
    findings = [] if source_id else declared.findings(workspace)
    rows: list[dict[str, Any]] = []
    for source in chosen:
        try:
            items = read_source(source, workspace.root, workspace.settings.max_item_bytes)
            rows += [_checked(workspace, source, item) for item in islice(items, n)]
        except DeclarationError as error:
            findings.append(str(error))
    return rows, findings


def _checked(workspace: Workspace, source: Source, item: Item | Rejected) -> dict[str, Any]:
    outcome: Document | Rejected = (
        item if isinstance(item, Rejected) else _clean(workspace, source, item)
    )
    if isinstance(outcome, Rejected):
        words, published, title = None, None, outcome.detail
        labels = ""
    else:
        words, published, title = len(outcome.text.split()), outcome.published, outcome.title
        labels = "; ".join(label.text for label in outcome.labels)
    return {
        "source": source.id,
        "outcome": outcome.reason if isinstance(outcome, Rejected) else "document",
        "published": published,
        "words": words,
        "title": title,
        "labels": labels,
        "locator": item.locator,
    }


def _clean(workspace: Workspace, source: Source, item: Item) -> Document | Rejected:
    capture = Capture(
        document_id=document_id(item.locator),
        revision=1,
        source_id=source.id,
        locator=item.locator,
        media_type=item.media_type,
        sha256="",
        n_bytes=len(item.body),
        fetched_at=utc_now(),
        warc_file="",
        warc_offset=0,
        url=item.url,
        hints=item.hints,
    )
    return models.cleaner(workspace).clean(capture, item.body, source)


def status(workspace: Workspace) -> dict[str, Any]:
    """Return n_documents, n_with_gaps, n_families, n_decisions, pending, rejected, runs, ...

    Then snapshot and findings. Of decisions, undone ones and undos are counted too.
    """
    with Store(workspace.database_url) as store:
        context = Context(workspace, store, "")
        pending = [_pending(context, stage) for stage in LOOKED_AT]
        with store.read() as connection:
            n_documents = documents.count_current(connection)
            n_with_gaps = documents.count_with_gaps(connection)
            n_families = families.count(connection)
            n_decisions = decisions.count(connection)
            reasons = Counter((r.stage, r.reason) for r in ledger.load_rejected(connection))
            runs = run_records.last_runs(connection, LAST_RUNS)
    return {
        "n_documents": n_documents,
        "n_with_gaps": n_with_gaps,
        "n_families": n_families,
        "n_decisions": n_decisions,
        "pending": pending,
        "rejected": [
            {"stage": stage, "reason": reason, "n": n}
            for (stage, reason), n in sorted(reasons.items())
        ],
        "runs": runs,
        "snapshot": latest_name(workspace),
        "findings": declared.findings(workspace),
    }


def latest_name(workspace: Workspace) -> str | None:
    """Return the id of the newest snapshot, None before the first."""
    try:
        return latest_snapshot(workspace.snapshots_dir).name
    except SnapshotError:
        return None


def _pending(context: Context, stage: str) -> dict[str, Any]:
    pending = step_of(stage).pending(context)
    return {"stage": stage, "pending": pending.n_items, "known": pending.n_known}


def rejected_rows(workspace: Workspace, wanted: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the rejected inputs whose columns equal the wanted values."""
    with Store(workspace.database_url) as store, store.read() as connection:
        return [asdict(item) for item in ledger.load_rejected(connection, **wanted)]
