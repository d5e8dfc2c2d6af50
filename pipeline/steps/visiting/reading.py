"""Read what came back, each body once: the work that needs no store."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from pipeline.declarations import Source
from pipeline.records import Answer, Failure
from pipeline.sources import follow_index
from pipeline.sources.web.apology import apology
from pipeline.sources.web.detours import without_way_back
from pipeline.sources.web.essence import HTML, Page, read_page
from pipeline.steps.visiting.marking import index_mark, is_same, page_mark
from pipeline.steps.visiting.nouns import Outcome, Read
from pipeline.store.frontier import Address

UNCHANGED = 304


def read(outcome: Outcome) -> Read:
    """Read an answer: an index by its kind, an item for what makes it itself."""
    result, task = outcome.result, outcome.task
    if not isinstance(result, Answer) or result.status == UNCHANGED:
        return Read(outcome)
    if task.address.role == "index":
        mark = index_mark(task.visiting.source, result.body)
        if is_same(task.visiting, task.address, mark):
            return Read(outcome, mark=mark)
        visiting = task.visiting
        reading = follow_index(visiting.source, task.address.lead, result, visiting.window)
        return Read(outcome, reading, mark=mark)
    end = without_way_back(result.url, task.address.url)
    if task.address.role == "page" and end != result.url:
        result = replace(result, url=end)
        outcome = replace(outcome, result=result)
    if failure := _not_there(task.address, result):
        return Read(replace(outcome, result=failure))
    page = _page(task.visiting.source, result)
    if task.address.role == "page":
        page = replace(page, sha256=page_mark(task.visiting.source, page.sha256))
    return Read(outcome, page=page)


def _not_there(address: Address, answer: Answer) -> Failure | None:
    """Return that a page is gone, where it says so itself, whatever the status of its answer."""
    if address.role != "page" or answer.media_type != HTML:
        return None
    title = apology(answer.body, [value for name, value in address.hints if "-title" in name])
    if not title:
        return None
    detail = f"is answered as if it were there, but says {title!r}; leave it out if it stays so"
    return Failure(answer.asked, answer.url, "gone", detail, answer.status)


def _page(source: Source, answer: Answer) -> Page:
    """Return what counts of an answer; all bytes where the page cannot be read."""
    try:
        return read_page(answer.body, answer.media_type, source, answer.url)
    except Exception:  # of a library: cleaning reads it again, and says what is wrong
        return Page(sha256(answer.body).hexdigest())
