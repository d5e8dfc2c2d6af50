"""Scrapy as the peer, in an environment of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.fetching.nouns import Figures

REQUIREMENTS = ("scrapy==2.19.0",)
CHILD = Path(__file__).with_name("scrapy_child.py")
WAYS: dict[str, dict[str, object]] = {
    "Scrapy": {},
    "Scrapy, one at a time": {"CONCURRENT_REQUESTS_PER_DOMAIN": 1},
    "Scrapy, frontier on disk": {"CONCURRENT_REQUESTS_PER_DOMAIN": 1, "JOBDIR": "job"},
}
"""As it comes (8 requests to a host at once); as polite as we are; and so that a clean stop
loses nothing."""


def environment(folder: Path) -> Path:
    """Return the interpreter of an environment with Scrapy; made where it is not there yet."""
    python = folder / "bin" / "python"
    if not (folder / ".complete").exists():
        print(f"installing {', '.join(REQUIREMENTS)} in {folder}", file=sys.stderr, flush=True)
        venv.create(folder, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", *REQUIREMENTS]
        subprocess.run(pip, check=True, stdout=sys.stderr)
        (folder / ".complete").touch()
    return python


def crawl(python: Path, way: str, bases: Sequence[str], n_pages: int) -> Figures:
    """Crawl the sitemaps of all hosts; each body is written to a file."""
    with tempfile.TemporaryDirectory(prefix="culturescope-scrapy-") as folder:
        asked = {"bases": list(bases), "settings": WAYS[way]}
        done = subprocess.run(
            [python, CHILD], input=json.dumps(asked), cwd=folder, check=True, text=True,
            stdout=subprocess.PIPE,
        )  # fmt: skip
        found = json.loads(done.stdout.splitlines()[-1])
        n_stored = sum(1 for _ in Path(folder, "bodies").iterdir())
    assert n_stored == len(bases) * n_pages, f"{way} stored {n_stored} pages"
    return Figures(way, n_stored, found["seconds"], found["cpu_s"])
