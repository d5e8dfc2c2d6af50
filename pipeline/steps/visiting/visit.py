"""Visit sources on the web, all of them side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from pipeline import __version__
from pipeline.declarations import Source, load_sources
from pipeline.sources.web.fetcher import Fetcher, HostState
from pipeline.steps.context import Context, Tally
from pipeline.steps.visiting.engine import Engine
from pipeline.steps.visiting.nouns import Visiting
from pipeline.steps.visiting.opening import open_visit
from pipeline.steps.visiting.storing import Storing
from pipeline.store import visits
from pipeline.store.hosts import load_hosts
from pipeline.store.warc import WarcFile


def visit_all(context: Context, sources: Sequence[Source], warc: WarcFile) -> Tally:
    """Visit sources on the web until nothing that may be asked now is due.

    Args:
        context: Of the run.
        sources: Of kinds on the web.
        warc: Where bodies are written.
    """
    declared, _ = load_sources(context.workspace.sources_dir)
    agent = user_agent(context.workspace.settings.contact)
    storing = Storing(context, declared, warc, agent)
    with context.store.read() as connection:
        is_after_kill = bool(visits.open_visits(connection))
        known = load_hosts(connection)
    hosts = {host: HostState(host=host, **values) for host, values in known.items()}
    begun = [open_visit(context, source, storing) for source in sources]
    visitings = [one for one in begun if one is not None]
    fetcher = Fetcher(
        agent, context.workspace.settings.private_hosts, hosts, is_after_kill=is_after_kill
    )
    asyncio.run(_visit(context, visitings, storing, fetcher))
    return _tally(visitings, len(begun) - len(visitings))


def user_agent(contact: str) -> str:
    """Return what we say of ourselves with each request."""
    return f"Culturescope/{__version__} (+{contact})"


async def _visit(
    context: Context, visitings: Sequence[Visiting], storing: Storing, fetcher: Fetcher
) -> None:
    async with fetcher:
        await Engine(context, fetcher, storing).run(visitings)


def _tally(visitings: Sequence[Visiting], n_unread: int) -> Tally:
    n_out = sum(one.counts.n_new + one.counts.n_changed for one in visitings)
    n_rejected = sum(one.n_rejected for one in visitings) + n_unread
    n_known = sum(one.counts.n_unchanged for one in visitings)
    return Tally(n_out + n_rejected, n_out, n_rejected, n_known)
