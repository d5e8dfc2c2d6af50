"""What a failure makes of an address: tried again soon, rarely, or never found there again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipeline.records import Failure, LeadState, document_id
from pipeline.sources.web.backoff import next_look, next_try, rare_try
from pipeline.steps.visiting.nouns import Visiting, refusal
from pipeline.steps.visiting.owning import is_had_by_another, is_told_by_another
from pipeline.steps.visiting.sheet import Sheet
from pipeline.store.frontier import Address

OF_THE_HOST = ("not_asked", "robots_unreachable")
"""Reasons that say nothing of an address: its host is not asked for now."""
REFUSED = ("robots", "private_address", "bad_address")


def take_failure(
    sheet: Sheet, visiting: Visiting, row: Address, failure: Failure
) -> dt.datetime | None:
    """Note a failure; return when to try again, where that may be in this visit."""
    if failure.reason in OF_THE_HOST:
        if row.role == "index":
            _reject(sheet, visiting, row, (failure.reason, sentence(row, failure)))
        return None
    tried = replace(
        row, n_failures=row.n_failures + 1, last_status=failure.status,
        last_problem=failure.reason, last_try_at=sheet.now,
    )  # fmt: skip
    if not failure.is_passing and _is_only_named(row):
        _forget(sheet, visiting, tried)
        return None
    if row.role != "index" and is_had_by_another(sheet, row.source_id, row.url):
        _leave(sheet, visiting, tried)
        return None
    if failure.reason == "gone":
        _gone(sheet, visiting, tried, failure)
        return None
    if failure.is_passing and tried.n_failures < visiting.source.manners.tries:
        again = _later(sheet.now, failure, next_try(tried.n_failures, sheet.now, row.url))
        sheet.put(visiting, replace(tried, state="due", next_try_at=again))
        return again
    give_up(sheet, visiting, tried, (failure.reason, sentence(row, failure)))
    if row.role == "page":
        free_copies(sheet, visiting, row.url)
    return None


def give_up(sheet: Sheet, visiting: Visiting, row: Address, problem: tuple[str, str]) -> None:
    """List an address as rejected, and try it again ever more rarely."""
    tries = visiting.source.manners.tries
    again = rare_try(row.n_failures, tries, sheet.now, row.url)
    state: LeadState = "refused" if problem[0] in REFUSED else "failed"
    failed = replace(row, state=state, last_problem=problem[0], next_try_at=again)
    sheet.put(visiting, replace(failed, last_try_at=sheet.now))
    _reject(sheet, visiting, failed, problem)
    visiting.settled.add(row.url)


def free_copies(sheet: Sheet, visiting: Visiting, canonical: str) -> None:
    """Make due what was taken for copies of an address, to be kept for themselves."""
    for row in sheet.naming(visiting.source.id, canonical):
        if row.is_copy:
            free_one(sheet, visiting, row)


def free_one(sheet: Sheet, visiting: Visiting, row: Address) -> None:
    """Make one due that was taken for a copy."""
    sheet.put(visiting, replace(row, state="due", next_try_at=None, document_id=None))
    visiting.settled.discard(row.url)
    visiting.is_again = True


def _is_only_named(row: Address) -> bool:
    """Tell an address that no index names and nobody ever got: copies called it canonical."""
    return row.role == "page" and row.listed_visit == 0 and row.fetched_at is None


def _forget(sheet: Sheet, visiting: Visiting, row: Address) -> None:
    """Ask no more for what is not there: its copies are kept, so nothing is missing."""
    state: LeadState = "refused" if row.last_problem in REFUSED else "failed"
    sheet.put(visiting, replace(row, state=state, next_try_at=None))
    if not is_told_by_another(sheet, row):
        sheet.clear(row.url)
    visiting.settled.add(row.url)
    free_copies(sheet, visiting, row.url)


def _leave(sheet: Sheet, visiting: Visiting, row: Address) -> None:
    """Leave an address to the source that has got it meanwhile: nothing is missing."""
    id_ = document_id(row.url)
    left = replace(row, state="elsewhere", document_id=id_, alias_of="", next_try_at=None)
    sheet.put(visiting, left)
    visiting.settled.add(row.url)
    free_copies(sheet, visiting, row.url)


def _gone(sheet: Sheet, visiting: Visiting, row: Address, failure: Failure) -> None:
    if row.role == "index":
        _index_gone(sheet, visiting, row, failure)
        return
    days = visiting.source.revisit_days * row.n_failures
    again = next_look(days, sheet.now, row.url) if days else None
    sheet.put(visiting, replace(row, state="gone", next_try_at=again, etag="", last_modified=""))
    visiting.settled.add(row.url)
    id_ = document_id(row.url)
    held = sheet.held(id_)
    if held is not None and held.source_id == visiting.source.id:
        visiting.counts.n_gone += sheet.mark_gone(id_, is_gone=True)
        sheet.clear(row.url)
    else:
        _reject(sheet, visiting, row, (failure.reason, sentence(row, failure)))
    free_copies(sheet, visiting, row.url)


def _index_gone(sheet: Sheet, visiting: Visiting, row: Address, failure: Failure) -> None:
    """Take the end of a listing whose pages are counted for an end, and no failure."""
    if visiting.source.listing.pages and row.parent:
        sheet.put(visiting, replace(row, state="gone", next_try_at=None))
        return
    give_up(sheet, visiting, row, (failure.reason, sentence(row, failure)))


def _reject(sheet: Sheet, visiting: Visiting, row: Address, problem: tuple[str, str]) -> None:
    if row.role == "index":
        visiting.troubles.add(problem[0])
        visiting.counts.n_index_failed += 1
    elif is_told_by_another(sheet, row):
        return
    visiting.n_rejected += 1
    sheet.reject(refusal(visiting.source, row.url, problem))


def _later(now: dt.datetime, failure: Failure, again: dt.datetime) -> dt.datetime:
    """Return the later of a back-off and what the host asks for."""
    wished = now + dt.timedelta(seconds=failure.retry_after_s or 0.0)
    return max(again, wished)


def sentence(row: Address, failure: Failure) -> str:
    """Return what failed, beginning with its address, once."""
    names_it = failure.detail.startswith(("http://", "https://"))
    return failure.detail if names_it else f"{row.url} {failure.detail}"
