"""Parameters of addresses that differ at each look: marks of sessions, under which every page would
come in anew at each visit."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from pipeline.declarations import Source
from pipeline.records import Answer, Window
from pipeline.sources import WEB, follow_index
from pipeline.sources.web.addresses import canonical_url
from pipeline.steps.trying.asking import Asker

KINDS = ("feed", "listing", "sitemap")


async def changing_parameters(
    source: Source, root: Path, named: Iterable[str], asker: Asker
) -> tuple[str, ...]:
    """Look at a source's first index once more, if its links have parameters.

    Args:
        source: The card.
        root: The workspace.
        named: Addresses that its indexes named a moment ago.
        asker: Asks.

    Returns:
        Names of the parameters that alone made the addresses of two looks different.
    """
    before = {url for url in named if "?" in url}
    if not before or source.kind not in KINDS:
        return ()
    first = WEB[source.kind].starts(source, root, Window()).leads[0]
    answer = await asker.ask(first.url, source)
    if not isinstance(answer, Answer):
        return ()
    again = follow_index(source, first, answer, Window()).leads
    return marks(before, {lead.url for lead in again if lead.role == "page"})


def marks(before: set[str], after: set[str]) -> tuple[str, ...]:
    """Return the parameters without which addresses of two looks are the same; none else.

    Args:
        before: Canonical addresses; further index pages may have been read.
        after: Those of the first index page, read again.
    """
    if not after or before & after:
        return ()
    one, other = _values(before), _values(after)
    shared = sorted(one.keys() & other.keys())
    names = tuple(name for name in shared if one[name].isdisjoint(other[name]))
    same = _without(before, names) & _without(after, names)
    return names if 2 * len(same) > len(after) and len(same) > 1 else ()


def _values(urls: set[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for url in sorted(urls):
        for name, value in parse_qsl(urlsplit(url).query, keep_blank_values=True):
            found.setdefault(name, set()).add(value)
    return found


def _without(urls: set[str], names: tuple[str, ...]) -> set[str]:
    return {canonical_url(url, names) for url in urls}
