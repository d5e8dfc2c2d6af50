"""Visits over a private PostgreSQL server leave what they leave over SQLite."""

import pytest

from pipeline.settings import DATABASE_VARIABLE, open_workspace
from pipeline.store import schema
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
