"""Step `publish`: write everything as one immutable snapshot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version

from pipeline import __version__
from pipeline.declarations import load_sources
from pipeline.settings import digest
from pipeline.snapshots import write_snapshot
from pipeline.steps import completeness, models
from pipeline.steps.context import Context, Pending, Tally, utc_now
from pipeline.steps.looking import latest_name
from pipeline.steps.published import published_tables
from pipeline.steps.state import is_known, mark_known, upstream
from pipeline.steps.trends import BASIS
from pipeline.store import families, ledger, results

UPSTREAM = ("entities", "topics", "themes", "trends")
DATES = ("undated", "unsure", "future")
"""Of the documents whose dates do not count, what is told of how many."""
LIBRARIES = ("spacy", "trafilatura", "bertopic", "scikit-learn", "onnxruntime", "pandas", "pyarrow")


def pending(context: Context) -> Pending:
    """Return one batch, or nothing where the latest snapshot shows just this state."""
    if latest_name(context.workspace) and is_known(context, "publish", _inputs(context)):
        return Pending((), 1)
    return Pending((("corpus",),), 0)


def process(context: Context, ids: Sequence[str]) -> Tally:
    """Write the snapshot."""
    del ids
    from pipeline.publish import reports

    inputs = _inputs(context)
    with context.store.read() as connection:
        write_snapshot(
            context.workspace.snapshots_dir,
            published_tables(context.workspace, connection),
            manifest=_manifest(context),
            reports=reports,
        )
    with context.store.write() as connection:
        mark_known(connection, context, "publish", inputs)
    return Tally(1, 1)


def finish(context: Context) -> str:
    """Name the snapshot."""
    return f"snapshot {latest_name(context.workspace)}"


def _inputs(context: Context) -> str:
    sources, _ = load_sources(context.workspace.sources_dir)
    cards = {id_: [s.name, s.publisher, s.licence, s.base_url] for id_, s in sources.items()}
    with context.store.read() as connection:
        rejected = [str(item) for item in ledger.load_rejected(connection)]
        relations = digest(families.relation_rows(connection))
    return digest(upstream(context, UPSTREAM), cards, rejected, relations)


def _manifest(context: Context) -> dict[str, object]:
    workspace = context.workspace
    with context.store.read() as connection:
        reasons = Counter(item.reason for item in ledger.load_rejected(connection))
        basis = results.first_figure(connection, BASIS)
    stages = ("clean", "entities", "topics", "topic_fit", "themes", "trends")
    settings = workspace.settings.model_dump(mode="json", exclude={"database_url"})
    return {
        "created": utc_now().isoformat(),
        "title": workspace.settings.title,
        "run_id": context.run_id,
        "version": __version__,
        "settings": settings,
        "as_of": basis.get("last_day"),
        "dates": {name: basis[name] for name in DATES if name in basis},
        "panel": basis.get("panel", []),
        "min_score": workspace.settings.min_score,
        "fingerprints": {stage: models.fingerprint(workspace, stage) for stage in stages},
        "libraries": {name: version(name) for name in LIBRARIES},
        "rejected": dict(sorted(reasons.items())),
        "findings": completeness.rows(completeness.told(workspace, context.store)),
    }
