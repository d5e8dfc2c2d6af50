import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.cli.watching import sentence
from pipeline.errors import UsageError
from pipeline.steps.context import Seen


def call(root, *words):
    return CliRunner().invoke(cli, ["--root", str(root), *words], catch_exceptions=False)


@pytest.fixture
def two(tiny_root, add_source):
    """A workspace with a second source, of a group."""
    add_source(tiny_root, "more", {"a.txt": "Dancers from Fiji toured Samoa and Tonga. " * 6})
    card = tiny_root / "corpus/sources/more.toml"
    card.write_text(card.read_text() + 'group = "sea"\n')
    return tiny_root


def test_only_the_chosen_sources_are_ingested(two):
    for words in (("--group", "sea"), ("--source", "more")):
        result = call(two, "ingest", *words)
        assert result.exit_code == 0
        assert "of 1 source" in result.output
    assert "of 2 sources" in call(two, "ingest").output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--source", "none"), "no source 'none'"),
        (("--source", "torn"), "torn.toml: .*unknown key 'nam'"),
        (("--source", "off"), "sources enable off"),
        (("--group", "none"), "group = 'none'"),
        (("--since", "tomorrow"), "is no date"),
        (("--since", "2026-02-01", "--until", "2026-01-01"), "is not after"),
    ],
)
def test_what_cannot_be_chosen_is_told(two, words, says):
    card = (two / "corpus/sources/more.toml").read_text()
    (two / "corpus/sources/torn.toml").write_text(card.replace("name =", "nam ="))
    (two / "corpus/sources/off.toml").write_text(f"enabled = false\n{card}")
    with pytest.raises(UsageError, match=says):
        call(two, "ingest", *words)


def test_how_visits_go_on_is_told_in_one_line():
    seen = Seen(120, 3000, 2, 60.0, (("news", 2),), "https://x.example/a was answered with 500")
    assert sentence(seen) == (
        "visits: 120 requests, 2.0 a second, 3,000 left; 2 failed (news 2), last: "
        "https://x.example/a was answered with 500"
    )
    assert len(sentence(Seen(1, 1, 1, 1.0, (), "x" * 999))) == 160


def test_a_run_that_waits_says_for_what():
    one, many = Seen(9, 0, 0, 60.0, n_waiting=1, wait_s=42.7), Seen(9, 0, 0, 60.0, n_waiting=12)
    assert sentence(one) == (
        "visits: 9 requests, 0.1 a second, 0 left; 1 to be tried again, in 43 s"
    )
    assert sentence(many).endswith("12 to be tried again, the first in 0 s")
