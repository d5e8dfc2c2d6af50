"""How an answer is kept, and when its address is asked again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipeline.records import Answer, Capture, Hints, Item, document_id
from pipeline.sources.web.backoff import next_look
from pipeline.steps.visiting.leads import merged
from pipeline.steps.visiting.nouns import Visiting
from pipeline.store.frontier import Address
from pipeline.store.warc import Exchange, WarcFile

LONGEST = 12
"""Times revisit_days: a page that never changes is still looked at now and then."""
OF_ANSWER = (
    ("http-language", "content-language"),
    ("http-type", "content-type"),
    ("last-modified", "last-modified"),
)
"""Hints that come from headers of the answer."""


def capture_of(
    row: Address, answer: Answer, named: tuple[str, int, str], into: tuple[WarcFile, str]
) -> Capture:
    """Write an exchange and return its capture.

    Args:
        row: The address it is kept under.
        answer: What came back.
        named: Id of the document, revision, digest of the body.
        into: Where it is written, and the user agent that asked.
    """
    id_, revision, digest = named
    warc, agent = into
    at = answer.fetched_at
    exchange = Exchange(row.url, answer.status, answer.headers, answer.body, at, agent)
    return Capture(
        document_id=id_,
        revision=revision,
        source_id=row.source_id,
        locator=row.url,
        media_type=answer.media_type,
        sha256=digest,
        n_bytes=len(answer.body),
        fetched_at=at,
        warc_file=warc.path.name,
        warc_offset=warc.append_exchange(exchange),
        url=row.url,
        hints=_hints(row, answer),
        part_of=document_id(row.parent) if row.role == "file" and row.parent else "",
    )


def capture_of_item(
    source_id: str, item: Item, named: tuple[str, int, str], at: tuple[WarcFile, dt.datetime]
) -> Capture:
    """Write what was read in a file, or in the answer of an API, and return its capture.

    Args:
        source_id: Of the source that holds it.
        item: As read.
        named: Id of the document, revision, digest of the body.
        at: Where it is written, and when it was read (UTC, to the second).
    """
    id_, revision, digest = named
    warc, now = at
    uri = item.url or f"urn:culturescope:document:{id_}"
    return Capture(
        document_id=id_,
        revision=revision,
        source_id=source_id,
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


def revisit(visiting: Visiting, row: Address, now: dt.datetime) -> dt.datetime | None:
    """Return when to look at a page again; None for never."""
    days = visiting.source.revisit_days * min(LONGEST, 1 + row.n_unchanged)
    return next_look(days, now, row.url) if days else None


def answered(row: Address, answer: Answer) -> Address:
    """Return an address that has been answered."""
    return replace(
        row, n_failures=0, last_status=answer.status, last_problem="",
        last_try_at=answer.fetched_at, fetched_at=answer.fetched_at,
    )  # fmt: skip


def _hints(row: Address, answer: Answer) -> Hints:
    headers = {name.lower(): value for name, value in reversed(answer.headers)}
    told = ((hint, headers.get(header, "").strip()) for hint, header in OF_ANSWER)
    return merged(row.hints, tuple(pair for pair in told if pair[1]))
