"""Findings about sources, from the store: of visits that were really made, and of captures."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.records import Visit
from pipeline.settings import Workspace, open_workspace
from pipeline.steps import completeness, run_stages
from pipeline.steps.looking import status
from pipeline.steps.runs import Run
from pipeline.store import Store, looks, visits
from tests.ingestion.web_workspace import Web
from tests.site import Site, serve
from tests.site.replies import failing

Make = Callable[..., None]


@pytest.fixture
def site() -> Iterator[Site]:
    with serve(small=True) as site:
        yield site


def run(workspace: Workspace, *stages: str) -> Run:
    return run_stages(workspace, stages or ("ingest",), "test", lambda *_: None)


def told(workspace: Workspace) -> list[tuple[str, str, bool]]:
    with Store(workspace.database_url) as store:
        found = completeness.told(workspace, store)
    return [(each.finding.source_id, each.finding.kind, each.is_new) for each in found]


def text(n: int) -> str:
    return f"# Report {n}\n\n" + f"Museum number {n} lends paintings to schools of its town. " * 8


def test_a_site_that_fails_is_told_until_it_is_well(tmp_path: Path, site: Site) -> None:
    web = Web(tmp_path, site)
    web.card("news", "feed", site.url("news", "/feed.rss"), manners={"tries": 1})
    links = {"links": "h2.no-more a"}
    web.card("archive", "listing", site.url("archive", "/archive"), listing=links)
    workspace = web.workspace
    assert [line for line in run(workspace).findings if "news" in line] == []
    assert told(workspace) == [("archive", "layout", True)], "it never listed anything"
    site.fault("news", "/feed.rss", *[failing(500)] * 50)
    run(workspace)
    run(workspace)
    assert told(workspace) == [("archive", "layout", False)], "one good visit is a short past"
    (line,) = [line for line in run(workspace).findings if line.startswith("source news, failing")]
    assert "at the last 3 visits" in line
    assert "was answered with 500" in line
    assert told(workspace) == [("news", "failing", True), ("archive", "layout", False)]
    run(workspace)
    assert told(workspace) == [("archive", "layout", False), ("news", "failing", False)]


def test_files_that_vanish_at_once_are_told(tiny_root: Path, add_source: Make) -> None:
    workspace = open_workspace(tiny_root, {})
    add_source(tiny_root, "reports", {f"{n:02}.md": text(n) for n in range(12)})
    run(workspace)
    assert told(workspace) == []
    for n in range(8):
        (tiny_root / "corpus" / "reports" / f"{n:02}.md").unlink()
    (line,) = run(workspace).findings
    assert line.startswith("source reports, shrinking since")
    assert "8 of 12 files or records were gone at once" in line


def test_status_and_run_tell_the_same_with_an_exit_code(tiny_root: Path) -> None:
    card = tiny_root / "corpus" / "sources" / "tiny.toml"
    card.write_text(card.read_text("utf-8") + "min_documents = 9\n", "utf-8")
    workspace = open_workspace(tiny_root, {})
    (line,) = run(workspace, "ingest", "clean").findings
    assert line == (
        "source tiny: 3 documents, its card expects at least 9; look at 'culturescope rejected "
        "--source tiny'"
    )
    shown = status(workspace)
    assert shown["findings"] == [line]
    (row,) = shown["sources"]
    assert (row["source"], row["kind"], row["is_new"]) == ("tiny", "expectation", True)
    assert json.dumps(row)
    words = ["--root", str(tiny_root), "status"]
    result = CliRunner().invoke(cli, words, standalone_mode=False)
    assert result.return_value == 7
    assert "sources that need somebody's eye" in result.output


def test_status_of_a_workspace_where_nothing_ran_is_told(shelf: Workspace) -> None:
    shown = status(shelf)
    assert (shown["n_documents"], shown["findings"]) == (6, [])
    todo = {row["stage"]: row["pending"] for row in shown["pending"]}
    assert todo["entities"] == 6
    assert todo["topics"] is None
    words = ["--root", str(shelf.root), "status"]
    result = CliRunner().invoke(cli, words, standalone_mode=False)
    assert result.return_value == 0
    assert "a first run builds" in result.output


def test_only_captures_that_were_cleaned_say_something(tiny_root: Path) -> None:
    workspace = open_workspace(tiny_root, {})
    (tiny_root / "corpus" / "tiny" / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    first = run(workspace).context.run_id
    with Store(workspace.database_url) as store, store.read() as connection:
        assert looks.newest_looks(connection, "tiny", [first], 10) == []
    run(workspace, "clean")
    with Store(workspace.database_url) as store, store.read() as connection:
        found = looks.newest_looks(connection, "tiny", [first], 10)
        assert looks.newest_looks(connection, "tiny", ["another"], 10) == []
        items = sorted(looks.items_by_address(connection, "tiny", [first]))
        assert list(looks.items_by_address(connection, "tiny", ["another"])) == []
    assert items[0][:2] == ("tiny:broken.pdf", ""), "it became no document, and came all the same"
    assert [published for _, published, _ in items[1:]][-1] == "2019-03-12"
    assert len(items) == 4
    assert sorted(look.words is None for look in found) == [False] * 3 + [True]
    assert all(look.title for look in found if look.words)


def test_a_silent_source_is_found_from_stored_visits(tiny: Workspace) -> None:
    card = 'name = "Notices"\nkind = "feed"\nurl = "https://x.example/feed"\n'
    (tiny.sources_dir / "notices.toml").write_text(card, "utf-8")
    with Store(tiny.database_url) as store, store.write() as connection:
        visits.put_visits(connection, [_visit(n, int(n < 60)) for n in range(90)])
    assert ("notices", "silent", False) in told(tiny)
    with Store(tiny.database_url) as store:
        assert completeness.find(tiny, store, only=("tiny",)) == []
        (finding,) = completeness.find(tiny, store, only=("notices",))
    assert completeness.line(finding).startswith("source notices, silent since")


def test_a_silence_goes_on_however_many_visits_saw_it(
    tiny: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(completeness, "NEWEST_VISITS", 70)
    monkeypatch.setattr(completeness, "LEAST_SPAN", dt.timedelta(days=1))
    card = 'name = "Notices"\nkind = "feed"\nurl = "https://x.example/feed"\n'
    (tiny.sources_dir / "notices.toml").write_text(card, "utf-8")
    with Store(tiny.database_url) as store, store.write() as connection:
        visits.put_visits(connection, [_visit(n, int(n < 90)) for n in range(400)])
    with Store(tiny.database_url) as store:
        (finding,) = completeness.find(tiny, store, only=("notices",))
    assert finding.since.date() == dt.date(2026, 4, 1)


def _visit(n: int, n_new: int) -> Visit:
    at = dt.datetime(2026, 1, 1, 4, tzinfo=dt.UTC) + dt.timedelta(days=n)
    numbers = {"n_index": 1, "n_listed": 20, "n_new": n_new}
    return Visit("notices", n + 1, f"run {n}", at, at, "done", **numbers)
