"""Ask for one address as its card and what is known of it say."""

from __future__ import annotations

from pipeline.records import Answer, Failure
from pipeline.sources.web.fetcher import Fetcher, Request
from pipeline.sources.web.reach import reach_of
from pipeline.steps.visiting.marking import is_of_card, is_page_of_card
from pipeline.steps.visiting.nouns import Task

MAX_INDEX_BYTES = 52_500_000
"""Sitemaps may have 50 MiB."""


async def ask(fetcher: Fetcher, task: Task, max_bytes: int) -> Answer | Failure:
    """Return what a request gave; nothing a server does may stop a run.

    Args:
        fetcher: Open.
        task: What to ask for.
        max_bytes: Of an item.
    """
    try:
        return await fetcher.fetch(_request(task, max_bytes))
    except Exception as error:  # of a library or ours: there is no list of what may be raised
        url = task.address.url
        detail = f"{url} could not be asked for ({type(error).__name__}: {error}); please report it"
        return Failure(url, url, "unforeseen", detail)


def _request(task: Task, max_bytes: int) -> Request:
    address, source = task.address, task.visiting.source
    is_index = address.role == "index"
    is_plain = is_index and (task.visiting.is_sweep or not is_of_card(address, source))
    is_plain |= address.role == "page" and not is_page_of_card(address, source)
    return Request(
        url=address.url,
        delay_s=source.manners.delay_s,
        timeout_s=source.manners.timeout_s,
        max_bytes=max(max_bytes, MAX_INDEX_BYTES) if is_index else max_bytes,
        etag="" if is_plain else address.etag,
        last_modified="" if is_plain else address.last_modified,
        drop_query=source.drop_query,
        reach=reach_of(source, address.url if address.role == "page" else ""),
    )
