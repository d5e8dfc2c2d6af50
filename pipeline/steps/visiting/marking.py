"""The mark of an index: of its bytes, and of how its card had them read.

It stands in the frontier where the digest of a page's content stands. By it, an index is known to
be the same where a server gives no validators, and a card that was mended has its indexes read
again though they are the same.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from pipeline.declarations import Source
from pipeline.settings import digest
from pipeline.steps.visiting.nouns import WINDOWED, Visiting
from pipeline.store.frontier import Address

KEYS = (
    "kind", "path", "url", "include", "exclude", "hosts", "content", "files", "drop_query",
    "fields", "listing", "wordpress", "oai",
)  # fmt: skip
"""Of a card: what decides which items an index is found to name."""


@lru_cache(maxsize=256)
def card_mark(source: Source) -> str:
    """Return the part of a mark that stands for the card."""
    return digest(source.model_dump(mode="json", include=set(KEYS)))[:16]


def index_mark(source: Source, body: bytes) -> str:
    """Return the mark of an index; that of an answer of an API, which is never the same, is short.

    It holds the moment of its making, and is asked for by another address the next time.
    """
    told = "" if source.kind in WINDOWED else sha256(body).hexdigest()
    return f"{card_mark(source)}:{told}"


def is_of_card(address: Address, source: Source) -> bool:
    """Tell whether an index was last read, if it was, as its card wants it now."""
    return not address.sha256 or address.sha256.startswith(f"{card_mark(source)}:")


def page_mark(source: Source, essence: str) -> str:
    """Return the mark of a page: the digest of what counts of it, behind what else was read."""
    return f"{_wishes(source)}{essence}"


def essence_of(mark: str) -> str:
    """Return the digest of what counts of a page from its mark."""
    return mark.rpartition(":")[2]


def is_page_of_card(address: Address, source: Source) -> bool:
    """Tell whether a page was last read, if it was, for all that its card wants of it now."""
    wishes, _, _ = address.sha256.rpartition(":")
    return not address.sha256 or wishes == _wishes(source).rstrip(":")


@lru_cache(maxsize=256)
def _wishes(source: Source) -> str:
    """Return what stands before the digest of a page; nothing for most cards."""
    if source.canonical and not source.files:
        return ""
    return f"{digest(source.model_dump(mode='json', include={'files', 'canonical'}))[:8]}:"


def is_same(visiting: Visiting, address: Address, mark: str) -> bool:
    """Tell whether an index says what it said when it was read last, so that nothing is news."""
    is_whole = not mark.endswith(":")
    return is_whole and address.sha256 == mark and not visiting.is_sweep
