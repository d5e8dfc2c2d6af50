"""What a workspace holds, as an oracle asks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.store import schema, web_schema
from pipeline.store.warc import read_body
from tests.ingestion.web_workspace import Web as Workspace

_MARK = re.compile(rb"mark:(\w+):v\d+|report of \S+ version \d+")
_MAIN = re.compile(rb"<main>(.*?)</main>", re.S)


@dataclass(frozen=True)
class Copy:
    """One revision of a document."""

    row: Any
    body: bytes

    @property
    def mark(self) -> str:
        found = _MARK.search(self.body)
        return found[0].decode() if found else ""

    @property
    def key(self) -> str:
        """Of its article; empty: it is none."""
        return self.mark.split(":")[1] if self.mark.startswith("mark:") else ""

    @property
    def is_live(self) -> bool:
        return bool(self.row.is_current) and self.row.gone_at is None

    @property
    def main(self) -> bytes:
        """What counts of it."""
        found = _MAIN.search(self.body)
        return found[1] if found else self.body


class Kept:
    """Captures, addresses, visits, what was rejected."""

    def __init__(self, workspace: Workspace, bodies: dict[tuple[str, int], bytes]) -> None:
        """Read all of it; bodies that were read before are not read again."""
        self._folder: Path = workspace.root / "corpus/store/warc"
        self._bodies = bodies
        self.copies = [Copy(row, self._body(row)) for row in workspace.rows(schema.captures)]
        self.addresses = workspace.rows(web_schema.frontier)
        self.visits = workspace.rows(web_schema.visits)
        self.rejected = workspace.rows(schema.rejected)

    def _body(self, row: Any) -> bytes:
        key = (row.warc_file, row.warc_offset)
        if key not in self._bodies:
            self._bodies[key] = read_body(self._folder / row.warc_file, row.warc_offset)
        return self._bodies[key]

    @cached_property
    def live(self) -> list[Copy]:
        return [one for one in self.copies if one.is_live]

    @cached_property
    def marks(self) -> set[str]:
        """Of all that is there."""
        return {one.mark for one in self.live if one.mark}

    @cached_property
    def current(self) -> dict[str, Copy]:
        """By document."""
        return {one.row.document_id: one for one in self.copies if one.row.is_current}

    def picture(self) -> list[tuple[Any, ...]]:
        """Return what a visit that finds nothing new leaves as it is."""
        found: list[tuple[Any, ...]] = [
            (one.row.document_id, one.row.revision, one.row.sha256, one.is_live, one.row.part_of)
            for one in self.copies
        ]
        found += [
            (row.source_id, row.url, row.state, row.alias_of)
            for row in self.addresses
            if row.role != "index"
        ]
        return sorted(found, key=str) + sorted((row.locator, row.reason) for row in self.rejected)
