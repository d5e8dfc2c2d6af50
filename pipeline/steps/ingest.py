"""Step `ingest`: visit every enabled source; keep what is new or changed as captures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline import __version__
from pipeline.declarations import Source, load_sources
from pipeline.steps.context import Context, Pending, Tally
from pipeline.steps.declared import enabled_sources
from pipeline.steps.visiting import local
from pipeline.store import ledger
from pipeline.store.warc import WarcFile

CONFORMS_TO = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.0/"


def pending(context: Context) -> Pending:
    """Return the sources to visit: only a look tells whether one has news.

    Each source of files is a batch; all those on the web are one, so that hosts are asked side by
    side.
    """
    sources = _wanted(context)
    web = tuple(id_ for id_ in sorted(sources) if sources[id_].is_web)
    batches = tuple((id_,) for id_ in sorted(sources) if not sources[id_].is_web)
    return Pending((*batches, web) if web else batches, 0)


def process(context: Context, ids: Sequence[str]) -> Tally:
    """Visit the given sources."""
    sources = enabled_sources(context.workspace)
    tallies: list[Tally] = []
    web = [sources[id_] for id_ in ids if sources[id_].is_web]
    with WarcFile(_path(context), _about(context)) as warc:
        for source in (sources[id_] for id_ in ids if not sources[id_].is_web):
            tallies += local.read(context, source, warc)
        if web:
            from pipeline.steps.visiting.visit import visit_all  # late: it loads what fetches

            tallies.append(visit_all(context, web, warc))
    return Tally(
        sum(tally.n_in for tally in tallies),
        sum(tally.n_out for tally in tallies),
        sum(tally.n_rejected for tally in tallies),
        sum(tally.n_known for tally in tallies),
    )


def finish(context: Context) -> str:
    """Take inputs off the list of rejected ones whose source is no longer declared."""
    sources, _ = load_sources(context.workspace.sources_dir)
    broken = {path.stem for path in context.workspace.sources_dir.glob("*.toml")}
    with context.store.write() as connection:
        listed = ledger.load_rejected(connection, stage="ingest")
        gone = [item.locator for item in listed if item.source_id not in {*sources, *broken}]
        ledger.clear_rejected(connection, "ingest", gone)
    n = len(_wanted(context))
    return f"of {n} source{'s' if n != 1 else ''}"


def _wanted(context: Context) -> dict[str, Source]:
    enabled = enabled_sources(context.workspace)
    chosen = context.sources or enabled
    return {id_: source for id_, source in enabled.items() if id_ in chosen}


def _path(context: Context) -> Path:
    return context.workspace.warc_dir / f"{context.run_id}.warc.gz"


def _about(context: Context) -> list[tuple[str, str]]:
    """Return what the first record of a WARC file says of the file."""
    contact = context.workspace.settings.contact
    operator = [("operator", contact)] if contact else []
    return [
        ("software", f"Culturescope/{__version__}"),
        ("format", "WARC File Format 1.0"),
        ("conformsTo", CONFORMS_TO),
        *operator,
    ]
