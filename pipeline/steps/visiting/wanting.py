"""Whether a card still takes what the frontier holds of its source: cards are edited."""

from __future__ import annotations

from pipeline.declarations import Source
from pipeline.sources.web.addresses import belongs
from pipeline.store.frontier import Address


def is_wanted(address: Address, source: Source) -> bool:
    """Tell whether an address is asked for by its card as it is now."""
    if address.role == "page":
        return belongs(address.url, source)
    return address.role == "index" or bool(source.files)
