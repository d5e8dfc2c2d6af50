"""A live server: the real command in a process of its own, over a small workspace.

`live_server` is without tokens and shared by all tests of a process, which may find what others
decided and taught; `start_server` starts one as a test wants.
"""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from pipeline.settings import Workspace, open_workspace
from pipeline.steps import run_stages, tokens
from pipeline.store import Store

REPOSITORY = Path(__file__).resolve().parents[2]
START_S = 180
READY_S = 300


@dataclass
class Live:
    """A running server."""

    root: Path
    process: subprocess.Popen[str]
    url: str = ""
    lines: list[str] = field(default_factory=list)
    """All that it has written to both streams."""
    reader: threading.Thread | None = None

    @property
    def workspace(self) -> Workspace:
        return open_workspace(self.root, {})

    def client(self, token: str = "", **more) -> httpx.Client:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx.Client(base_url=self.url, headers=headers, timeout=60, trust_env=False, **more)

    def add_token(self, name: str, role: str) -> str:
        with Store(self.workspace.database_url) as store:
            return tokens.add(store, name, role)

    def wait_until_ready(self) -> None:
        until = time.monotonic() + READY_S
        with self.client() as client:
            while (answer := client.get("/api/v1/health/ready")).status_code != 200:
                assert time.monotonic() < until, (answer.text, self.lines)
                assert "failed" not in answer.text, (answer.text, self.lines)
                time.sleep(0.1)

    def stop(self, with_signal: int = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        code = self.process.wait(20)
        if self.reader is not None:
            self.reader.join()
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code


def start(root: Path, *words: str) -> Live:
    """Start `culturescope serve` on a free port; return when it listens."""
    call = [sys.executable, "-m", "pipeline.cli", "--root", str(root), "serve", "--port", "0"]
    environ = {**os.environ, "PYTHONUNBUFFERED": "1", "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(
        [*call, *words], cwd=REPOSITORY, env=environ, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    live = Live(root, process)
    first: queue.Queue[str] = queue.Queue()

    def read() -> None:
        for line in process.stdout or ():
            live.lines.append(line)
            if line.startswith("listening at "):
                first.put(line.split()[-1])
        first.put("")

    live.reader = threading.Thread(target=read, daemon=True)
    live.reader.start()
    live.url = first.get(timeout=START_S)
    assert live.url, live.lines
    return live


TEXTS: dict[str, str | bytes] = {
    "visit.txt": (
        "A theatre company visits Jakarta\n\n12 March 2019\n\n"
        "A theatre company from Singapore visited Jakarta for two weeks of rehearsals with local "
        "actors. The ministry of culture of Indonesia lent a hall, and both sides called the visit "
        "a success for cultural relations.\n\nThe actors performed for schools, and pupils asked "
        "how a play is made. A second visit is planned, with dancers from Malaysia."
    ),
    "library.txt": (
        "A library opens in Dakar\n\n4 May 2020\n\n"
        "A public library opened in Dakar, Senegal, with the help of the city. It holds twenty "
        "thousand books in French and Wolof, an archive of newspapers, and a room where children "
        "read aloud every Saturday. The librarians were trained for a year."
    ),
    "grants.txt": (
        "Grants for travelling artists\n\n30 September 2021\n\n"
        "The commission opened a call for artists who want to work in another country for up to "
        "two months. It pays the fare and a daily allowance, and hosts offer a studio without "
        "rent. Artists from Ukraine and Georgia may apply as well as those from member states."
    ),
}
STAGES = ("ingest", "clean", "entities", "topics", "themes")


@pytest.fixture(scope="session")
def served_root(
    tmp_path_factory: pytest.TempPathFactory, encoder_dir: Path, add_source: Callable[..., None]
) -> Path:
    """A workspace with three documents and their suggestions; copy it, do not change it."""
    root = tmp_path_factory.mktemp("served") / "root"
    built = shutil.ignore_patterns("minilm", "topics", "tagger")
    shutil.copytree(REPOSITORY / "models", root / "models", ignore=built)
    shutil.copytree(encoder_dir, root / "models" / "minilm")
    (root / "corpus" / "sources").mkdir(parents=True)
    add_source(root, "texts", TEXTS)
    run_stages(open_workspace(root, {}), STAGES, "test", lambda *_: None)
    return root


@pytest.fixture
def blank_workspace(tmp_path: Path) -> Workspace:
    """A workspace with vocabularies and nothing else: no documents, no encoder."""
    root = tmp_path / "blank"
    built = shutil.ignore_patterns("minilm", "topics", "tagger")
    shutil.copytree(REPOSITORY / "models", root / "models", ignore=built)
    (root / "corpus" / "sources").mkdir(parents=True)
    return open_workspace(root, {})


@pytest.fixture
def start_server(served_root: Path, tmp_path: Path) -> Iterator[Callable[..., Live]]:
    """Start servers, each over a fresh copy of the workspace; they end with the test."""
    running: list[Live] = []

    def begin(*words: str, settings: str = "", prepare: Callable[[Path], object] = bool) -> Live:
        root = tmp_path / f"served{len(running)}"
        shutil.copytree(served_root, root)
        (root / "culturescope.toml").write_text(settings)
        prepare(root)
        running.append(start(root, *words))
        return running[-1]

    yield begin
    for live in running:
        live.stop(signal.SIGKILL)


@pytest.fixture(scope="session")
def live_server(served_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server without tokens over a copy of the workspace; ready."""
    root = tmp_path_factory.mktemp("live") / "root"
    shutil.copytree(served_root, root)
    live = start(root)
    try:
        live.wait_until_ready()
        yield live
    finally:
        live.stop(signal.SIGKILL)
