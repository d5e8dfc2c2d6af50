"""Kinds of sources: one small module each, behind one function.

To add a kind: write a module with `read(source, root) -> Iterator[Item | Rejected]`, name it in
KINDS, and add the word to `declarations.Source.kind`. A test walks KINDS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.declarations import Source
from pipeline.records import Item, Rejected
from pipeline.sources import folder, records

Reader = Callable[[Source, Path, int], Iterator[Item | Rejected]]

KINDS: dict[str, Reader] = {"folder": folder.read, "records": records.read}


def read_source(source: Source, root: Path, max_bytes: int) -> Iterator[Item | Rejected]:
    """Yield everything a source holds, each as an item or as the reason there is none.

    Args:
        source: The card.
        root: The workspace, which the card's path is relative to.
        max_bytes: Larger items are rejected.
    """
    return KINDS[source.kind](source, root, max_bytes)
