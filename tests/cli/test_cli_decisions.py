"""The command decisions, as an editor and a script use it."""

import csv
import json

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.cli.failures import explain
from pipeline.errors import MissingError, OutdatedError, UsageError
from pipeline.store import Store, decisions

D = [f"d{number:015d}" for number in range(6)]


@pytest.fixture
def call(shelf, monkeypatch):
    monkeypatch.delenv("CULTURESCOPE_EDITOR", raising=False)

    def call(*words, editor="Ann"):
        env = {"CULTURESCOPE_EDITOR": editor} if editor else {}
        args = ["--root", str(shelf.root), "decisions", *map(str, words)]
        result = CliRunner().invoke(cli, args, standalone_mode=False, env=env)
        if result.exception:
            raise result.exception
        return result

    return call


@pytest.fixture
def log(shelf):
    def read():
        with Store(shelf.database_url) as store, store.read() as connection:
            return list(decisions.load(connection))

    return read


def answer(result):
    return json.loads(result.stdout)


def test_accept_by_label_and_locator(call, log):
    shown = call("accept", f"shelf:{D[1]}.txt", "soft power and NATION branding").stdout
    (made,) = log()
    assert shown.strip() == (
        f"accept themes soft-power on {D[1]}, suggested with 0.30 (decision {made.id[:8]})"
    )
    assert (made.document_id, made.editor, made.via) == (D[1], "Ann", "cli")


def test_each_decision_says_how_to_end_a_document(call):
    told = call("accept", D[0], "soft-power").stderr
    assert f"culturescope decisions complete {D[0]} --scheme themes" in told
    told = call("complete", D[0]).stderr
    assert (
        f"only what was accepted or added counts there now; 'culturescope explain {D[0]}'" in told
    )


def test_several_concepts_at_once_and_what_was_recorded_as_another_kind(call, log):
    shown = call("accept", D[0], "soft-power", "youth", "--note", "Clear.").stdout
    assert "it was not suggested, so it is recorded as 'add'" in shown
    assert [(one.kind, one.note) for one in log()] == [("accept", "Clear."), ("add", "Clear.")]


def test_countries_by_name(call):
    (made,) = answer(call("add", D[0], "Singapore", "--scheme", "countries", "--json"))
    assert (made["concept_id"], made["kind"]) == ("SGP", "add")


def test_reject_complete_and_undo(call, log):
    call("reject", D[0], "inclusion")
    call("complete", D[0])
    made = log()
    shown = call("undo", made[1].id[:8]).stdout
    assert "1 decision taken back" in shown
    back = log()[-1]
    assert f"culturescope decisions undo {back.id}" in shown
    (again,) = answer(call("undo", back.id, "--json", editor="Bob"))
    assert (again["kind"], again["undoes"], again["editor"]) == ("undo", back.id, "Bob")


def test_nobody_decides_without_a_name(call, log):
    for words in (
        ["accept", D[0], "youth"],
        ["undo", "1" * 32],
        ["bulk", "accept", "--apply", "x"],
    ):
        with pytest.raises(Exception, match="CULTURESCOPE_EDITOR"):
            call(*words, editor="")
    assert call("accept", D[0], "youth", "--editor", "Zoe", editor="").exit_code == 0
    assert log()[0].editor == "Zoe"


@pytest.mark.parametrize(
    ("words", "error", "word"),
    [
        (("accept", "nowhere.txt", "youth"), UsageError, "nowhere.txt"),
        (("accept", "d0000", "youth"), UsageError, "more than one"),
        (("accept", D[0], "yuth"), MissingError, "did you mean youth"),
        (("add", D[0], "Atlantis", "--scheme", "countries"), MissingError, "alpha-3"),
        (("undo", "1" * 32), MissingError, "no decision"),
        (("bulk", "reject", "--apply", "0" * 16), OutdatedError, "nothing was done"),
        (("bulk", "reject", "--concept", "no"), MissingError, "no such concept"),
        (("import", "there.csv"), UsageError, "cannot be read"),
        (("import", "there.xlsx"), UsageError, "jsonl or .csv"),
    ],
)
def test_what_goes_wrong_is_one_line_with_exit_code_2(call, words, error, word):
    with pytest.raises(error, match=word) as caught:
        call(*words)
    line, code = explain(caught.value)
    assert code == 2
    assert "\n" not in line


def test_bulk_first_shows_then_does(call, log):
    shown = call("bulk", "accept", "--min-probability", "0.5", editor="").stdout
    assert "accept would decide on 4 tags of 4 documents" in shown
    digest = shown.strip().rpartition(" ")[2]
    assert log() == []
    told = answer(call("bulk", "accept", "--min-probability", "0.5", "--preview", "--json"))
    assert (told["digest"], told["n"]) == (digest, 4)
    assert "candidates" not in told
    done = call("bulk", "accept", "--min-probability", "0.5", "--apply", digest).stdout
    assert "accept: 4 tags" in done
    batch = done.strip().rpartition(" ")[2]
    assert {one.batch for one in log()} == {batch}
    assert "4 decisions taken back" in call("undo", batch).stdout
    empty = call("bulk", "accept", "--since", "2030-01-01").stdout
    assert "0 tags" in empty
    assert "--apply" not in empty


def test_list_says_what_became_of_decisions(call, put_on_shelf, shelf):
    assert call("list").stdout == "no decisions\n"
    call("accept", D[0], "soft-power")
    call("reject", D[0], "soft-power", editor="Bob")
    call("add", D[1], "youth")
    call("undo", answer(call("list", "--kind", "add", "--json"))[0]["id"])
    shown = call("list").stdout
    for word in ("replaced", "counts", "taken back by", "Título 0", "0.10", "Bob"):
        assert word in shown
    assert "2 more; --limit 0 shows all" in call("list", "--limit", "2").stdout
    assert [row["kind"] for row in answer(call("list", "--document", D[1], "--json"))] == [
        *("undo", "add")
    ]
    assert answer(call("list", "--outdated", "--json")) == []
    with Store(shelf.database_url) as store:
        put_on_shelf(store, 6, revision=3)
    (row,) = answer(call("list", "--outdated", "--json"))
    assert (row["kind"], row["revision"]) == ("reject", 2)
    assert "on revision 2" in call("list", "--outdated").stdout
    assert answer(call("list", "--since", "2100-01-01", "--json")) == []


def test_out_to_a_file_and_in_again(call, log, tmp_path, shelf):
    call("accept", D[0], "soft-power", "--note", "=2+3")
    call("reject", D[1], "inclusion")
    before = log()
    for name in ("log.csv", "log.jsonl"):
        path = tmp_path / name
        assert call("export", path).stdout == f"{path}: 2 lines\n"
        told = answer(call("import", path, "--json"))
        assert (told["n_new"], told["n_known"], told["refused"]) == (0, 2, [])
    with (tmp_path / "log.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["note"] == "'=2+3"
    with Store(shelf.database_url) as store, store.write() as connection:
        connection.exec_driver_sql("DELETE FROM decisions")
    assert "decisions recorded: 2" in call("import", tmp_path / "log.csv").stdout
    assert log() == before


def test_refused_lines_are_listed(call, log, tmp_path):
    call("accept", D[0], "soft-power")
    call("reject", D[1], "inclusion")
    path = tmp_path / "log.jsonl"
    call("export", path)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for line in lines:
        line["id"] = line["id"][::-1]
    lines[1]["document_id"] = "f" * 16
    path.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    refused = call("import", path)
    assert refused.return_value == 2
    assert f"{path}, line 2: unknown_document" in refused.stderr
    assert "--partial" in refused.stdout
    assert len(log()) == 2
    partly = call("import", path, "--partial")
    assert partly.return_value == 7
    assert "decisions recorded: 1, there already: 0, lines refused: 1" in partly.stdout
    assert len(log()) == 3


def test_a_file_that_is_no_text_is_named_with_its_line(call, tmp_path):
    (tmp_path / "bad.csv").write_bytes(b"id\n\xff")
    with pytest.raises(UsageError, match=r"bad\.csv, line 2: is no UTF-8"):
        call("import", tmp_path / "bad.csv")
