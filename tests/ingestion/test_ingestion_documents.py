"""What becomes of what was fetched: documents with titles, dates, authors, and families."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.records import Document, document_id
from pipeline.steps import run_stages
from pipeline.store import Store, documents, families, schema
from tests.ingestion.web_workspace import REPOSITORY, Web
from tests.site import Site
from tests.site.replies import of_type

KOI8 = "Куклы девяти трупп приплыли на лодке, и все гавани пели с ними до самого утра. " * 4


@pytest.fixture
def web(small_web: Web) -> Web:
    target = small_web.root / "models/gazetteers"
    shutil.copytree(REPOSITORY / "models/gazetteers", target, dirs_exist_ok=True)
    return small_web


def clean(web: Web) -> tuple[dict[str, Document], dict[str, str]]:
    """Visit and clean everything; return documents and their families by address."""
    run_stages(web.workspace, ("ingest", "clean"), "test", lambda *_: None)
    with Store(web.workspace.database_url) as store, store.read() as connection:
        found = documents.load_documents(connection, documents.current_ids(connection))
        return {one.url or one.id: one for one in found}, families.load_families(connection)


def explained(web: Web, wanted: str) -> dict[str, Any]:
    args = ["--root", str(web.root), "explain", wanted, "--json"]
    return dict(json.loads(CliRunner().invoke(cli, args, catch_exceptions=False).stdout))


def test_pages_posts_and_reports_become_documents(web: Web, small: Site) -> None:
    web.card("blog", "wordpress", small.url("blog", "/"))
    listing = {"links": "li a"}
    reports = small.url("repository", "/reports")
    web.card("reports", "listing", reports, listing=listing, files=["pdf"], exclude=["about"])
    found, family_of = clean(web)
    for host in ("blog", "repository"):
        for one in small.shelves[host].standing:
            document = found[small.url(host, one.path)]
            assert (document.title, document.published) == (one.title, one.published)
            assert document.authors == (one.author,)
            assert document.text.startswith(one.paragraphs[0][:60])
    tied = [one for one in small.shelves["repository"].standing if one.files]
    assert tied
    for one in tied[:1]:
        page = document_id(small.url("repository", one.path))
        for path in one.files:
            told = explained(web, small.url("repository", path))
            assert told["part_of"] == [small.url("repository", one.path)]
            assert {(k["document_id"], k["kind"]) for k in told["family"]} >= {(page, "attached")}
            assert family_of[told["capture"]["document_id"]] == family_of[page]


def test_a_change_cleans_one_page_and_a_schedule_none(web: Web, small: Site) -> None:
    small.noise = False
    card = ("news", "feed", small.url("news", "/feed.rss"))
    web.card(*card)
    before, _ = clean(web)
    small.shelves["news"].change(1)
    web.make_due()
    web.card(*card, schedule="0 4 * * *", revisit_days=3)
    run = run_stages(web.workspace, ("ingest", "clean"), "test", lambda *_: None)
    assert [report.n_in for report in run.reports if report.stage == "clean"] == [1]
    changed = [row for row in web.rows(schema.documents) if row.revision == 2]
    told = explained(web, changed[0].document_id)
    assert [row["revision"] for row in told["revisions"]] == [1, 2]
    assert before[told["capture"]["url"]].text != changed[0].text


def test_what_only_the_server_and_the_list_say_of_a_page_is_used(web: Web, small: Site) -> None:
    page = f"<html><body><article><p>{KOI8}</p></article></body></html>".encode("koi8-r")
    small.put("news", "/boats", of_type("text/html; charset=koi8-r", page))
    lines = f'url,title,date\n{small.url("news", "/boats")},"Nine boats, one harbour",2019-05-03\n'
    (web.root / "list.csv").write_text(lines, "utf-8")
    web.card("list", "urls", path="list.csv")
    (document,) = clean(web)[0].values()
    assert document.text == KOI8.strip()
    assert (document.title, str(document.published)) == ("Nine boats, one harbour", "2019-05-03")
    assert document.language == "ru"


def test_aliases_lead_to_their_document(web: Web, small: Site) -> None:
    web.card("news", "feed", small.url("news", "/feed/tracked.rss"))
    web.ingest()
    with Store(web.workspace.database_url) as store, store.read() as connection:
        some = connection.scalar(sa.select(schema.captures.c.url).limit(1))
    told = explained(web, f"{some}?utm_source=letter&utm_medium=email")
    assert told["capture"]["url"] == some
    assert told["addresses"][0]["state"] == "done"
