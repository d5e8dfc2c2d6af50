"""How long an editor waits: `python -m tests.benchmarks.api [--thesaurus FILE] [--rounds N]`.

Articles of 600 words, one after the other, to a server in a process of its own: over HTTP to all
proposals with their sentences, embedding included. Beside it the embedding of the same passages
alone, in this process. With --thesaurus that SKOS file is loaded too.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from pipeline.records import Document
from pipeline.settings import Workspace
from pipeline.steps import models
from pipeline.text import passages
from tests.benchmarks.reposts import sample_articles
from tests.benchmarks.table import formatted, machine
from tests.benchmarks.workspaces import REPOSITORY, sample_workspace

N_WORDS = 600
WARM_UP = 5
READY_S = 600
HEADS = ("what", "p50 ms", "p95 ms")


def main() -> int:
    """Run the benchmark; return the exit code."""
    made = argparse.ArgumentParser(prog="python -m tests.benchmarks.api", description=__doc__)
    made.add_argument("--thesaurus", type=Path, help="a further vocabulary, SKOS Turtle")
    made.add_argument("--rounds", type=int, default=60, help="articles that are asked about")
    options = made.parse_args()
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory(prefix="culturescope-api-") as folder:
        workspace = sample_workspace(Path(folder) / "workspace")
        models.prepare(workspace, lambda _: None)
        if options.thesaurus:
            shutil.copyfile(options.thesaurus, workspace.models_dir / "thesaurus.ttl")
        texts = articles(WARM_UP + options.rounds)
        with server(workspace) as address:
            over_http = timed(lambda text: suggest(address, text), texts)
            said = suggest(address, texts[0])
        alone = [embedding(workspace, texts, threads) for threads in (1, os.cpu_count() or 1)]
    rows = [("HTTP, all proposals", over_http), ("embedding alone, one thread", alone[0]),
            ("embedding alone, a thread a core", alone[1])]  # fmt: skip
    print(formatted(HEADS, [_row(name, seconds) for name, seconds in rows], (0,)))
    print(f"schemes: {', '.join(sorted(said['models']))}; {len(said['proposals'])} proposals")
    return 0


def articles(n: int) -> list[str]:
    """Return different texts of 600 words, from the sample's articles in turn."""
    words = [word for article in sample_articles() for word in article]
    step = max(1, (len(words) - N_WORDS) // n)
    return [" ".join(words[at * step : at * step + N_WORDS]) for at in range(n)]


@contextmanager
def server(workspace: Workspace) -> Iterator[str]:
    """Serve a workspace; give the address once the models are loaded."""
    call = [sys.executable, "-m", "pipeline.cli", "--root", str(workspace.root), "serve"]
    process = subprocess.Popen(
        [*call, "--port", "0"],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        started = time.perf_counter()
        address = process.stdout.readline().split()[-1]
        _wait(f"{address}/api/v1/health/ready")
        print(f"ready after {time.perf_counter() - started:.1f} s", flush=True)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _wait(url: str) -> None:
    until = time.monotonic() + READY_S
    while True:
        try:
            with urllib.request.urlopen(url, timeout=30):
                return
        except OSError as error:
            if time.monotonic() > until:
                raise RuntimeError(f"{url}: not ready after {READY_S} s") from error
            time.sleep(0.2)


def suggest(address: str, text: str) -> dict[str, Any]:
    """Ask for proposals as an editor's tool would."""
    body = json.dumps({"text": text}).encode()
    request = urllib.request.Request(
        f"{address}/api/v1/suggest", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        found: dict[str, Any] = json.load(response)
    return found


def embedding(workspace: Workspace, texts: Sequence[str], threads: int) -> list[float]:
    """Time the encoder on the passages of each text."""
    encoder = models.encoder(workspace)

    def encode(text: str) -> object:
        cut = passages(Document("0" * 16, 1, "benchmark", "", text, "en"))
        return encoder.encode([passage.text for passage in cut], threads=threads)

    return timed(encode, texts)


def timed(work: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Return the seconds that each text takes, the first few left out."""
    seconds = []
    for text in texts:
        started = time.perf_counter()
        work(text)
        seconds.append(time.perf_counter() - started)
    return seconds[WARM_UP:]


def _row(name: str, seconds: Sequence[float]) -> tuple[str, ...]:
    return (name, f"{1000 * median(seconds):.0f}", f"{1000 * quantiles(seconds, n=20)[-1]:.0f}")


if __name__ == "__main__":
    sys.exit(main())
