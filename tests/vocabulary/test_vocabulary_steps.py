"""Vocabularies of a workspace: found, read with forbearance, changed under a lock."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from pipeline.errors import BusyError, DeclarationError, MissingError, UsageError
from pipeline.settings import Workspace
from pipeline.steps import declared, labels, setup, vocabularies, vocabulary_edits
from pipeline.steps.vocabulary_edits import edit
from pipeline.steps.vocabulary_imports import Import, import_file
from pipeline.vocabulary.skos.editing import NewConcept
from pipeline.vocabulary.skos.history import Stamp

TABLE = "id,label,label@fr\nbread,Bread,Pain\ncake,Cake,\n"


def test_every_file_is_a_vocabulary_by_the_name_of_its_file(workspace: Workspace) -> None:
    (workspace.models_dir / "kitchen-2.csv").write_text(TABLE)
    found = declared.vocabularies(workspace)
    assert list(found) == ["disciplines", "garden", "kitchen-2", "themes"]
    assert found["garden"].title == "Garden"
    assert found["kitchen-2"].match_label("pain") == "bread"
    assert {scheme: vocabulary.scheme_id for scheme, vocabulary in found.items()} == {
        scheme: scheme for scheme in found
    }
    assert declared.findings(workspace) == []


@pytest.mark.parametrize(
    ("name", "body", "finding"),
    [
        ("Garden.ttl", "", "a vocabulary's name holds lower-case letters"),
        ("countries.csv", TABLE, "'countries' is no vocabulary's name"),
        ("garden.csv", TABLE, "garden.csv: not used, since garden.ttl is there; remove one"),
        ("kitchen.csv", "id,label\nbread,\n", "kitchen.csv, line 2: concept 'bread'"),
        ("kitchen.ttl", "this is no turtle", "kitchen.ttl, line 1: no valid Turtle"),
    ],
)
def test_a_file_that_cannot_be_used_is_a_finding_and_stops_nothing(
    workspace: Workspace, name: str, body: str, finding: str
) -> None:
    (workspace.models_dir / name).write_text(body)
    assert list(declared.vocabularies(workspace)) == ["disciplines", "garden", "themes"]
    assert len(declared.vocabularies(workspace)["garden"].concepts) == 3
    lines = declared.findings(workspace)
    assert len(lines) == 1
    assert finding in lines[0]


def test_of_a_broken_file_the_last_good_copy_is_used(workspace: Workspace) -> None:
    path = workspace.models_dir / "garden.ttl"
    before = declared.vocabularies(workspace)["garden"]
    for body in ("this is no turtle", "neither is this"):
        path.write_text(body)
        assert declared.vocabularies(workspace)["garden"] == before
        assert "until then the last good copy is used" in declared.findings(workspace)[0]


def test_a_broken_file_without_any_good_copy_is_left_out(workspace: Workspace) -> None:
    (workspace.models_dir / "garden.ttl").write_text("no turtle")
    assert "garden" not in declared.vocabularies(workspace)
    kept = workspace.store_dir / "declared" / "garden.ttl"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text("nor this")
    assert "garden" not in declared.vocabularies(workspace)


def test_a_shipped_vocabulary_that_is_gone_is_a_finding_another_is_not(
    workspace: Workspace,
) -> None:
    declared.vocabularies(workspace)
    (workspace.models_dir / "garden.ttl").unlink()
    assert declared.findings(workspace) == []
    (workspace.models_dir / "disciplines.ttl").unlink()
    assert "disciplines.ttl" in declared.findings(workspace)[0]
    assert list(declared.vocabularies(workspace)) == ["disciplines", "themes"]


def test_a_change_of_the_same_length_in_the_same_moment_is_seen(
    workspace: Workspace, garden: str
) -> None:
    path = workspace.models_dir / "garden.ttl"
    for label in ("Oaks", "Okas", "Osak", "Koas"):
        path.write_text(garden.replace('"Oaks"@en', f'"{label}"@en'), "utf-8")
        os.utime(path, ns=(0, path.stat().st_mtime_ns))
        assert declared.vocabularies(workspace)["garden"].by_id["oak"].label == label


def test_an_edit_is_seen_at_once_and_what_comments_said_is_set_aside(
    workspace: Workspace, garden: str, stamp: Stamp
) -> None:
    declared.vocabularies(workspace)
    outcome = edit(workspace, "garden", lambda e: e.merge("moss", "tree"), stamp)
    vocabulary = declared.vocabularies(workspace)["garden"]
    assert vocabulary == outcome.vocabulary
    assert vocabulary.resolve("moss") == "tree"
    assert outcome.set_aside is not None
    assert outcome.set_aside.read_text("utf-8") == garden
    again = edit(workspace, "garden", lambda e: e.restore("moss"), stamp)
    assert again.set_aside is None  # no comment is left to lose


def test_labels_of_retired_concepts_stay_readable(workspace: Workspace, stamp: Stamp) -> None:
    edit(workspace, "garden", lambda e: e.retire("moss"), stamp)
    assert labels.labeller(workspace)("garden", "moss") == "Mosses"


def test_a_table_becomes_turtle_with_its_first_edit(workspace: Workspace, stamp: Stamp) -> None:
    path = workspace.models_dir / "kitchen.csv"
    path.write_text(TABLE)
    before = declared.vocabularies(workspace)["kitchen"]
    outcome = edit(workspace, "kitchen", lambda e: e.rename("cake", "en", "Cakes"), stamp)
    assert outcome.set_aside is not None
    assert outcome.set_aside.read_text() == TABLE
    assert not path.exists()
    assert outcome.path.name == "kitchen.ttl"
    after = declared.vocabularies(workspace)["kitchen"]
    assert after.by_id["bread"] == before.by_id["bread"]
    assert after.by_id["cake"].label == "Cakes"
    assert declared.findings(workspace) == []


def test_an_edit_that_is_refused_leaves_the_file(
    workspace: Workspace, garden: str, stamp: Stamp, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workspace.models_dir / "garden.ttl"
    with pytest.raises(MissingError, match="there are: disciplines, garden, themes"):
        edit(workspace, "gardens", lambda e: e.retire("moss"), stamp)
    with pytest.raises(UsageError, match="is the label of 'oak'"):
        edit(workspace, "garden", lambda e: e.rename("moss", "en", "Oaks"), stamp)
    monkeypatch.setattr(vocabulary_edits, "WAIT", 0.05)
    with (
        FileLock(declared.copies(workspace) / "garden.lock"),
        pytest.raises(BusyError, match="'garden' is being changed"),
    ):
        edit(workspace, "garden", lambda e: e.retire("moss"), stamp)
    assert path.read_text("utf-8") == garden
    path.write_text(garden + "oops", "utf-8")
    with pytest.raises(DeclarationError, match="no valid Turtle"):
        edit(workspace, "garden", lambda e: e.retire("moss"), stamp)
    path.write_text(garden, "utf-8")
    path.with_suffix(".csv").write_text(TABLE)
    with pytest.raises(DeclarationError, match="remove one of the two"):
        edit(workspace, "garden", lambda e: e.retire("moss"), stamp)


def test_edits_of_several_processes_at_once_are_all_kept(workspace: Workspace) -> None:
    code = (
        "import sys, datetime as dt; from pathlib import Path;"
        "from pipeline.settings import open_workspace;"
        "from pipeline.steps.vocabulary_edits import edit;"
        "from pipeline.vocabulary.skos.editing import NewConcept;"
        "from pipeline.vocabulary.skos.history import Stamp;"
        "who = sys.argv[2]; workspace = open_workspace(Path(sys.argv[1]), {});"
        "[edit(workspace, 'garden', lambda e, n=n: e.add(NewConcept(f'{who}-{n}', "
        "{'en': f'{who} {n}'})), Stamp(who, dt.datetime.now(dt.UTC))) for n in range(4)]"
    )
    root = Path(__file__).resolve().parents[2]
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(workspace.root), who], cwd=root)
        for who in ("ann", "bea")
    ]
    assert [process.wait(timeout=60) for process in started] == [0, 0]
    found = declared.vocabularies(workspace)["garden"].by_id
    added = {f"{who}-{n}" for who in ("ann", "bea") for n in range(4)}
    assert added < found.keys()
    assert declared.findings(workspace) == []


def test_an_import_makes_a_vocabulary_or_a_new_version_of_one(
    workspace: Workspace, tmp_path: Path, stamp: Stamp
) -> None:
    file = tmp_path / "Kitchen words.CSV"
    file.write_text(TABLE)
    wanted = Import(file, "kitchen")
    assert import_file(workspace, Import(file, "kitchen", dry_run=True), stamp)
    assert "kitchen" not in declared.vocabularies(workspace)
    outcome = import_file(workspace, wanted, stamp)
    assert outcome.path.name == "kitchen.ttl"
    kitchen = declared.vocabularies(workspace)["kitchen"]
    assert kitchen.by_id["bread"].uri == "urn:culturescope:kitchen:bread"
    with pytest.raises(UsageError, match="give --update"):
        import_file(workspace, wanted, stamp)
    with pytest.raises(UsageError, match="leave out --update"):
        import_file(workspace, Import(file, "cellar", update=True), stamp)
    file.write_text("id,label\nbread,Breads\njam,Jam\n")
    more = import_file(workspace, Import(file, "kitchen", update=True, retire_missing=True), stamp)
    assert more.difference is not None
    assert (more.difference.added, more.difference.retired) == (("jam",), ("cake",))
    assert declared.vocabularies(workspace)["kitchen"].match_label("bread") == "bread"


@pytest.mark.parametrize(
    ("name", "body", "scheme", "message"),
    [
        ("v.rdf", "<rdf:RDF/>", "v", r"v\.rdf: only Turtle and CSV .*rdfpipe -i xml"),
        ("v.json", "{}", "v", "rdfpipe -i json-ld"),
        ("v.xlsx", "PK", "v", "must end in .ttl, .nt or .csv"),
        ("v.csv", TABLE, "keywords", "'keywords' is no vocabulary's name"),
        ("v.csv", TABLE, "../v", "lower-case letters"),
        ("v.ttl", "<x> <y> .", "v", r"v\.ttl: .* an address without beginning|put @base"),
    ],
)
def test_what_cannot_be_imported_is_named(
    workspace: Workspace, tmp_path: Path, stamp: Stamp, name: str, body: str, scheme: str,
    message: str,
) -> None:  # fmt: skip
    (tmp_path / name).write_text(body)
    with pytest.raises(DeclarationError, match=message):
        import_file(workspace, Import(tmp_path / name, scheme), stamp)
    assert sorted(path.name for path in workspace.models_dir.glob("v.*")) == []


@pytest.mark.parametrize("scheme", ["themes", "disciplines", "garden"])
def test_exports_read_back_as_they_are(
    workspace: Workspace, tmp_path: Path, stamp: Stamp, scheme: str
) -> None:
    before = declared.vocabularies(workspace)[scheme]
    for kind in ("ttl", "csv"):
        file = tmp_path / f"{scheme}.{kind}"
        text = vocabularies.export(workspace, scheme, kind)
        file.write_bytes(("\ufeff" * (kind == "csv") + text).encode())
        outcome = import_file(workspace, Import(file, scheme, update=True), stamp)
        assert outcome.vocabulary.concepts == before.concepts
        assert outcome.difference is not None
        assert not any(getattr(outcome.difference, name) for name in ("added", "changed"))
    assert declared.vocabularies(workspace)[scheme].digest == before.digest


def test_what_is_worth_an_eye_is_told(workspace: Workspace) -> None:
    file = workspace.models_dir / "kitchen.csv"
    file.write_text(
        "id,label@fr,alt_labels,broader\nbread,Pain,food,cake\ncake,Gâteau,Food!,bread\n"
    )
    found, errors = vocabularies.check(workspace)
    lines = [one["line"] for one in found if "kitchen" in one["line"]]
    assert errors == []
    assert [line.split(": ", 1)[1] for line in lines] == [
        "concept 'bread': wider than itself, by way of its broader concepts",
        "concept 'cake': wider than itself, by way of its broader concepts",
        "'food' names 'bread', 'cake' alike: as a publisher's label it stands for neither",
        "2 of 2 concepts have neither definition nor scope note ('bread'): until somebody decides "
        "on them, names alone speak for them",
        "2 of 2 concepts have no label in English ('bread'): suggestions for English texts are "
        "worse for it",
    ]
    assert not [one for one in found if "themes" in one["line"]]


def test_a_new_workspace_gets_the_shipped_vocabularies_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workspace: Workspace
) -> None:
    monkeypatch.setattr(setup, "template", lambda: workspace.root)
    made = setup.make_workspace(tmp_path / "new", with_sample=False)
    assert "models/themes.ttl" in made
    assert "models/garden.ttl" not in made


def test_added_concepts_get_the_time_in_utc(workspace: Workspace) -> None:
    stamp = Stamp("Ann", dt.datetime(2026, 5, 1, 10, 0, 0, 5, tzinfo=dt.UTC))
    edit(workspace, "garden", lambda e: e.add(NewConcept("fern", {"en": "Ferns"})), stamp)
    history = vocabularies.concept(workspace, "garden", "fern")["history"]
    assert history == [
        {"at": "2026-05-01T10:00:00+00:00", "editor": "Ann", "what": "Added", "reason": ""}
    ]
