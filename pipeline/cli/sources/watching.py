"""What is being asked for, shown while somebody waits for it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape

from pipeline.cli.failures import one_line

MOST_CHARACTERS = 70


@contextmanager
def watching() -> Iterator[Callable[[str], None]]:
    """Show the last thing told on one line of a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with Console(stderr=True).status("...") as status:
        yield lambda told: status.update(escape(one_line(told)[:MOST_CHARACTERS]))
