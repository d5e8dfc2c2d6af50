"""Every command over a tiny workspace, in process."""

import json

import pytest
from click.testing import CliRunner

from pipeline.cli import COMMANDS, cli
from pipeline.cli.failures import explain
from pipeline.errors import SnapshotError, UsageError, WorkspaceError
from pipeline.records import Rejected
from pipeline.settings import open_workspace
from pipeline.store import Store
from pipeline.store.ledger import put_rejected


def call_in(of):
    def call(*words, root=of):
        args = ["--root", str(root), *map(str, words)]
        result = CliRunner().invoke(cli, args, standalone_mode=False)
        if result.exception:
            raise result.exception
        return result

    return call


@pytest.fixture
def call(tiny_root):
    """Call a command in a workspace where nothing was done yet."""
    return call_in(tiny_root)


@pytest.fixture
def done(ran_root):
    """Call a command in a workspace after a whole run."""
    return call_in(ran_root)


def answer(result):
    return json.loads(result.stdout)


def test_every_command_has_its_line_and_its_help():
    listed = CliRunner().invoke(cli, ["--help"]).output
    for name, (_, line) in COMMANDS.items():
        assert name in listed
        assert line in listed
        assert CliRunner().invoke(cli, [name, "--help"]).exit_code == 0


def test_run_tells_a_person_and_a_machine(call):
    shown = call("run", "--direct").stdout
    assert "3 documents, 0 rejected inputs" in shown
    assert "report.html" in shown
    told = answer(call("run", "--direct", "--json"))
    assert told["n_documents"] == 3
    assert [stage["n_in"] for stage in told["stages"][1:]] == [0] * 6


def test_stages_can_be_called_one_by_one(call):
    for stage in ("ingest", "clean", "entities", "topics", "themes", "trends", "publish"):
        assert call(stage).return_value == 0
    assert answer(call("verify", "--json"))["is_proven"] is True


def test_status_says_what_is_to_do(call):
    call("ingest")
    before = {row["stage"]: row["pending"] for row in answer(call("status", "--json"))["pending"]}
    assert before["clean"] == 3
    call("run", "--direct")
    after = answer(call("--json", "status"))
    assert {row["pending"] for row in after["pending"]} == {0}
    assert after["runs"][0]["status"] == "done"
    assert "latest snapshot" in call("status").stdout


def test_a_series_is_shown_with_interval_and_documents(done):
    told = answer(done("trends", "--country", "Singapore", "--documents", 5, "--json"))
    assert [d["title"] for d in told["documents"]] == ["A theatre company visits Jakarta"]
    (year,) = [row for row in told["records"] if row["n_documents"]]
    assert year["share_low"] < year["share"] <= year["share_high"]
    shown = done("trends", "--theme", "libraries-archives", "--by", "decade").stdout
    assert "Libraries, archives and books" in shown
    assert "%" in shown


def test_since_and_until_cut_the_series(done):
    told = answer(done("trends", "--country", "SGP", "--since", "2020", "--json"))
    assert [row["period_start"][:4] for row in told["records"]] == ["2020", "2021"]


def test_an_unknown_theme_is_met_with_near_ones(done):
    with pytest.raises(UsageError, match="libraries-archives"):
        done("trends", "--theme", "librarys-archives")


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_export_writes_the_table(done, tmp_path, ending):
    target = tmp_path / f"documents.{ending}"
    assert answer(done("export", "documents", "--to", target, "--json"))["rows"] == 3
    assert target.stat().st_size > 100


def test_export_of_an_unknown_table_names_the_tables(done):
    with pytest.raises(UsageError, match="document_topics"):
        done("export", "nonsense")


def test_verify_catches_one_changed_byte(done, ran_root):
    assert done("verify").return_value == 0
    folder = ran_root / "outputs/snapshots" / (ran_root / "outputs/latest").read_text().strip()
    path = folder / "tags.csv"
    body = bytearray(path.read_bytes())
    body[-5] ^= 1
    path.write_bytes(bytes(body))
    result = done("verify")
    assert result.return_value == SnapshotError.exit_code
    assert "tags.csv" in result.stdout
    assert "NOT proven" in result.stdout


def test_verify_of_an_unknown_snapshot_names_those_there(done):
    with pytest.raises(SnapshotError, match="there are"):
        done("verify", "0123456789ab")


def test_rejected_are_listed_and_retried(call, tiny_root):
    path = tiny_root / "corpus/tiny/short.txt"
    path.write_text("Too short.")
    call("ingest")
    call("clean")
    (row,) = answer(call("rejected", "--json"))
    assert (row["stage"], row["reason"]) == ("clean", "too_short")
    assert "short.txt" in call("rejected", "--reason", "too_short").stdout
    (tiny_root / "culturescope.toml").write_text("min_characters = 5\n")
    assert answer(call("retry", "--json"))["n_rejected"] == 0
    assert "nothing was rejected" in call("rejected").stdout
    assert "nothing to try again" in call("retry", "--reason", "robots").stdout


def test_sources_are_listed_and_checked_without_storing(call):
    listed = answer(call("sources", "list", "--json"))["sources"]
    assert [(s["source"], s["documents"]) for s in listed] == [("tiny", 0)]
    items = answer(call("sources", "check", "tiny", "--json"))["items"]
    assert {i["outcome"] for i in items} == {"document"}
    assert "Grants for travelling artists" in call("sources", "check").stdout
    assert answer(call("status", "--json"))["n_documents"] == 0


def test_an_unknown_source_names_those_there(call):
    with pytest.raises(UsageError, match="tiny"):
        call("sources", "check", "nonsense")


def test_a_source_below_its_expectation_is_a_finding(call, tiny_root):
    card = tiny_root / "corpus/sources/tiny.toml"
    card.write_text(card.read_text() + "min_documents = 9\n")
    result = call("ingest")
    assert result.return_value == 7
    assert "expects at least 9" in result.stderr


def test_slips_of_the_pen_are_met_with_what_there_is(call, tiny_root, monkeypatch):
    (tiny_root / "corpus/sources/broken.toml").write_text("kind = 3\n")
    args = ["--root", str(tiny_root), "status"]
    coloured = CliRunner().invoke(cli, args, color=True, standalone_mode=False).stderr
    monkeypatch.setenv("NO_COLOR", "1")
    plain = CliRunner().invoke(cli, args, color=True, standalone_mode=False).stderr
    assert coloured.replace("\x1b[33m", "").replace("\x1b[0m", "") == plain != coloured
    with pytest.raises(UsageError, match="a source of its own: --source tiny"):
        call("ingest", "--group", "tiny")
    assert (
        call("rejected", "--source", "tony").stdout == "nothing was rejected of what you ask for\n"
    )
    (tiny_root / "corpus/store").mkdir(exist_ok=True)
    with Store(open_workspace(tiny_root, {}).database_url) as store, store.write() as connection:
        put_rejected(connection, [Rejected("clean", "tiny", "a", "empty", "d")])
    shown = call("rejected", "--source", "tony").stdout
    assert shown.endswith("; there are: source tiny\n")


def test_init_makes_a_workspace_that_runs(call, tmp_path):
    folder = tmp_path / "fresh"
    assert "next: culturescope" in call("init", folder, "--no-sample").stdout
    assert (folder / "models/themes.ttl").exists()
    assert not (folder / "corpus/sample").exists()
    settings = folder / "culturescope.toml"
    settings.write_text("batch_size = 7\n")
    themes = folder / "models/themes.ttl"
    themes.write_text(themes.read_text() + "\n# ours\n")
    shown = call("init", folder, "--contact", "me@x.example").stdout
    assert "1 of them differ" in shown
    assert "models/themes.ttl" in shown
    assert 'put in the line contact = "me@x.example"' in shown
    assert settings.read_text() == "batch_size = 7\n", "what is there is left alone"
    with Store(open_workspace(folder, {}).database_url) as store, store.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0005'")
    notes = answer(call("init", folder, "--json"))["notes"]
    assert "written by an earlier version (schema 0005" in notes[-1]
    (folder / "corpus/store/culturescope.sqlite").unlink()
    assert len(list((folder / "corpus/sources").glob("sample_*.toml"))) >= 7
    assert answer(call("sources", "check", "sample_records", "--json", root=folder))["items"]


def test_a_folder_that_is_no_workspace_is_told_what_to_do(call, tmp_path):
    with pytest.raises(WorkspaceError, match="culturescope init"):
        call("status", root=tmp_path)


def test_gold_is_scored_without_learning_or_storing(call, tmp_path, tiny_root):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        json.dumps(
            {
                "id": "a",
                "text": "Museums in Kenya and Peru opened an exhibition with UNESCO. " * 4,
                "themes": {"museums-collections": 2},
                "themes_optional": [],
                "countries": ["KEN", "PER"],
                "organisations": ["UNESCO"],
                "programmes": [],
            }
        )
    )
    told = answer(call("evaluate", "gold", gold, "--json"))
    assert told["countries"]["f1"] == told["organisations"]["f1"] == 1.0
    assert told["themes"]["ndcg@5"] > 0.3
    assert not (tiny_root / "corpus/store/culturescope.sqlite").exists()


def test_unforeseen_errors_keep_their_traceback():
    assert explain(RuntimeError("odd")) == (None, 1)
