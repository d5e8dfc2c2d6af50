"""A working copy of what a batch of outcomes touches in the store: read, changed, written once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import Connection

from pipeline.declarations import Source
from pipeline.records import Capture, Rejected, document_id
from pipeline.steps.visiting.nouns import Visiting
from pipeline.store import captures, frontier, holders, ledger
from pipeline.store.frontier import Address


@dataclass(slots=True)
class Sheet:
    """Addresses and captures as they will be when the transaction ends."""

    connection: Connection
    declared: dict[str, Source]
    """All readable cards: what their sources hold is theirs."""
    warc_dir: Path
    now: dt.datetime
    _rows: dict[tuple[str, str], Address | None] = field(default_factory=dict)
    _changed: dict[tuple[str, str], Address] = field(default_factory=dict)
    _held: dict[str, captures.Held | None] = field(default_factory=dict)
    _others: dict[tuple[str, str], list[Address]] = field(default_factory=dict)
    _captures: dict[str, Capture] = field(default_factory=dict)
    _gone: dict[str, bool] = field(default_factory=dict)
    _parts: dict[str, str] = field(default_factory=dict)
    _rejected: dict[str, Rejected | None] = field(default_factory=dict)
    _files: dict[str, bool] = field(default_factory=dict)
    _askers: set[str] = field(default_factory=set)

    def load(self, source_id: str, urls: Iterable[str], others: Collection[str] = ()) -> None:
        """Read addresses, captures under them, and who else holds those of `others`, at once."""
        missing = [url for url in urls if (source_id, url) not in self._rows]
        found = frontier.load_addresses(self.connection, source_id, missing)
        self._rows.update({(source_id, url): found.get(url) for url in missing})
        self.load_held(document_id(url) for url in others)
        self._askers.add(source_id)
        unknown = [url for url in others if (source_id, url) not in self._others]
        self._others.update({(source_id, url): [] for url in unknown})
        for row in holders.holders(self.connection, source_id, unknown):
            self._others[source_id, row.url].append(row)

    def load_held(self, ids: Iterable[str]) -> None:
        """Read what is known of documents."""
        missing = sorted({id_ for id_ in ids if id_ not in self._held})
        found = captures.held(self.connection, missing)
        self._held.update({id_: found.get(id_) for id_ in missing})

    def has_row(self, source_id: str, url: str) -> bool:
        """Tell whether an address was read, so that the store must not change it by itself."""
        return (source_id, url) in self._rows

    def row(self, source_id: str, url: str) -> Address | None:
        """Return an address as it stands now."""
        if (source_id, url) not in self._rows:
            self.load(source_id, [url])
        return self._rows[source_id, url]

    def put(self, visiting: Visiting | None, new: Address) -> None:
        """Change an address, and count what is due."""
        key = (new.source_id, new.url)
        old = self.row(*key)
        self._rows[key] = self._changed[key] = new
        if visiting is not None and new.role != "index":
            was_due = old is not None and old.state == "due"
            visiting.n_due += (new.state == "due") - was_due

    def held(self, id_: str) -> captures.Held | None:
        """Return what is known of a document."""
        if id_ not in self._held:
            self.load_held([id_])
        return self._held[id_]

    def others(self, source_id: str, url: str) -> list[Address]:
        """Return what other sources know of an address, as it stands now."""
        if (source_id, url) not in self._others:
            self.load(source_id, [], [url])
        found = self._others[source_id, url]
        return [self._changed.get((row.source_id, row.url), row) for row in found]

    def note_other(self, row: Address) -> None:
        """Let other sources of the batch know of an address that is new."""
        for source_id in sorted(self._askers):
            if source_id != row.source_id and (source_id, row.url) in self._others:
                known = self._others[source_id, row.url]
                if all(one.source_id != row.source_id for one in known):
                    known.append(row)

    def naming(self, source_id: str, canonical: str) -> list[Address]:
        """Return the aliases that lead to an address, as they stand now."""
        stored = frontier.aliases(self.connection, source_id, document_id(canonical))
        keys = {(row.source_id, row.url) for row in stored}
        now = [self._changed.get((row.source_id, row.url), row) for row in stored]
        now += [row for key, row in self._changed.items() if key not in keys]
        found = [
            row
            for row in now
            if (row.source_id, row.alias_of, row.state) == (source_id, canonical, "alias")
        ]
        return sorted(found, key=lambda row: row.url)

    def files_of(self, source_id: str, page: str) -> list[Address]:
        """Return the files that are known as a page's, as they stand now."""
        stored = frontier.files_of(self.connection, source_id, page)
        found = {row.url: self._changed.get((source_id, row.url), row) for row in stored}
        found |= {row.url: row for row in self._changed.values() if row.source_id == source_id}
        files = (row for row in found.values() if row.role == "file" and row.parent == page)
        return sorted(files, key=lambda row: row.url)

    def is_lost(self, held: captures.Held, source_id: str) -> bool:
        """Tell whether a capture's file is not there, or its source not declared any more."""
        if held.source_id != source_id:
            return True
        name = held.warc_file
        if name not in self._files:
            self._files[name] = (self.warc_dir / name).exists()
        return not self._files[name]

    def capture(self, new: Capture) -> None:
        """Add a capture as its document's current revision."""
        self._captures[new.document_id] = new
        self._files[new.warc_file] = True
        self._held[new.document_id] = captures.Held(
            new.revision, new.sha256, new.warc_file, new.source_id, False, new.part_of
        )
        self._gone.pop(new.document_id, None)

    def mark_gone(self, id_: str, is_gone: bool) -> bool:
        """Note that a document is gone from its source, or back; tell whether that is new."""
        held = self.held(id_)
        if held is None or self._gone.get(id_, held.is_gone) == is_gone:
            return False
        self._gone[id_] = is_gone
        return True

    def is_gone(self, id_: str) -> bool:
        """Tell whether a document that was kept is no longer at its source."""
        held = self.held(id_)
        return held is not None and self._gone.get(id_, held.is_gone)

    def tie(self, id_: str, part_of: str) -> None:
        """Note that a document is a part of another one."""
        held = self.held(id_)
        if held is not None and held.part_of != part_of:
            self._parts[id_] = part_of

    def reject(self, item: Rejected) -> None:
        """List an input as rejected."""
        self._rejected[item.locator] = item

    def clear(self, locator: str) -> None:
        """Take an input off the list of rejected ones."""
        self._rejected[locator] = None

    def write(self, run_id: str) -> None:
        """Write everything that has changed."""
        at = self.now.replace(microsecond=0)
        captures.add_captures(self.connection, list(self._captures.values()), run_id)
        captures.mark_gone(self.connection, [i for i, gone in self._gone.items() if gone], at)
        captures.mark_gone(self.connection, [i for i, gone in self._gone.items() if not gone], None)
        captures.tie(self.connection, self._parts)
        frontier.put_addresses(self.connection, list(self._changed.values()))
        bad = [item for item in self._rejected.values() if item is not None]
        ledger.put_rejected(self.connection, bad)
        good = [locator for locator, item in self._rejected.items() if item is None]
        ledger.clear_rejected(self.connection, "ingest", good)
