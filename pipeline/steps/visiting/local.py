"""Visits to sources of files: everything is read; what is new, changed or gone is noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from pipeline.declarations import Source, load_sources
from pipeline.errors import DeclarationError
from pipeline.records import Capture, Item, Rejected, Visit, document_id
from pipeline.sources import read_source
from pipeline.sources.naming import printable, short
from pipeline.steps.context import Context, Tally, utc_now
from pipeline.steps.visiting.keeping import capture_of_item
from pipeline.store import captures, ledger, visits
from pipeline.store.warc import WarcFile

CHUNK_BYTES = 32_000_000
"""Items are handed to the store before they take more memory than this."""
CUT_OFF = ("broken_file", "broken_record", "unreadable", "unforeseen")
"""Reasons after which it cannot be told what else a source holds."""
NEVER_GONE = ("warc",)
"""Kinds whose files come and go while what they tell of stays."""


@dataclass(slots=True)
class _Look:
    """What has been seen so far."""

    visit: Visit
    declared: frozenset[str]
    """Sources whose captures are theirs."""
    n_new: int = 0
    n_changed: int = 0
    n_same: int = 0
    seen: set[int] = field(default_factory=set)
    """Ids of documents, as numbers: they take a third of the memory."""
    rejected: set[str] = field(default_factory=set)
    is_whole: bool = True


def read(context: Context, source: Source, warc: WarcFile) -> Iterator[Tally]:
    """Visit one source; yield what became of each batch."""
    with context.store.write() as connection:
        visit = visits.begin_visit(connection, source.id, context.run_id, utc_now())
    declared, _ = load_sources(context.workspace.sources_dir)
    look = _Look(visit, frozenset(declared))
    note = ""
    try:
        settings = context.workspace.settings
        items = guarded(source, context.workspace.root, settings.max_item_bytes)
        for chunk in _chunks(items, settings.batch_size):
            yield _store(context, source, chunk, (look, warc))
    except DeclarationError as error:
        note = str(error)
        unread = Rejected("ingest", source.id, f"{source.id}:", "source_unreadable", note)
        look.is_whole = False
        yield _store(context, source, [unread], (look, warc))
    _end(context, source, look, note)


def guarded(source: Source, root: Path, max_bytes: int) -> Iterator[Item | Rejected]:
    """Yield what a source holds; what nobody foresaw in one file must not stop a run."""
    try:
        yield from read_source(source, root, max_bytes)
    except DeclarationError:
        raise
    except Exception as error:  # of a library or ours: there is no list of what may be raised
        what = short(f"{type(error).__name__}: {error}")
        detail = f"{source.path} cannot be read to its end ({what}); please report it with the file"
        yield Rejected("ingest", source.id, f"{source.id}:", "unforeseen", printable(detail))


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


def _store(
    context: Context, source: Source, chunk: list[Item | Rejected], into: tuple[_Look, WarcFile]
) -> Tally:
    look, warc = into
    items = {document_id(item.locator): item for item in chunk if isinstance(item, Item)}
    rejected = [item for item in chunk if isinstance(item, Rejected)]
    _note(look, items, rejected)
    with context.store.write() as connection:
        known = captures.held(connection, list(items))
        own = {id_: item for id_, item in items.items() if _is_ours(look, source, known.get(id_))}
        new = list(_captures(source, own, known, warc))
        warc.flush()
        captures.add_captures(connection, new, context.run_id)
        back = [id_ for id_, one in known.items() if one.is_gone and id_ in own]
        captures.mark_gone(connection, back, None)
        ledger.put_rejected(connection, rejected)
    look.n_new += sum(capture.document_id not in known for capture in new)
    look.n_changed += sum(capture.document_id in known for capture in new)
    look.n_same += len(items) - len(new)
    return Tally(len(new) + len(rejected), len(new), len(rejected), len(items) - len(new))


def _is_ours(look: _Look, source: Source, held: captures.Held | None) -> bool:
    """Tell whether a document is this source's: who had it first keeps it."""
    return held is None or held.source_id == source.id or held.source_id not in look.declared


def _note(look: _Look, items: dict[str, Item], rejected: list[Rejected]) -> None:
    """Remember what was met: it is not gone, though it may be unreadable now."""
    look.seen.update(int(id_, 16) for id_ in items)
    look.seen.update(int(document_id(one.locator), 16) for one in rejected)
    look.rejected.update(one.locator for one in rejected)
    look.is_whole &= not any(one.reason in CUT_OFF for one in rejected)


def _captures(
    source: Source, items: dict[str, Item], known: dict[str, captures.Held], warc: WarcFile
) -> Iterator[Capture]:
    """Yield captures of items that are new or changed, or whose WARC file has gone."""
    now = utc_now()
    files = {one.warc_file for one in known.values()}
    lost = {file for file in files if not (warc.path.parent / file).exists()}
    for id_, item in items.items():
        digest = sha256(item.body).hexdigest()
        old = known.get(id_)
        is_kept = old is not None and old.source_id == source.id and old.warc_file not in lost
        if old and is_kept and digest == old.sha256:
            continue
        revision = old.revision + (digest != old.sha256) if old else 1
        yield capture_of_item(source.id, item, (id_, revision, digest), (warc, now))


def _end(context: Context, source: Source, look: _Look, note: str) -> None:
    """Note what has gone, clear what is mended, and enter the visit's numbers."""
    now = utc_now()
    with context.store.write() as connection:
        gone: list[str] = []
        if look.is_whole and source.kind not in NEVER_GONE:
            present = captures.present_ids(connection, source.id, fetched=True)
            gone = [id_ for id_ in present if int(id_, 16) not in look.seen]
            captures.mark_gone(connection, gone, now)
        listed = ledger.load_rejected(connection, stage="ingest", source_id=source.id)
        mended = [item.locator for item in listed if item.locator not in look.rejected]
        ledger.clear_rejected(connection, "ingest", mended)
        ended = replace(
            look.visit,
            finished_at=now,
            status="failed" if note else "done",
            is_full=look.is_whole,
            n_listed=0 if note else len(look.seen),
            n_new=look.n_new,
            n_changed=look.n_changed,
            n_unchanged=look.n_same,
            n_gone=len(gone),
            n_failed=len(look.rejected),
            note=note,
        )
        visits.put_visits(connection, [ended])
