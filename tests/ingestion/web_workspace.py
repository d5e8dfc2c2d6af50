"""A workspace whose sources are visited on the test site, and what tests ask of it.

web = Web(tmp_path, site)
web.card("news", "feed", site.url("news", "/feed.rss"), delay_s=0)
web.ingest()
web.held("news")       # address -> what is kept of it
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pipeline.records import document_id
from pipeline.settings import Workspace, open_workspace
from pipeline.steps import run_stages
from pipeline.store import Store, schema, web_schema
from pipeline.store.warc import read_body
from tests.site import CONTACT, Site

REPOSITORY = Path(__file__).resolve().parents[2]
TABLES = {"manners", "listing", "wordpress", "oai", "expect", "select", "fields"}


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept of one address or record."""

    document_id: str
    revision: int
    url: str
    media_type: str
    is_gone: bool
    part_of: str
    hints: dict[str, str]
    body: bytes


class Web:
    """A workspace of its own for one test."""

    def __init__(self, root: Path, site: Site, **settings: object) -> None:
        """Make it, allowed to visit the site."""
        self.site = site
        self.root = root / "workspace"
        _make(self.root)
        values: dict[str, object] = {"contact": CONTACT, "private_hosts": site.private_hosts}
        _write(self.root / "culturescope.toml", values | {"workers": 1} | settings)

    @property
    def workspace(self) -> Workspace:
        return open_workspace(self.root, {})

    def card(self, id_: str, kind: str, *urls: str, **keys: Any) -> None:
        """Write a card; keys of [manners] and the other tables as dicts, no delay unless given."""
        keys["manners"] = {"delay_s": 0, **keys.get("manners", {})}
        values = {"name": id_, "kind": kind, **({"url": urls} if urls else {}), **keys}
        _write(self.root / f"corpus/sources/{id_}.toml", values)

    def ingest(self, **how: Any) -> Any:
        """Visit everything once."""
        return run_stages(self.workspace, ("ingest",), "test", lambda *_: None, **how)

    def held(self, source_id: str = "") -> dict[str, Held]:
        """Return current captures by address (records: by locator)."""
        return {row.url or row.locator: self._held(row) for row in self._captures(source_id)}

    def urls(self, source_id: str = "") -> list[str]:
        """Return the addresses of current captures that have not gone, sorted."""
        return sorted(url for url, one in self.held(source_id).items() if not one.is_gone)

    def n_captures(self) -> int:
        return len(self.rows(schema.captures))

    def rejected(self) -> dict[str, str]:
        """Return the reason by locator."""
        return {row.locator: row.reason for row in self.rows(schema.rejected)}

    def reasons(self, base: str) -> dict[str, str]:
        """Return the reason by path, of what is rejected below an address."""
        found = self.rejected().items()
        return {key.removeprefix(base): why for key, why in found if key.startswith(base)}

    def states(self, source_id: str) -> dict[str, str]:
        """Return the state by address of a source's frontier."""
        rows = self.rows(web_schema.frontier)
        return {row.url: row.state for row in rows if row.source_id == source_id}

    def visits(self, source_id: str) -> list[sa.Row[Any]]:
        """Return a source's visits, the first one first."""
        rows = [row for row in self.rows(web_schema.visits) if row.source_id == source_id]
        return sorted(rows, key=lambda row: row.number)

    def make_due(self) -> None:
        """Let time pass: whatever waits for its time is due, and no host is waited for."""
        with Store(self.workspace.database_url) as store, store.write() as connection:
            past = "2001-01-01T00:00:00+00:00"
            table = web_schema.frontier
            when = {"next_try_at": past, "last_try_at": past}
            connection.execute(
                sa.update(table).where(table.c.next_try_at.is_not(None)).values(**when)
            )
            nothing = {"not_before": None, "n_failures": 0, "robots_at": past}
            connection.execute(sa.update(web_schema.hosts).values(**nothing))

    def rows(self, table: sa.Table) -> list[sa.Row[Any]]:
        with Store(self.workspace.database_url) as store, store.read() as connection:
            return list(connection.execute(sa.select(table)).all())

    def _captures(self, source_id: str) -> list[sa.Row[Any]]:
        rows = self.rows(schema.captures)
        return [row for row in rows if row.is_current and source_id in ("", row.source_id)]

    def _held(self, row: sa.Row[Any]) -> Held:
        assert row.document_id == document_id(row.locator)
        body = read_body(self.root / "corpus/store/warc" / row.warc_file, row.warc_offset)
        return Held(
            row.document_id, row.revision, row.url, row.media_type, row.gone_at is not None,
            row.part_of, {name: value for name, value in row.hints}, body,
        )  # fmt: skip


def _make(root: Path) -> None:
    (root / "corpus/sources").mkdir(parents=True)
    (root / "models/gazetteers").mkdir(parents=True)
    for name in ("themes.ttl", "disciplines.ttl"):
        shutil.copy(REPOSITORY / "models" / name, root / "models")


def _write(path: Path, values: dict[str, Any]) -> None:
    """Write TOML: plain keys first, then tables."""
    lines = [f"{key} = {_toml(value)}" for key, value in values.items() if key not in TABLES]
    for table in TABLES & set(values):
        lines.append(f"[{table}]")
        lines += [f"{key} = {_toml(value)}" for key, value in values[table].items()]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _toml(value: object) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
