"""Kinds of sources: one small module each, behind one of two interfaces.

What lies in files is read at once: a module with `read` (see Reader). What lies on the web is
visited: a module with `starts` and `follow` (see WebKind), which fetches nothing itself. To add a
kind: write the module, name it in LOCAL or WEB, and add the word to `declarations.Kind`. A test
walks both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from pipeline.declarations import Source
from pipeline.records import Answer, Item, Lead, Reading, Rejected, Window
from pipeline.sources import (
    feed,
    folder,
    listing,
    oai,
    records,
    sitemap,
    urls,
    warc,
    wordpress,
)
from pipeline.sources.gathering import LONGEST_DETAIL, broken

Reader = Callable[[Source, Path, int], Iterator[Item | Rejected]]


class WebKind(Protocol):
    """How a kind of place on the web is read; pure but for `starts`, which may read a file."""

    def starts(self, source: Source, root: Path, window: Window) -> Reading:
        """Return where a visit begins: leads, and what of the card's file is none.

        Raises:
            DeclarationError: The card's file does not exist or cannot be read.
        """
        ...

    def follow(self, source: Source, lead: Lead, answer: Answer, window: Window) -> Reading:
        """Return what an index holds; of an index that is none, one Rejected `broken_index`."""
        ...


LOCAL: dict[str, Reader] = {"folder": folder.read, "records": records.read, "warc": warc.read}
WEB: dict[str, WebKind] = {
    "feed": feed,
    "sitemap": sitemap,
    "listing": listing,
    "wordpress": wordpress,
    "oai": oai,
    "urls": urls,
}


def read_source(source: Source, root: Path, max_bytes: int) -> Iterator[Item | Rejected]:
    """Yield everything a source of files holds, each as an item or as the reason there is none.

    Args:
        source: The card, of a kind in LOCAL.
        root: The workspace, which the card's path is relative to.
        max_bytes: Larger items are rejected.
    """
    return LOCAL[source.kind](source, root, max_bytes)


def follow_index(source: Source, lead: Lead, answer: Answer, window: Window) -> Reading:
    """Return what an index of a web kind holds; what nobody foresaw in one must not stop a run.

    Of one that makes our code or a library fail, a Rejected `unforeseen`.
    """
    try:
        return WEB[source.kind].follow(source, lead, answer, window)
    except Exception as error:  # of a library or ours: there is no list of what may be raised
        what = f"{type(error).__name__}: {error}"[:LONGEST_DETAIL]
        detail = (
            f"{lead.url} cannot be read ({what}); please report it with the file, then "
            "'culturescope retry'"
        )
        return broken(source, lead, detail, "unforeseen")
