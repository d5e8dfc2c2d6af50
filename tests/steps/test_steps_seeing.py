"""Findings that somebody knows of: shown everywhere, and nobody is alarmed."""

import datetime as dt
import json

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.declarations import load_source
from pipeline.records import Visit
from pipeline.steps import completeness, seeing
from pipeline.steps.bulletin import bulletin
from pipeline.steps.clean import READ_KEYS
from pipeline.steps.looking import status
from pipeline.steps.runs import begin_run, shortfalls
from pipeline.steps.summary import summary
from pipeline.steps.visiting.marking import card_mark
from pipeline.store import Store, visits

CARD = '# closed in May\nname = "Notices"\nkind = "feed"\nurl = "https://x.example/feed"\n'
MARK = "silent 2026-03-02"
"""Of sixty days of news a day from 1 January 2026 on, and none since."""


def _visit(n, n_new):
    at = dt.datetime(2026, 1, 1, 4, tzinfo=dt.UTC) + dt.timedelta(days=n)
    numbers = {"n_index": 1, "n_listed": 20, "n_new": n_new}
    return Visit("notices", n + 1, f"run {n}", at, at, "done", **numbers)


@pytest.fixture
def silent(tiny):
    """A workspace with a source that has fallen silent."""
    (tiny.sources_dir / "notices.toml").write_text(CARD, "utf-8")
    with Store(tiny.database_url) as store, store.write() as connection:
        visits.put_visits(connection, [_visit(n, int(n < 60)) for n in range(90)])
    return tiny


@pytest.fixture
def call(silent):
    def run(*words):
        root = str(silent.sources_dir.parents[1])
        return CliRunner().invoke(cli, ["--root", root, *words], standalone_mode=False)

    return run


def lines(workspace):
    with begin_run(workspace, "test") as run:
        run.findings += shortfalls(run)
        return run.findings, summary(run), bulletin(run)


def test_what_is_seen_is_shown_last_and_alarms_nobody(silent, call):
    source = load_source(silent.sources_dir / "notices.toml")
    (line,) = lines(silent)[0]
    assert line.startswith("source notices, silent since 2 March 2026")
    assert call("status").return_value == 7
    assert call("sources", "history", "notices").return_value == 7
    seen = seeing.put_on_card(silent, source, [MARK])
    assert (silent.sources_dir / "notices.toml").read_text("utf-8").startswith(CARD)
    findings, told, page = lines(silent)
    assert findings == []
    assert (told["seen"], told["sources"][0]["is_seen"]) == ([line], True)
    assert "are new" not in " ".join(told["lines"])
    assert "* seen: source notices, silent since" in page
    shown = status(silent)
    assert (shown["findings"], shown["seen"]) == ([], [line])
    result = call("status")
    assert result.return_value == 0
    assert f"seen: {line}" in result.output
    assert "somebody's eye" not in result.output
    assert "seen already" in result.output
    history = call("sources", "history", "notices")
    assert history.return_value == 0
    assert "seen: nothing new for" in history.output
    assert card_mark(source) == card_mark(seen), "no index is read again"
    assert "expect" not in READ_KEYS, "nothing is cleaned again"


def test_it_counts_again_when_there_is_news_and_then_silence(silent, call):
    card = silent.sources_dir / "notices.toml"
    seeing.put_on_card(silent, load_source(card), [MARK, "layout 2026-01-09"])
    shown = call("sources", "history", "notices").output
    assert "'layout 2026-01-09' under [expect] seen fits no finding any more" in shown
    assert MARK not in shown
    later = [_visit(n, int(90 <= n < 95)) for n in range(90, 280)]
    with Store(silent.database_url) as store, store.write() as connection:
        visits.put_visits(connection, later)
    with Store(silent.database_url) as store:
        (told,) = completeness.told(silent, store)
    assert (told.finding.kind, told.is_seen) == ("silent", False)
    result = call("sources", "history", "notices")
    assert result.return_value == 7
    assert f"'{MARK}' under [expect] seen fits no finding any more" in result.output


def test_the_command_shows_the_lines_and_puts_them_on_the_card(silent, call):
    card = silent.sources_dir / "notices.toml"
    shown = call("sources", "seen", "notices")
    assert f"open  {MARK}: nothing new for" in shown.output
    assert f'[expect]\nseen = ["{MARK}"]' in shown.output
    assert card.read_text("utf-8") == CARD
    assert call("sources", "seen", "notices", "--write").output.endswith(
        "notices: marked as seen in corpus/sources/notices.toml\n"
    )
    assert card.read_text("utf-8") == f'{CARD}\n[expect]\nseen = ["{MARK}"]\n'
    again = call("sources", "seen", "notices", "--write")
    assert f"seen  {MARK}: nothing new" in again.output
    assert card.read_text("utf-8").count(MARK) == 1
    (told,) = json.loads(call("sources", "seen", "notices", "--json").output)["findings"]
    assert (told["mark"], told["is_seen"]) == (MARK, True)
    tiny = load_source(silent.sources_dir / "tiny.toml")
    seeing.put_on_card(silent, tiny, ["failing 2026-05-03"])
    assert call("sources", "seen", "tiny").output == "tiny: no finding\n", "it was never visited"
