"""Turn the pages of an index: how far, and never round in circles."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.declarations import Source
from pipeline.records import Hints, Lead
from pipeline.sources.gathering import Gathering

PAGE = "index-page"
"""Name of the hint that counts the pages of an index, the first one being 1."""

LAST = "index-last"
"""Name of the hint that holds what the page before named: an end often repeats it."""


def taken_up(hints: Hints) -> Hints:
    """Return the hints of an index page that a later visit asks for than the one before it.

    What came since has moved everything on, so that it may well name what that page named.
    """
    return tuple(hint for hint in hints if hint[0] != LAST)


def page_number(lead: Lead) -> int:
    """Return which page of its index an address is."""
    return next((int(value) for name, value in lead.hints if name == PAGE), 1)


def turn(
    source: Source, lead: Lead, gathering: Gathering, links: Iterable[str], more: Hints = ()
) -> bool:
    """Take the first link to a further page of an index, unless the card's limit is reached.

    Returns:
        Whether there is a further page.
    """
    number = page_number(lead) + 1
    if number > source.listing.max_pages:
        gathering.is_cut = any(map(gathering.further, links))
        return False
    hints = tuple(sorted((*more, (PAGE, str(number)))))
    return any(gathering.index(gathering.further(href), hints) for href in links)
