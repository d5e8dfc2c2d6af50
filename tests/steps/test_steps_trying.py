"""Sources on a real server are tried, previewed and proposed; nothing is stored."""

import datetime as dt
import json
import tomllib

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.declarations import load_source
from pipeline.errors import UsageError
from pipeline.settings import Workspace
from pipeline.steps import run_stages
from pipeline.steps.trying.adding import Wish, propose_source, write_card
from pipeline.steps.trying.checking import try_sources
from pipeline.steps.trying.judging import judge
from pipeline.steps.trying.previewing import preview_sources
from pipeline.steps.trying.switching import switch
from pipeline.store import Store, captures
from pipeline.store.frontier import Address, put_addresses
from tests.site import serve
from tests.site.replies import Reply
from tests.steps import trying_site


@pytest.fixture(scope="module")
def site():
    with serve(small=True) as served:
        for _ in range(5):  # enough for a second index page
            served.shelves["archive"].add()
        yield served


@pytest.fixture
def workspace(site, tmp_path, monkeypatch) -> Workspace:
    trying_site.hurry(monkeypatch)
    return trying_site.make(tmp_path / "ws", site.private_hosts)


def levels(trial):
    return {remark.level for remark in judge(trial)}


def mend(trial):
    return {remark.key: remark.line for remark in judge(trial) if remark.level == "wrong"}


def propose(workspace, url, **wish):
    return propose_source(workspace, url, Wish(**wish), lambda _: None)


KINDS = {
    "feed": ("news", "/feed.rss", ""),
    "sitemap": ("news", "/robots.txt", ""),
    "listing": ("archive", "/archive?page=1", "[listing]\nlinks = 'h2 a'\nnext = 'a[rel=next]'\n"),
    "wordpress": ("blog", "/", ""),
    "oai": ("repository", "/oai", ""),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_well_is_said_to_be_well_and_nothing_is_kept(site, workspace, kind):
    host, path, more = KINDS[kind]
    card = trying_site.declare(workspace, kind, kind, site.url(host, path), more)
    (trial,) = try_sources(workspace, [card], 3)
    assert levels(trial) == {"good"}, judge(trial)
    assert len(trial.pages) == 3
    assert all(page.title and page.published and page.n_words > 100 for page in trial.pages)
    with Store(workspace.database_url) as store, store.read() as connection:
        assert captures.count_current(connection) == 0


def test_a_layout_that_has_changed_is_told_by_key(site, workspace):
    more = (
        "[listing]\nlinks = 'h9 a'\nblock = 'li.teaser'\npublished = '.when'\n"
        "[select]\ntitle = 'h1.gone'\n"
    )
    url = site.url("archive", "/archive?page=1")
    (trial,) = try_sources(
        workspace, [trying_site.declare(workspace, "a", "listing", url, more)], 2
    )
    assert "would find" in mend(trial)["listing.links"]
    assert "listing.published" in mend(trial)
    mended = more.replace("h9 a", "h2 a")
    (trial,) = try_sources(
        workspace, [trying_site.declare(workspace, "a", "listing", url, mended)], 3
    )
    assert set(mend(trial)) == {"listing.published", "select.title"}
    assert "h1" in mend(trial)["select.title"]


def test_an_api_is_asked_for_its_types_where_the_card_names_another(site, workspace):
    told = {"post": {"rest_base": "posts"}, "wp_block": {"rest_base": "blocks"}, "odd": 3}
    target = "/wp-json/wp/v2/types"
    site.fault("blog", target, Reply(body=json.dumps(told).encode()))
    more = '[wordpress]\ntypes = ["posts", "report"]\n'
    card = trying_site.declare(workspace, "b", "wordpress", site.url("blog", "/"), more)
    (trial,) = try_sources(workspace, [card], 2)
    assert mend(trial) == {"wordpress.types": "the site's API has no 'report', but: posts"}


def test_what_the_owner_of_a_site_forbids_is_told_so(site, workspace):
    site.robots["news"] = "User-agent: *\nDisallow: /"
    try:
        card = trying_site.declare(workspace, "n", "feed", site.url("news", "/feed.rss"))
        (trial,) = try_sources(workspace, [card], 2)
        assert "robots.txt" in mend(trial)["url"]
    finally:
        del site.robots["news"]


def test_sources_are_tried_beside_those_of_files(site, workspace):
    (workspace.root / "texts").mkdir()
    path = workspace.sources_dir / "mine.toml"
    path.write_text('name = "Mine"\nkind = "folder"\npath = "texts"\n')
    feed = trying_site.declare(workspace, "n", "feed", site.url("news", "/feed.rss"))
    mine, theirs = try_sources(workspace, [load_source(path), feed], 2)
    assert "nothing is there to read" in mend(mine)[""]
    assert levels(theirs) == {"good"}


def test_nobody_is_asked_by_nobody(site, workspace):
    anonymous = Workspace(workspace.root, workspace.settings.model_copy(update={"contact": ""}))
    card = trying_site.declare(workspace, "n", "feed", site.url("news", "/feed.rss"))
    n_asked = len(site.log)
    with pytest.raises(UsageError, match='contact = "you@your'):
        try_sources(anonymous, [card], 2)
    assert len(site.log) == n_asked


def test_a_preview_tells_new_from_known_and_fetches_no_item(site, workspace):
    card = trying_site.declare(workspace, "n", "feed", site.url("news", "/feed.rss"))
    (before,) = preview_sources(workspace, [card])
    urls = [item.url for item in before.items]
    later = dt.datetime(2999, 1, 1, tzinfo=dt.UTC)
    rows = [
        Address("n", urls[0], "page", "elsewhere"),
        Address("other", urls[0], "page", "failed", next_try_at=later),
        Address("n", urls[1], "page", "due", ordinal=1),
        Address("n", urls[2], "page", "failed", next_try_at=later),
        Address("n", urls[3], "page", "done", stated="another date", fetched_at=later),
        Address("other", urls[4], "page", "done", fetched_at=later),
        Address("n", urls[0] + "/older", "page", "due", ordinal=2, fetched_at=later),
    ]
    with Store(workspace.database_url) as store, store.write() as connection:
        put_addresses(connection, rows)
    n_asked = len(site.log)
    (after,) = preview_sources(workspace, [card])
    fates = {item.url: item.fate for item in after.items}
    assert before.count("new") == len(before.items) == len(site.urls("news"))
    assert before.seconds > 2 * len(before.items)
    told = [fates[url] for url in (*urls[:5], urls[0] + "/older")]
    assert told == ["new", "new", "waiting", "again", "elsewhere", "again"]
    assert {seen.path for seen in site.log[n_asked:]} <= {"/feed.rss", "/robots.txt"}


def test_a_preview_tells_changed_records_from_those_that_are_as_they_were(site, workspace):
    manners = "[manners]\ndelay_s = 0.0\n"
    card = trying_site.declare(workspace, "b", "wordpress", site.url("blog", "/"), manners)
    run_stages(workspace, ("ingest",), "test", lambda *_: None)
    site.shelves["blog"].change(2)
    (seen,) = preview_sources(workspace, [card])
    assert [item.fate for item in seen.items].count("again") == seen.count("again") == 1
    assert seen.count("known") == len(seen.items) - 1 > 0
    shown = CliRunner().invoke(cli, ["--root", str(workspace.root), "sources", "preview", "b"])
    (line,) = [line for line in shown.stdout.splitlines() if site.url("blog") in line]
    assert line.startswith("changed ")


PLACES = {
    "blog": ("/", "wordpress"),
    "archive": ("/archive?page=1", "listing"),
    "news": ("/", "sitemap"),
    "repository": ("/oai", "oai"),
}


@pytest.mark.parametrize("host", PLACES)
def test_an_address_is_enough_for_a_card_that_works(site, workspace, host):
    path, kind = PLACES[host]
    added = write_card(workspace, propose(workspace, site.url(host, path)))
    written = workspace.sources_dir / f"{added.source.id}.toml"
    card = load_source(written)
    assert card == added.source
    assert card.kind == kind
    assert (card.enabled, card.verified) == (False, True)
    assert "# Proposed on" in written.read_text()
    assert len(added.trial.pages) >= 3
    on = switch(workspace, card, {"enabled": True})
    assert on == card.model_copy(update={"enabled": True})
    assert len(tomllib.loads(written.read_text())) == len(tomllib.loads(added.text))


def test_a_section_of_a_site_is_all_that_is_asked_for(site, workspace):
    added = propose(workspace, site.url("news", "/news"), kind="sitemap", enabled=True)
    assert added.source.enabled
    assert all("/news/" in page.locator for page in added.trial.pages)


def test_a_card_is_never_overwritten_and_no_place_declared_twice(site, workspace):
    url = site.url("news", "/feed.rss")
    first = write_card(workspace, propose(workspace, url, id="mine"))
    n_asked = len(site.log)
    with pytest.raises(UsageError, match="declared already, as 'mine'"):
        propose(workspace, url)
    with pytest.raises(UsageError, match="there already"):
        propose(workspace, site.url("news", "/"), id="mine")
    with pytest.raises(UsageError, match="small letters"):
        propose(workspace, url, id="Mine!")
    assert len(site.log) == n_asked  # nobody was bothered for it
    with pytest.raises(UsageError, match="there already"):
        write_card(workspace, first)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://x.example/", "no address"),
        ("{rough}/", "no feed, sitemap"),
        ("{rough}/nothing/here", "404"),
        ("{news}/nothing/here", "404"),
    ],
)
def test_an_address_without_anything_is_told_so_and_leaves_no_card(site, workspace, url, said):
    address = url.format(rough=site.url("rough"), news=site.url("news"))
    with pytest.raises(UsageError, match=said):
        propose(workspace, address)
    assert not list(workspace.sources_dir.glob("*.toml"))


def test_addresses_of_this_machine_are_refused(site, workspace):
    shut = Workspace(workspace.root, workspace.settings.model_copy(update={"private_hosts": ()}))
    with pytest.raises(UsageError, match="not public"):
        propose(shut, site.url("news", "/"))
