"""Step `ingest`: read every enabled source; keep what is new or changed as captures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from pipeline.declarations import Source, load_sources
from pipeline.errors import DeclarationError
from pipeline.records import Capture, Item, Rejected, document_id
from pipeline.sources import read_source
from pipeline.steps.context import Context, Pending, Tally, utc_now
from pipeline.steps.declared import enabled_sources
from pipeline.store import captures, ledger
from pipeline.store.warc import WarcFile

CHUNK_BYTES = 32_000_000
"""Items are handed to the store before they take more memory than this."""


def pending(context: Context) -> Pending:
    """Return every enabled source as a batch of its own: only a look tells whether it has news."""
    return Pending(tuple((id_,) for id_ in sorted(enabled_sources(context.workspace))), 0)


def process(context: Context, ids: Iterable[str]) -> Tally:
    """Read the given sources."""
    n_in = n_out = n_rejected = n_known = 0
    sources = enabled_sources(context.workspace)
    path = context.workspace.warc_dir / f"{context.run_id}.warc.gz"
    with WarcFile(path) as warc:
        for source_id in ids:
            for tally in _read(context, sources[source_id], warc):
                n_in += tally.n_in
                n_out += tally.n_out
                n_rejected += tally.n_rejected
                n_known += tally.n_known
    return Tally(n_in, n_out, n_rejected, n_known)


def finish(context: Context) -> str:
    """Take inputs off the list of rejected ones whose source is no longer declared."""
    sources, _ = load_sources(context.workspace.sources_dir)
    broken = {path.stem for path in context.workspace.sources_dir.glob("*.toml")}
    with context.store.write() as connection:
        listed = ledger.load_rejected(connection, stage="ingest")
        gone = [item.locator for item in listed if item.source_id not in {*sources, *broken}]
        ledger.clear_rejected(connection, "ingest", gone)
    return f"of {len(enabled_sources(context.workspace))} sources"


def _read(context: Context, source: Source, warc: WarcFile) -> Iterator[Tally]:
    rejected_now: set[str] = set()
    try:
        items = read_source(
            source, context.workspace.root, context.workspace.settings.max_item_bytes
        )
        for chunk in _chunks(items, context.workspace.settings.batch_size):
            rejected_now.update(item.locator for item in chunk if isinstance(item, Rejected))
            yield _store(context, source, chunk, warc)
    except DeclarationError as error:
        unread = Rejected("ingest", source.id, f"{source.id}:", "source_unreadable", str(error))
        rejected_now.add(unread.locator)
        yield _store(context, source, [unread], warc)
    with context.store.write() as connection:
        listed = ledger.load_rejected(connection, stage="ingest", source_id=source.id)
        gone = [item.locator for item in listed if item.locator not in rejected_now]
        ledger.clear_rejected(connection, "ingest", gone)


def _chunks(items: Iterable[Item | Rejected], batch_size: int) -> Iterator[list[Item | Rejected]]:
    chunk: list[Item | Rejected] = []
    n_bytes = 0
    for item in items:
        chunk.append(item)
        n_bytes += len(item.body) if isinstance(item, Item) else 0
        if len(chunk) >= batch_size or n_bytes >= CHUNK_BYTES:
            yield chunk
            chunk, n_bytes = [], 0
    if chunk:
        yield chunk


def _store(context: Context, source: Source, chunk: list[Item | Rejected], warc: WarcFile) -> Tally:
    items = {document_id(item.locator): item for item in chunk if isinstance(item, Item)}
    rejected = [item for item in chunk if isinstance(item, Rejected)]
    with context.store.write() as connection:
        known = captures.current_digests(connection, list(items))
        new = list(_captures(source, items, known, warc))
        warc.flush()
        captures.add_captures(connection, new, context.run_id)
        ledger.put_rejected(connection, rejected)
    return Tally(len(new) + len(rejected), len(new), len(rejected), len(items) - len(new))


def _captures(
    source: Source, items: dict[str, Item], known: dict[str, tuple[int, str, str]], warc: WarcFile
) -> Iterator[Capture]:
    """Yield captures of items that are new or changed, or whose WARC file has gone."""
    now = utc_now()
    files = {file for _, _, file in known.values()}
    lost = {file for file in files if not (warc.path.parent / file).exists()}
    for id_, item in items.items():
        digest = sha256(item.body).hexdigest()
        revision, last, file = known.get(id_, (0, "", ""))
        if digest == last and file not in lost:
            continue
        uri = item.url or f"urn:culturescope:document:{id_}"
        yield Capture(
            document_id=id_,
            revision=revision + (digest != last),
            source_id=source.id,
            locator=item.locator,
            media_type=item.media_type,
            sha256=digest,
            n_bytes=len(item.body),
            fetched_at=now,
            warc_file=warc.path.name,
            warc_offset=warc.append(uri, item.body, item.media_type, now),
            url=item.url,
            hints=item.hints,
        )
