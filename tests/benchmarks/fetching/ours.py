"""Our side: the stage `ingest`, the fetcher alone, and an HTTP client as others would use it."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.records import Answer
from pipeline.settings import open_workspace
from pipeline.sources.web.fetcher import Fetcher, Request
from pipeline.steps import run_stages
from tests.benchmarks.fetching.nouns import Figures
from tests.benchmarks.measuring import quiet
from tests.benchmarks.workspaces import empty_workspace

CARD = """name = "{name}"
kind = "sitemap"
url = "{base}/sitemap.xml"
include = ["page/*"]
[manners]
delay_s = 0
"""


def ingest(bases: Sequence[str], n_pages: int) -> Figures:
    """Run the whole stage: frontier, robots.txt, digests, WARC, store."""
    with tempfile.TemporaryDirectory(prefix="culturescope-fetching-") as folder:
        root = Path(folder) / "workspace"
        empty = empty_workspace(root)
        run_stages(empty, ("ingest",), "benchmark, before", quiet)  # makes the store
        for number, base in enumerate(bases):
            card = CARD.format(name=f"Host {number}", base=base)
            (empty.sources_dir / f"host_{number}.toml").write_text(card, "utf-8")
        names = ", ".join(f'"{urlsplit(base).hostname}"' for base in bases)
        text = f'contact = "people@example.org"\nprivate_hosts = [{names}]\nhosts_at_once = 20\n'
        (root / "culturescope.toml").write_text(text, "utf-8")
        workspace = open_workspace(root, {})
        started, spent = time.perf_counter(), time.process_time()
        run = run_stages(workspace, ("ingest",), "benchmark", quiet)
        seconds, cpu_s = time.perf_counter() - started, time.process_time() - spent
        n_done = sum(report.n_out for report in run.reports)
        assert n_done == len(bases) * n_pages, run.reports
        return Figures("culturescope ingest", n_done, seconds, cpu_s)


def fetch(bases: Sequence[str], n_pages: int) -> Figures:
    """Fetch all pages and keep nothing, with robots.txt, address checks, sniffing."""

    async def crawl() -> None:
        names = [str(urlsplit(base).hostname) for base in bases]
        async with Fetcher("Culturescope/0 (+people@example.org)", names) as fetcher:

            async def ask(url: str) -> None:
                assert isinstance(await fetcher.fetch(Request(url, delay_s=0)), Answer)

            await _host_by_host(bases, n_pages, ask)

    return _measured("our fetcher alone", len(bases) * n_pages, crawl)


def httpx_alone(bases: Sequence[str], n_pages: int) -> Figures:
    """Fetch all pages by httpx, which comes with Prefect, and keep nothing."""
    import httpx

    async def crawl() -> None:
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
        async with httpx.AsyncClient(trust_env=False, limits=limits) as client:

            async def ask(url: str) -> None:
                assert (await client.get(url)).content

            await _host_by_host(bases, n_pages, ask)

    return _measured("httpx alone", len(bases) * n_pages, crawl)


async def _host_by_host(
    bases: Sequence[str], n_pages: int, ask: Callable[[str], Awaitable[None]]
) -> None:
    """Ask all hosts side by side, each for one page at a time."""

    async def visit(base: str) -> None:
        for number in range(n_pages):
            await ask(f"{base}/page/{number}")

    await asyncio.gather(*map(visit, bases))


def _measured(name: str, n_pages: int, crawl: Callable[[], Awaitable[None]]) -> Figures:
    async def run() -> None:
        await crawl()

    started, spent = time.perf_counter(), time.process_time()
    asyncio.run(run())
    return Figures(name, n_pages, time.perf_counter() - started, time.process_time() - spent)
