"""Real visits to the imaginary web: steps and store as they are, the wire and time made up."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from pipeline.sources.web.fetcher import Fetcher, World
from pipeline.sources.web.host import Host, Question
from pipeline.sources.web.line import Response
from pipeline.steps import context
from pipeline.steps.visiting import engine, loading, opening, storing, visit
from pipeline.store import engine as database
from pipeline.store import runs
from tests.benchmarks.fuzz.acts import Stage
from tests.benchmarks.fuzz.clock import Clock
from tests.benchmarks.fuzz.kept import Kept
from tests.benchmarks.fuzz.wire import Wire
from tests.ingestion.web_workspace import Web as Workspace

CLOCKED = (context, engine, loading, opening, storing, runs)
"""Modules that ask what time it is."""
_engine_of = cache(database._engine)
"""One for all visits of a process, of a workspace that is always in the same place: what is asked
of a database is worked out once, as in a long run."""


class KilledError(BaseException):
    """Stands for kill -9: nothing after it is written."""


class Theatre:
    """A workspace whose sources are on the stage."""

    def __init__(self, root: Path, stage: Stage, seed: int) -> None:
        """Make it."""
        self.stage, self.clock = stage, Clock()
        self.wire = Wire(stage.web, self.clock, seed)
        self.workspace = Workspace(root, SimpleNamespace(private_hosts=()))
        self.known: set[tuple[str, int]] = set()
        """Documents and revisions that were there after the last visit."""
        self._bodies: dict[tuple[str, int], bytes] = {}
        self._dice = random.Random(seed)
        self._kill: Callable[[str], None] = lambda _: None

    def kept(self) -> Kept:
        """Return what is kept now."""
        return Kept(self.workspace, self._bodies)

    def visit(self, kill: tuple[str, int] | None = None) -> bool:
        """Visit all enabled sources; tell whether the visit came to its end.

        Args:
            kill: Before or after which commit ("before", "after"), or at which request ("asked").
        """
        self._write_cards()
        self.clock.at = max(self.clock.at, self.stage.now)
        self.wire.asked.clear()
        self._arm(kill)
        try:
            with self._patched():
                self.workspace.ingest()
        except KilledError:
            return False
        finally:
            self.stage.now = self.clock.at
        return True

    def _write_cards(self) -> None:
        for path in (self.workspace.root / "corpus/sources").glob("*.toml"):
            path.unlink()
        for card in self.stage.cards.values():
            self.workspace.card(card.id, card.index.kind, **card.keys())
            if card.index.kind == "urls":
                lines = [self.stage.web.href(entry) for entry in card.index.entries]
                path = self.workspace.root / f"{card.index.name}.txt"
                path.write_text("\n".join(lines) + "\n", "utf-8")

    def _arm(self, kill: tuple[str, int] | None) -> None:
        left = dict([kill]) if kill else {}
        is_dead = False

        def count(what: str) -> None:
            nonlocal is_dead
            if what in left:
                left[what] -= 1
                is_dead |= left[what] < 0
            if is_dead and what != "asked":
                raise KilledError

        self._kill = count
        self.wire.on_request = lambda: count("asked")

    @contextmanager
    def _patched(self) -> Iterator[None]:
        wire = self.wire

        async def exchange(_: Host, question: Question) -> Response:
            return await wire.exchange(question)

        async def resolve(*_: Any) -> list[str]:
            return ["203.0.113.1"]

        async def in_a_while(work: Callable[..., Any], *args: Any) -> Any:
            await asyncio.sleep(self._dice.uniform(0.0, 0.5))
            return work(*args)

        def store(whole: Callable[..., Any], *args: Any) -> Any:
            self._kill("before")
            stored = whole(*args)
            self._kill("after")
            return stored

        whole = storing.Storing.store
        world = World(clock=self.clock, resolve=resolve)
        calendar = self.clock.calendar()
        with ExitStack() as stack:
            for module in CLOCKED:
                stack.enter_context(patch.object(module, "dt", calendar))
            for owner, name, new in (
                (visit, "Fetcher", partial(Fetcher, world=world)),
                (visit, "asyncio", SimpleNamespace(run=self.clock.run)),
                (Host, "_exchange", exchange),
                (asyncio, "to_thread", in_a_while),
                (storing.Storing, "store", lambda *args: store(whole, *args)),
                (database, "_engine", _engine_of),
            ):
                stack.enter_context(patch.object(owner, name, new))
            yield
