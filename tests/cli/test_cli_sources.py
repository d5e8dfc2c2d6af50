"""Commands of `sources` as an analyst meets them: from an address to a source that is on."""

import datetime as dt
import json
from typing import get_args

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.cli.sources.history import STATES
from pipeline.declarations import load_source
from pipeline.errors import UsageError
from pipeline.records import LeadState, Rejected, Visit
from pipeline.store import Store, ledger, runs, visits
from tests.site import serve
from tests.site.replies import failing
from tests.steps import trying_site

STARTED = dt.datetime(2026, 5, 1, 4, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def site():
    with serve(small=True) as served:
        yield served


@pytest.fixture
def workspace(site, tmp_path, monkeypatch):
    trying_site.hurry(monkeypatch)
    return trying_site.make(tmp_path / "ws", site.private_hosts)


@pytest.fixture
def call(workspace):
    def called(*words):
        result = CliRunner().invoke(
            cli, ["--root", str(workspace.root), *map(str, words)], standalone_mode=False
        )
        if result.exception:
            raise result.exception
        return result

    return called


def test_from_an_address_to_a_source_that_is_switched_on(call, site, workspace):
    url = site.url("blog", "/")
    shown = call("sources", "add", url, "--dry-run")
    assert shown.return_value == 0
    assert 'kind = "wordpress"' in shown.stdout
    assert not list(workspace.sources_dir.glob("*.toml"))
    added = call("sources", "add", url, "--id", "blog", "--name", "Our blog")
    assert "nothing wrong" in added.stdout
    assert "culturescope sources enable blog" in added.stdout
    assert "blog: on" in call("sources", "enable", "blog").stdout
    card = load_source(workspace.sources_dir / "blog.toml")
    assert (card.name, card.enabled, card.verified) == ("Our blog", True, True)
    assert "blog: off" in call("sources", "disable", "blog").stdout
    assert not load_source(workspace.sources_dir / "blog.toml").enabled


def test_a_check_says_what_to_change_and_a_bad_source_stays_off(call, site, workspace):
    trying_site.declare(
        workspace, "bad", "feed", site.url("news", "/no/such/feed"), "enabled = false\n"
    )
    checked = call("sources", "check", "bad")
    assert checked.return_value == 7
    assert "to mend  url: " in checked.stdout
    assert "one thing to mend in corpus/sources/bad.toml" in checked.stdout
    told = json.loads(call("sources", "check", "bad", "--json").stdout)["sources"]
    assert [(one["source"], one["ready"]) for one in told] == [("bad", False)]
    assert call("sources", "enable", "bad").return_value == 7
    assert not load_source(workspace.sources_dir / "bad.toml").enabled
    assert call("sources", "enable", "bad", "--unchecked").return_value == 0
    assert load_source(workspace.sources_dir / "bad.toml").enabled


def test_sources_that_are_switched_off_are_counted_and_shown_when_asked_for(call, site, workspace):
    trying_site.declare(workspace, "on", "feed", site.url("news", "/feed.rss"))
    trying_site.declare(
        workspace,
        "off",
        "feed",
        site.url("news", "/feed.atom"),
        "enabled = false\nverified = false\n",
    )
    shown = call("sources", "list").stdout
    assert "1 more are switched off" in shown or "1 more is switched off" in shown
    assert "untried" not in shown
    assert "untried" in call("sources", "list", "--all").stdout
    rows = json.loads(call("sources", "list", "--json").stdout)["sources"]
    assert {row["source"]: row["enabled"] for row in rows} == {"on": True, "off": False}
    call("sources", "disable", "on")
    assert call("sources", "list").stdout.startswith("no source is on; 2 are switched off")


def test_a_preview_counts_what_the_next_visit_would_fetch(call, site, workspace):
    trying_site.declare(workspace, "news", "feed", site.url("news", "/feed.rss"))
    shown = call("sources", "preview", "news", "-n", 2)
    n = len(site.urls("news"))
    assert shown.return_value == 0
    assert f"{n - 2} more" in shown.stdout
    (told,) = json.loads(call("sources", "preview", "--json").stdout)["sources"]
    assert (told["new"], told["again"], len(told["items"])) == (n, 0, min(n, 10))
    (empty,) = json.loads(call("sources", "preview", "--since", "2999-01-01", "--json").stdout)[
        "sources"
    ]
    assert empty["new"] == 0


def test_the_history_of_a_source_shows_visits_and_what_fails(call, site, workspace):
    trying_site.declare(workspace, "news", "feed", site.url("news", "/feed.rss"))
    assert (
        "never visited; next: culturescope ingest --source news"
        in call("sources", "history", "news").stdout
    )
    visit = Visit(
        "news", 1, "r1", STARTED, STARTED + dt.timedelta(seconds=50), "done",
        n_requests=100, n_bytes=2_500_000, n_index=1, n_listed=40, n_new=38, n_failed=2,
    )  # fmt: skip
    with Store(workspace.database_url) as store, store.write() as connection:
        visits.put_visits(connection, [visit])
        bad = Rejected("ingest", "news", "https://x.example/a", "timeout", "No answer within 60 s.")
        ledger.put_rejected(connection, [bad])
    shown = call("sources", "history", "news").stdout
    for told in ("2026-05-01 04:00", "50 s", "2.0", "2.5", "timeout", "https://x.example/a"):
        assert told in shown
    stopped = Visit("news", 2, "r2", STARTED + dt.timedelta(days=1), None, "running")
    with Store(workspace.database_url) as store, store.write() as connection:
        visits.put_visits(connection, [stopped])
    assert "2026-05-02, cut" in call("sources", "list").stdout
    assert "running" not in call("sources", "history", "news").stdout
    history = json.loads(call("sources", "history", "news", "-n", "1", "--json").stdout)
    assert history["visits"][0]["status"] == "cut"
    with Store(workspace.database_url) as store, store.write() as connection:
        runs.start_run(connection, "r2", "ingest", STARTED)
    assert "2026-05-02, running" in call("sources", "list").stdout
    history = json.loads(call("sources", "history", "news", "--json").stdout)
    assert history["visits"][-1]["requests_per_s"] == 2.0
    assert history["n_failing"] == 1


def test_what_is_down_is_not_blamed_on_the_card(call, site, workspace):
    trying_site.declare(workspace, "blog", "wordpress", site.url("blog", "/"))
    site.fault("blog", "/robots.txt", *[failing(503)] * 3)
    shown = call("sources", "check", "blog")
    assert shown.return_value == 7
    assert "not now  http" in shown.stdout
    assert "cannot be judged now" in shown.stdout
    assert "to mend" not in shown.stdout
    assert "no API" not in shown.stdout
    assert "is tried again later" not in shown.stdout
    enabled = call("sources", "enable", "blog")
    assert enabled.return_value == 0  # robots.txt is read anew: nothing is remembered of the fault


def test_a_source_that_stays_on_though_it_is_not_well_is_a_finding(call, site, workspace):
    trying_site.declare(workspace, "bad", "feed", site.url("news", "/no/such/feed"))
    shown = call("sources", "enable", "bad")
    assert shown.return_value == 7
    assert "bad: it was on already and stays on" in shown.stdout


def test_where_nothing_is_switched_on_commands_say_what_to_do(call):
    for words in (["sources", "check"], ["sources", "preview"], ["ingest"], ["status"]):
        assert "no source is switched on; 'culturescope sources add URL'" in call(*words).stdout


def test_what_was_never_visited_for_want_of_a_contact_is_told_by_status_too(call, site, workspace):
    trying_site.declare(workspace, "news", "feed", site.url("news", "/feed.rss"))
    settings = workspace.root / "culturescope.toml"
    settings.write_text(
        "\n".join(line for line in settings.read_text().splitlines() if "contact =" not in line)
    )
    for command in ("ingest", "status"):
        told = call(command)
        assert told.return_value == 7
        assert "set 'contact' in culturescope.toml" in told.stderr


def test_what_was_ingested_is_counted_before_it_is_cleaned(call, site, workspace):
    trying_site.declare(
        workspace, "news", "feed", site.url("news", "/feed.rss"), "[manners]\ndelay_s = 0\n"
    )
    n = len(site.urls("news"))
    assert f"{n} captures; next: culturescope run" in call("ingest").stdout
    assert f"sources 1, captures {n}, documents 0" in call("status").stdout
    assert "next: culturescope run" in call("status").stdout


def test_every_state_of_an_address_has_words_of_its_own():
    assert list(STATES) == list(get_args(LeadState))


def test_a_name_nobody_knows_comes_with_names_like_it(call, site, workspace):
    trying_site.declare(workspace, "culture_news", "feed", site.url("news", "/feed.rss"))
    for command in ("check", "preview", "history", "enable", "disable"):
        with pytest.raises(UsageError, match="like it: culture_news"):
            call("sources", command, "news")


def test_a_new_workspace_has_the_cards_of_known_places_switched_off(tmp_path):
    folder = tmp_path / "fresh"
    words = ["init", str(folder), "--no-sample", "--contact", "me@x.example"]
    shown = CliRunner().invoke(cli, words).output
    assert "sources add URL" in shown
    assert 'contact = "me@x.example"' in (folder / "culturescope.toml").read_text()
    cards = sorted((folder / "corpus/sources").glob("*.toml"))
    assert len(cards) >= 30
    assert not any(load_source(card).enabled for card in cards)


@pytest.mark.parametrize("contact", ['"] x', "two words"])
def test_a_contact_that_no_header_can_hold_is_refused(tmp_path, contact):
    words = ["init", str(tmp_path / "w"), "--contact", contact]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 2 or isinstance(result.exception, UsageError)
    assert not (tmp_path / "w").exists()
