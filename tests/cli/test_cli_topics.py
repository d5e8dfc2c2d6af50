"""The command `topics` and what is below it."""

import json

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.errors import MissingError, UsageError
from tests.steps import topic_workspace
from tests.steps.topic_workspace import NEW, a_copy


@pytest.fixture(scope="module")
def made(tmp_path_factory, encoder_dir):
    root = tmp_path_factory.mktemp("cli_topics") / "base"
    topic_workspace.make(root, encoder_dir)
    return root


@pytest.fixture
def talk(made, tmp_path):
    with a_copy(made, tmp_path / "ws") as found:
        yield found


@pytest.fixture
def call(talk):
    def call(*words):
        args = ["--root", str(talk.root), "topics", *words]
        result = CliRunner().invoke(cli, args, standalone_mode=False)
        if result.exception:
            raise result.exception
        return result

    return call


def test_without_more_words_it_runs_the_stage_and_refit_fits_anew(call, talk):
    (stage,) = json.loads(call("--json").stdout)["stages"]
    assert (stage["stage"], stage["note"]) == ("topics", "")
    assert "fit 2: asked for" in call("--refit").stdout
    assert json.loads(call("--json").stdout)["stages"][0]["note"] == ""
    with pytest.raises(Exception, match="stands alone"):
        call("--refit", "list")
    assert talk.rows("SELECT DISTINCT kind FROM topic_events WHERE fit = 2") == [("continued",)]


def test_topics_are_listed_with_size_share_and_past(call):
    lines = call("list").stdout.splitlines()
    assert lines[0].split() == [
        "id", "name", "or", "label", "passages", "documents", "share", "nearest", "themes"
    ]  # fmt: skip
    rows = [line for line in lines if line.startswith("t0")]
    assert len(rows) == 3
    assert all(" 8 " in row and "33.3 %" in row and "born (fit 1)" in row for row in rows)
    rows = json.loads(call("list", "--json").stdout)
    assert [row["id"] for row in rows] == ["t0001", "t0002", "t0003"]
    assert {row["n_documents"] for row in rows} == {8}
    assert rows[0]["shown"] == rows[0]["label"]


def tourism(call):
    return next(r["id"] for r in json.loads(call("list", "--json").stdout) if "hotel" in str(r))


def test_a_name_is_shown_lasts_over_fits_and_can_be_taken_back(call):
    id_ = tourism(call)
    told = call("name", id_[1:], "  Travel and\ttourism ", "--by", "ada", "--note", "clearer")
    assert told.stdout.startswith(f'{id_} "')
    assert told.stdout.endswith('" is now shown as "Travel and tourism"\n')
    call("--refit")
    assert "Travel and tourism" in call("list").stdout
    shown = call("show", id_).stdout
    assert shown.splitlines()[0] == f"{id_} Travel and tourism"
    assert 'named "Travel and tourism" by ada: clearer' in shown
    given = json.loads(call("name", id_, "", "--by", "bo", "--json").stdout)
    assert (given["name"], given["number"], given["namesakes"]) == ("", 2, [])
    assert given["shown"] != "Travel and tourism"
    told = call("history", id_).stdout
    assert "fit 1 (33.3 % of all passages): born" in told
    assert "fit 2 (33.3 % of all passages): continued: 100 % of its passages stayed, 0 %" in told
    assert "name taken back by bo" in told
    names = json.loads(call("history", id_, "--json").stdout)["names"]
    assert [one["editor"] for one in names] == ["ada", "bo"]


@pytest.mark.parametrize(
    ("words", "error", "match"),
    [
        (("name", "t0009", "x"), MissingError, "no topic 't0009'"),
        (("name", "museums", "x"), MissingError, "no topic 'museums'"),
        (("name", "t0001", "x" * 101), UsageError, "101 characters"),
        (("name", "t0001", "a\x1b[31mb"), UsageError, "cannot be shown"),
        (("name", "t0001", "x", "--by", "a\x1b[31mb"), UsageError, "editor"),
        (("name", "t0001", "x", "--by", "ada", "--note", "a\x1b[31mb"), UsageError, "note"),
        (("name", "t0001", "x", "--by", "ada", "--note", "\udcff"), UsageError, "note"),
        (("show", "t0009"), MissingError, "topics list"),
        (("history", "99"), MissingError, "no topic '99'"),
        (("diff", "2"), MissingError, "no fit 2; there are 1 to 1"),
        (("diff", "1", "1"), UsageError, "not before"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(call, words, error, match):
    with pytest.raises(error, match=match):
        call(*words)


def test_two_topics_under_one_name_are_told(call):
    call("name", "t0001", "Same", "--by", "ada")
    assert "t0001 is shown under the same words" in call("name", "t0002", "same").stderr


def test_a_topic_is_shown_with_terms_and_newest_documents(call):
    id_ = tourism(call)
    shown = call("show", id_).stdout
    assert "8 passages (33.3 % of all) in 8 documents" in shown
    assert "hotel" in shown
    assert "newest documents" in shown
    assert "Tourism 3" in shown
    values = json.loads(call("show", id_, "--json").stdout)
    assert values["topic"]["id"] == id_
    assert len(values["newest_documents"]) == 8
    assert values["history"][0]["told"] == "born"
    assert values["is_retired"] is False


def test_the_difference_of_two_fits_tells_what_became_of_each(call, talk):
    call("name", "t0001", "Galleries <b>|", "--by", "ada")
    talk.add(NEW, range(6))
    (talk.root / "culturescope.toml").write_text("n_topics = 4\nworkers = 1\n")
    talk.run()
    told = call("diff").stdout
    assert "Topics: from fit 1 to fit 2" in told
    assert "4 topics over 30 passages" in told
    assert "3 continued, 1 born" in told
    assert "t0004" in told
    assert "33.3 %" in told
    assert call("diff", "1").stdout == told == call("diff", "1", "2").stdout
    values = json.loads(call("diff", "--json").stdout)
    assert values["counts"] == {"born": 1, "split": 0, "merged": 0, "retired": 0, "continued": 3}
    (born,) = [one for one in values["changes"] if one["kind"] == "born"]
    assert (born["share_before"], round(born["share_now"], 2)) == (None, 0.2)
    first = call("diff", "0", "1").stdout
    assert "from nothing to fit 1" in first
    assert "3 born" in first
    page = call("diff", "--html").stdout
    assert page.startswith("<!doctype html>")
    assert "Galleries &lt;b&gt;|" in page
    text = call("diff", "--markdown").stdout
    assert "| t0001 | Galleries \\<b\\>\\| | 33.3 % |" in text


def test_names_of_topics_that_split_or_merged_need_a_look(call, talk):
    call("name", "t0001", "Galleries", "--by", "ada")
    call("--refit")
    with talk.store.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO topic_events VALUES (2, 9, 'split', 't0004', 't0001', 0.9, 0.3, 0)"
        )
    look = 'the name "Galleries" needs a look (fit 2: t0004 split from it with 30 % of its'
    for words in (("list",), ("diff",), ("show", "t0001")):
        assert look in call(*words).stdout.replace("\n", " ")
    call("name", "t0001", "Galleries and shows", "--by", "bo")
    assert "needs a look" not in call("list").stdout


def test_retired_topics_keep_their_past_and_have_no_names(call, talk):
    (talk.root / "culturescope.toml").write_text("n_topics = 2\nworkers = 1\n")
    talk.run()
    ((gone,),) = talk.rows("SELECT topic_id FROM topic_events WHERE kind = 'retired'")
    assert f"{gone} " in call("diff").stdout.split("Gone (1)")[1]
    shown = call("show", gone).stdout
    assert "retired: the last fit did not find it again" in shown
    assert "passages went to t000" in call("history", gone).stdout
    with pytest.raises(UsageError, match=f"{gone} is retired; most of it went to t000"):
        call("name", gone, "x")
    assert json.loads(call("show", gone, "--json").stdout)["topic"] is None


def test_before_the_first_fit_there_are_clear_words(make_root):
    root = ["--root", str(make_root("empty")), "topics"]
    listed = CliRunner().invoke(cli, [*root, "list"], standalone_mode=False)
    assert listed.stdout.startswith("no topics; 'culturescope topics' finds them")
    for words in (["diff"], ["show", "t0001"], ["name", "t0001", "x"]):
        failed = CliRunner().invoke(cli, [*root, *words], standalone_mode=False)
        assert isinstance(failed.exception, MissingError)
        assert "'culturescope topics'" in str(failed.exception)
