"""Visits over a private PostgreSQL server leave what they leave over SQLite."""

import pytest

from pipeline.settings import DATABASE_VARIABLE, open_workspace
from pipeline.store import schema, web_schema
from tests.ingestion.web_workspace import Web
from tests.site import serve
from tests.steps.visiting_world import GONE, Page, World, page, sitemap
from tests.store.test_store_postgresql import database, server

__all__ = ["database", "server"]
A = "https://a.example"


def visit_all(world):
    """Visit a site three times that changes meanwhile; return what is kept."""
    urls = [f"{A}/{n}" for n in range(6)]
    world.pages = {url: page(url, links=("/r.pdf",)) for url in urls}
    world.pages |= {
        f"{A}/3": page("copy", f"{A}/2"),
        f"{A}/5": Page(to=f"{A}/Ä"),
        f"{A}/Ä": page("é"),
        f"{A}/r.pdf": Page(b"%PDF-1.4 \0", "application/pdf"),
        f"{A}/m.xml": sitemap(*urls),
    }
    world.card("one", "sitemap", f"{A}/m.xml", files=["pdf"])
    world.card("two", "sitemap", f"{A}/m.xml")
    world.visit()
    world.pages |= {f"{A}/0": GONE, f"{A}/m.xml": sitemap(*urls[1:-1], f"{A}/1 2024")}
    world.visit_killed(1)
    world.visit()
    return world.picture(), len(world.web.rows(schema.captures))


def test_the_same_is_kept_in_either_database(tmp_path, monkeypatch, database):
    with pytest.MonkeyPatch.context() as patch:
        here = visit_all(World(tmp_path / "here", patch))
    there = World(tmp_path / "there", monkeypatch)
    opened = open_workspace(there.web.root, {DATABASE_VARIABLE: database})
    monkeypatch.setattr(type(there.web), "workspace", opened)
    assert visit_all(there) == here
    assert not (opened.store_dir / "culturescope.sqlite").exists()


CARDS = {
    "feed": ("feed", "news", "/feed.rss", {}),
    "json": ("feed", "news", "/feed.json", {"content": "record"}),
    "listing": ("listing", "archive", "/archive?page=1", {
        "listing": {"links": "h2 a", "next": "a[rel=next]"}}),
    "maps": ("sitemap", "news", "/sitemap_index.xml", {}),
    "oai": ("oai", "repository", "/oai", {}),
    "posts": ("wordpress", "blog", "/", {}),
    "reports": ("listing", "repository", "/reports", {"listing": {"links": "a"}, "files": ["pdf"]}),
    "urls": ("urls", "news", "/about", {}),
}  # fmt: skip
OF_CHANCE = {"run_id", "warc_file", "warc_offset", "ordinal", "sha256", "n_bytes", "n_requests"}
"""Columns that differ between any two runs, besides times: pages say how often they were sent."""


class ThereWeb(Web):
    """A workspace whose store is elsewhere."""

    database = ""

    @property
    def workspace(self):
        return open_workspace(self.root, {DATABASE_VARIABLE: self.database})


def rows_of(web):
    found = []
    for table in (schema.captures, schema.rejected, web_schema.frontier, web_schema.visits):
        rows = [row._mapping for row in web.rows(table)]
        for row in (one for one in rows if one.get("role") != "index"):  # dates in addresses
            kept = {k: v for k, v in row.items() if k not in OF_CHANCE}
            found.append((table.name, *((k, str(v)) for k, v in kept.items() if k[-3:] != "_at")))
    return sorted(found)


def test_every_kind_is_kept_the_same_in_either_database(tmp_path, monkeypatch, database):
    monkeypatch.setattr(ThereWeb, "database", database)
    with serve(small=True) as site:
        webs = [Web(tmp_path / "here", site), ThereWeb(tmp_path / "there", site)]
        for _ in range(2):
            for web in webs:
                for id_, (kind, host, path, keys) in CARDS.items():
                    web.card(id_, kind, site.url(host, path), **keys)
                web.ingest()
                web.make_due()
            for host in ("news", "blog", "repository"):
                site.shelves[host].change(1)
    here, there = map(rows_of, webs)
    assert there == here
    assert {visit.status for web in webs for visit in web.rows(web_schema.visits)} == {"done"}
    assert len([row for row in here if row[0] == "captures"]) > 40
