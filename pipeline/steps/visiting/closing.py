"""End visits: what was listed and is no more, what is left, and the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from pipeline.records import Rejected, VisitStatus
from pipeline.steps.context import WHOLE, Context, utc_now
from pipeline.steps.visiting.gaps import told_gap
from pipeline.steps.visiting.nouns import OF_A_WINDOW, Visiting, refusal
from pipeline.steps.visiting.owning import is_told_by_another
from pipeline.steps.visiting.rounds import GOES_ON
from pipeline.steps.visiting.sheet import Sheet
from pipeline.steps.visiting.storing import Storing
from pipeline.store import captures, frontier, ledger, visits
from pipeline.store.frontier import Address
from pipeline.store.overdue import count_overdue
from pipeline.store.relisted import ask_unlisted

RECORD_KINDS = ("oai", "wordpress")


def ask_missing(context: Context, visiting: Visiting) -> int:
    """Make pages due that a full look did not name any more; return how many."""
    if not visiting.can_be_full or not visiting.full_before or not visiting.counts.n_listed:
        return 0
    source_id, this = visiting.source.id, (visiting.visit.number, visiting.began)
    with context.store.write() as connection:
        n = ask_unlisted(connection, source_id, visiting.full_before, this)
    visiting.n_due += n
    return n


def end_visit(storing: Storing, visiting: Visiting) -> None:
    """Enter what a visit came to."""
    context = storing.context
    with context.store.write() as connection:
        n_index_left = _count_left(connection, storing, visiting)
        _mark_missing_records(connection, visiting)
        _clear_mended(connection, visiting)
        counts = visiting.counts
        counts.n_failed = frontier.count_failed(connection, visiting.source.id, visiting.began)
        n_overdue = count_overdue(connection, visiting.source.id, visiting.began)
        ended = replace(
            visiting.visit,
            finished_at=utc_now(),
            status=_status(visiting),
            is_full=visiting.can_be_full,
            note=_note(context, visiting, n_index_left, n_overdue)
            or told_gap(connection, visiting)
            or _cut(visiting),
            **counts.as_dict(),
        )
        visits.put_visits(connection, [ended])


def _status(visiting: Visiting) -> VisitStatus:
    counts = visiting.counts
    if counts.n_index_failed and not counts.n_index and not counts.n_index_same:
        return "failed"
    return "cut" if counts.n_left or counts.n_index_failed else "done"


def _note(context: Context, visiting: Visiting, n_index_left: int, n_overdue: int) -> str:
    reached = f"max_requests {visiting.source.manners.max_requests:,} reached"
    goes_on = GOES_ON if n_index_left and n_index_left == visiting.counts.n_index_failed else ""
    if visiting.is_spent and (visiting.counts.n_left or n_index_left):
        return f"{reached}; the rest is left{goes_on}"
    if visiting.is_half_index and goes_on and context.window == WHOLE:
        return f"half of max_requests went to index pages{goes_on}"
    if visiting.is_spent and n_overdue:
        return f"{reached}; {n_overdue:,} known pages wait to be asked for changes"
    window = visiting.window
    if context.window == WHOLE:
        return _unread(visiting)
    since = f"since {window.since:%Y-%m-%d %H:%M}" if window.since else ""
    until = f"before {window.until:%Y-%m-%d %H:%M}" if window.until else ""
    return OF_A_WINDOW + " and ".join(part for part in (since, until) if part)


def _unread(visiting: Visiting) -> str:
    """Return why indexes could not be read; empty where nothing was asked for."""
    if not visiting.counts.n_index_failed or not visiting.counts.n_requests:
        return ""
    return f"index pages not read: {', '.join(sorted(visiting.troubles))}"


def _cut(visiting: Visiting) -> str:
    """Return that index pages are left out on purpose; empty where none are."""
    limit = f"max_pages {visiting.source.listing.max_pages:,} of [listing] reached"
    return f"{limit}; index pages behind it are left out" if visiting.is_cut else ""


def _mark_missing_records(connection: Connection, visiting: Visiting) -> None:
    """Mark records that a full look did not meet as gone; of an empty answer, none."""
    is_of_records = visiting.source.kind in RECORD_KINDS and visiting.source.content != "page"
    if not is_of_records or not visiting.can_be_full or not visiting.seen:
        return
    present = captures.present_ids(connection, visiting.source.id)
    gone = [id_ for id_ in present if int(id_, 16) not in visiting.seen]
    captures.mark_gone(connection, gone, utc_now())
    visiting.counts.n_gone += len(gone)


def _count_left(connection: Connection, storing: Storing, visiting: Visiting) -> int:
    """Count what is due still, and list what of it failed; return how many index pages are due."""
    counts, source_id = visiting.counts, visiting.source.id
    indexes = frontier.due_indexes(connection, source_id)
    counts.n_index_failed += len(indexes)
    visiting.troubles.update(one.last_problem for one in indexes if one.last_problem)
    counts.n_left, failed = frontier.left(connection, source_id)
    told = _untold(storing.sheet(connection), failed)
    told += [one for one in indexes if one.n_failures]
    ledger.put_rejected(connection, [_not_yet(visiting, one) for one in told])
    return len(indexes)


def _untold(sheet: Sheet, rows: Sequence[Address]) -> list[Address]:
    """Return addresses but those that the list has already, for sources that go before."""
    if rows:
        sheet.load(rows[0].source_id, [], [row.url for row in rows])
    return [row for row in rows if not is_told_by_another(sheet, row)]


def _not_yet(visiting: Visiting, row: Address) -> Rejected:
    detail = (
        f"{row.url} could not be fetched ({row.last_problem}); it is due and is tried again by the "
        "next run"
    )
    return refusal(visiting.source, row.url, ("not_yet", detail))


def _clear_mended(connection: Connection, visiting: Visiting) -> None:
    """Take off the list what indexes named in vain and name so no more, after a full look."""
    is_whole = visiting.is_sweep or visiting.source.kind not in RECORD_KINDS
    if visiting.counts.n_index_failed or not is_whole:
        return
    listed = [
        item.locator
        for item in ledger.load_rejected(connection, stage="ingest", source_id=visiting.source.id)
        if item.locator not in visiting.rejected
    ]
    kept = frontier.load_addresses(connection, visiting.source.id, listed)
    mended = [locator for locator in listed if locator not in kept]
    ledger.clear_rejected(connection, "ingest", mended)
