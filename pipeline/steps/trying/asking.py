"""Ask for a few pages with the manners of every visit, and keep nothing of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Protocol

from pipeline import __version__
from pipeline.declarations import Source
from pipeline.errors import UsageError
from pipeline.records import Answer, Failure
from pipeline.settings import SETTINGS_FILE, Workspace
from pipeline.sources.web import breaker
from pipeline.sources.web.fetcher import Fetcher, HostState, Request
from pipeline.sources.web.reach import reach_of
from pipeline.store import Store
from pipeline.store.hosts import load_hosts

MOST_WAIT_S = 30.0
"""For one answer: somebody sits and waits for it."""
LATER = "it is tried again later"
"""What runs say of failures that may pass."""

Say = Callable[[str], None]


def quiet(_: str) -> None:
    """Tell nobody."""


class Asks(Protocol):
    """What can be asked for an address."""

    async def fetch(self, request: Request) -> Answer | Failure:
        """Return what came back."""
        ...


class Asker:
    """Asks for addresses as a source's card says, and counts."""

    def __init__(self, fetcher: Asks, max_bytes: int, say: Say) -> None:
        """Ask through a fetcher; larger answers are failures; `say` is told each address."""
        self._say = say
        self._fetcher = fetcher
        self._max_bytes = max_bytes

    async def ask(self, url: str, source: Source) -> Answer | Failure:
        """Return what an address answers."""
        self._say(url)
        request = Request(
            url=url,
            delay_s=source.manners.delay_s,
            timeout_s=min(source.manners.timeout_s, MOST_WAIT_S),
            max_bytes=self._max_bytes,
            drop_query=source.drop_query,
            reach=reach_of(source, url),
        )
        result = await self._fetcher.fetch(request)
        if isinstance(result, Failure):  # nobody comes back to it by itself
            return replace(result, detail=result.detail.replace(LATER, "try again later"))
        return result


def user_agent(workspace: Workspace) -> str:
    """Return how the owners of sites are told who asks.

    Raises:
        UsageError: The settings name nobody.
    """
    contact = workspace.settings.contact
    if not contact:
        raise UsageError(
            f'{workspace.root / SETTINGS_FILE}: put in the line contact = "you@your.org" (a mail '
            "address, or a page about your work); whoever asks a site must say how to be reached"
        )
    return f"Culturescope/{__version__} (+{contact})"


@asynccontextmanager
async def asking(workspace: Workspace, say: Say = quiet) -> AsyncIterator[Asker]:
    """Open connections for a while; `say` is told each address that is asked for.

    Raises:
        UsageError: The settings name nobody.
    """
    agent = user_agent(workspace)
    settings = workspace.settings
    known = known_hosts(workspace)
    async with Fetcher(agent, private_hosts=settings.private_hosts, hosts=known) as fetcher:
        yield Asker(fetcher, settings.max_item_bytes, say)


def known_hosts(workspace: Workspace) -> dict[str, HostState]:
    """Return what runs learnt of hosts: when each was asked, and when it wants to be asked again.

    Somebody asks by hand, maybe after having written to the owner: so robots.txt is read anew, and
    what failed in a run is tried at once.
    """
    with Store(workspace.database_url) as store, store.read() as connection:
        known = load_hosts(connection)
    anew = {"robots": None, "robots_status": 0, "robots_at": None}
    states = {host: HostState(host, **(values | anew)) for host, values in known.items()}
    for state in states.values():
        if state.n_failures >= breaker.OPENS_AT:
            state.n_failures, state.not_before = 0, None
    return states


def spread(items: Sequence[str], n: int) -> list[int]:
    """Return the places of n of the items, from the first to the last, evenly."""
    if n >= len(items):
        return list(range(len(items)))
    return sorted({round(at * (len(items) - 1) / max(1, n - 1)) for at in range(n)})
