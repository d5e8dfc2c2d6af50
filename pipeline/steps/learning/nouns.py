"""A training under way, and what it comes to."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.settings import Workspace
from pipeline.steps import in_use, models
from pipeline.steps.learning import history
from pipeline.steps.learning.comparing import RULE, Figure
from pipeline.store import Store, decisions

if TYPE_CHECKING:
    from pipeline.themes.tagger import Labelled, Tagger

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a training came to."""

    scheme: str
    candidate: str
    """Version; empty where there was nothing to learn from."""
    in_use: str
    """Version of the model in use when the training began."""
    is_promoted: bool
    reason: str
    n_learnt: int
    """Documents and taught examples that the candidate has learnt from."""
    n_decided: int
    """Of those, by editors' decisions; the others by their publishers' tags."""
    compared_on: str = ""
    """Which documents; empty where nothing was compared."""
    n_compared: int = 0
    figures: tuple[Figure, ...] = ()
    rule: str = RULE


@dataclass(slots=True)
class Training:
    """A training under way; the models of its scheme are held."""

    workspace: Workspace
    store: Store
    scheme: str
    say: Say
    number: int
    """Of the last decision when it began."""
    was_in_use: str
    began: float = field(default_factory=time.monotonic)
    examples: list[Labelled] = field(default_factory=list)
    candidate: Tagger | None = None
    twin: Tagger | None = None
    """The candidate without what is held out."""

    @property
    def folder(self) -> Path:
        """Of the scheme's models."""
        return in_use.folder(self.workspace, self.scheme)

    @property
    def n_decided(self) -> int:
        """Examples by editors' decisions."""
        return sum(one.is_decided for one in self.examples)


@contextmanager
def begin(workspace: Workspace, store: Store, scheme: str, say: Say) -> Iterator[Training]:
    """Hold the models of a scheme and begin.

    Raises:
        UsageError: There is no such vocabulary.
        BusyError: Another process trains or chooses a model of the scheme.
        ModelError: It cannot be told which model is in use.
    """
    models.vocabulary(workspace, scheme)
    with history.only_training(workspace, scheme):
        with store.read() as connection:
            number = decisions.last_number(connection)
        chosen = in_use.load(workspace, scheme).version
        yield Training(workspace, store, scheme, say, number, chosen)
