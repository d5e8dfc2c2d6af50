"""What an index says is taken: items, deletions, further indexes, what it names in vain."""

from __future__ import annotations

from dataclasses import replace

from pipeline.records import Answer, Reading
from pipeline.steps.visiting.failing import give_up
from pipeline.steps.visiting.items import take_gone, take_items
from pipeline.steps.visiting.leads import count_same, further, take_leads
from pipeline.steps.visiting.nouns import Read, Visiting
from pipeline.steps.visiting.rounds import STOPS, stops_at_known
from pipeline.steps.visiting.sheet import Sheet
from pipeline.store import frontier
from pipeline.store.frontier import Address
from pipeline.store.warc import WarcFile

DAMAGED = "damaged_index"
"""Reason of an index of which a part was lost; the rest was read."""


def take_index(
    sheet: Sheet,
    visiting: Visiting,
    row: Address,
    found: tuple[Answer, Read],
    warc: WarcFile,
) -> None:
    """Take what an index says.

    Args:
        sheet: Of the batch.
        visiting: The source.
        row: Of the index, as it stands now.
        found: The answer, and what was read in it.
        warc: Where records that it gives whole are written.
    """
    answer, one = found
    reading = one.reading
    done = replace(
        row, state="done", sha256=one.mark or row.sha256, etag=answer.etag,
        last_modified=answer.last_modified, n_failures=0, last_status=answer.status,
        last_problem="", last_try_at=answer.fetched_at, fetched_at=answer.fetched_at,
        next_try_at=None,
    )  # fmt: skip
    sheet.clear(row.url)
    if reading is None:
        sheet.put(visiting, done)
        count_same(sheet, visiting, row)
        _ask_named(sheet, visiting, row)
        return
    before = visiting.counts.n_listed - one.n_entered
    is_news = _take_reading(sheet, visiting, reading, (row, warc)) or one.is_news
    if reading.rejected:  # read it again next time, or these would be forgotten
        done = replace(done, etag="", last_modified="", sha256="")
    sheet.put(visiting, replace(done, n_listed=visiting.counts.n_listed - before))
    if is_news or visiting.is_sweep or not stops_at_known(visiting.source):
        take_leads(sheet, visiting, further(reading.leads, is_index=True), row.url)
    _take_rejected(sheet, visiting, sheet.row(row.source_id, row.url) or row, reading)


def _take_reading(
    sheet: Sheet, visiting: Visiting, reading: Reading, at: tuple[Address, WarcFile]
) -> bool:
    """Take items, deletions and pages; tell whether one of them is news."""
    row, warc = at
    visiting.is_cut |= reading.is_cut
    is_news = take_items(sheet, visiting, reading.items, warc)
    take_gone(sheet, visiting, reading.gone)
    leads = further(reading.leads, is_index=False)
    is_news |= take_leads(sheet, visiting, leads, row.url)
    return is_news


def _ask_named(sheet: Sheet, visiting: Visiting, row: Address) -> None:
    """Ask for the indexes that an unchanged one names: they may have changed."""
    if visiting.source.kind not in STOPS:
        named = frontier.named_by(sheet.connection, row.source_id, row.url)
        take_leads(sheet, visiting, [one.lead for one in named], row.url)


def _take_rejected(sheet: Sheet, visiting: Visiting, row: Address, reading: Reading) -> None:
    is_read = True
    for item in reading.rejected:
        visiting.rejected.add(item.locator)
        visiting.n_rejected += 1
        sheet.reject(item)
        if item.locator == row.url:
            is_read &= item.reason == DAMAGED
            visiting.is_damaged = True
    visiting.counts.n_index += is_read
    if not is_read:
        problem = next(one for one in reading.rejected if one.locator == row.url)
        tried = replace(row, n_failures=row.n_failures + 1)
        give_up(sheet, visiting, tried, (problem.reason, problem.detail))
