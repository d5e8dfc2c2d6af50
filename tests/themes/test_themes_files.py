import json
from hashlib import sha256

import numpy as np
import pytest

from pipeline.errors import ModelError
from pipeline.themes.tagger import cold
from pipeline.themes.tagger import files as files_module
from pipeline.themes.tagger.concept_files import keep_arrays, kept_arrays
from pipeline.themes.tagger.files import (
    TWIN,
    as_json,
    load_tagger,
    prove,
    read_manifest,
    read_part,
    save_tagger,
)
from tests.themes import kept_tagger
from tests.themes.kept_tagger import KEPT, Encoder, concept, make, scores, suggester, vocabulary

FORMATS = sorted(path.name for path in KEPT.iterdir())


@pytest.fixture
def folder(tmp_path):
    make(tmp_path / "model")
    return tmp_path / "model"


def load(folder, of=None, **more):
    return load_tagger(folder, suggester(of), Encoder.version, **more)


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("name", FORMATS)
def test_a_tagger_of_each_format_there_ever_was_still_suggests(name):
    tagger = load(KEPT / name)
    found = scores(tagger)
    assert max(found, key=found.get) == "harbours"
    assert found["harbours"] > 0.5 > found["gardens"]
    assert load(KEPT / name, prefix=TWIN).version != tagger.version


def test_what_is_loaded_suggests_what_was_saved(folder):
    assert scores(load(folder)) == scores(kept_tagger.learnt())
    assert read_manifest(folder)["about"]["n_documents"] == 6
    assert read_part(folder, "comparison.json") == {"figures": []}


def test_the_same_tagger_gives_the_same_bytes(folder, tmp_path):
    make(tmp_path / "again")
    assert bytes_of(tmp_path / "again") == bytes_of(folder)


def test_a_cold_tagger_can_be_kept_too(tmp_path):
    save_tagger(cold(suggester()), tmp_path / "c", {"encoder": Encoder.version})
    assert scores(load(tmp_path / "c")) == scores(cold(suggester()))


def test_any_flipped_byte_is_refused_by_name(folder):
    for name, body in bytes_of(folder).items():
        for at in range(0, len(body), max(1, len(body) // 60)):
            broken = bytearray(body)
            broken[at] ^= 1
            (folder / name).write_bytes(broken)
            with pytest.raises(ModelError, match=f"{name}: .*themes use cold"):
                prove(folder)
        (folder / name).write_bytes(body)
    prove(folder)


@pytest.mark.parametrize("name", ["manifest.json", "values.json", "arrays.safetensors"])
def test_what_is_cut_off_or_gone_is_refused_by_name(folder, name):
    body = (folder / name).read_bytes()
    for rest in (body[:-1], b"", None):
        if rest is None:
            (folder / name).unlink()
        else:
            (folder / name).write_bytes(rest)
        with pytest.raises(ModelError, match=f"model/{name}: "):
            load(folder)


def test_a_folder_that_is_gone_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"nowhere/manifest\.json: not readable"):
        load(tmp_path / "nowhere")


def rewritten(folder, **values):
    """Change the manifest as somebody would who knows how it proves itself."""
    manifest = read_manifest(folder) | values
    (folder / "manifest.json").write_bytes(files_module._proved(manifest))


def test_a_newer_format_is_refused_and_says_so(folder):
    rewritten(folder, format=2)
    with pytest.raises(ModelError, match=r"manifest\.json: of format 2, .* reads up to 1; install"):
        load(folder)


@pytest.mark.parametrize("changed", [{"scheme": "topics"}, {"about": {"encoder": "other"}}])
def test_a_tagger_of_another_scheme_or_encoder_is_refused(folder, changed):
    rewritten(folder, **changed)
    with pytest.raises(ModelError, match=r"manifest\.json: made for scheme and encoder"):
        load(folder)


def test_arrays_that_are_no_taggers_are_refused(folder):
    values = json.loads((folder / "values.json").read_bytes())
    values["concepts"] = ["gardens"] * 40
    body = as_json(values)
    (folder / "values.json").write_bytes(body)
    files = read_manifest(folder)["files"]
    files["values.json"] = {"bytes": len(body), "sha256": sha256(body).hexdigest()}
    rewritten(folder, files=files)
    with pytest.raises(ModelError, match=r"arrays\.safetensors: not understood"):
        load(folder)


def test_a_new_concept_is_judged_cold_and_a_retired_one_not_at_all(folder):
    now = vocabulary(["gardens", "harbours", "mills"], retired=(concept("kitchens"),))
    found = scores(load(folder, now))
    assert set(found) == {"gardens", "harbours", "mills"}
    assert found["harbours"] > scores(cold(suggester(now)))["harbours"]
    assert found["mills"] == pytest.approx(scores(cold(suggester(now)))["mills"], abs=0.05)


def test_what_was_learnt_of_a_merged_concept_serves_its_successor(folder):
    merged = concept("harbours", replaced_by="ports")
    now = vocabulary(["gardens", "kitchens", "ports"], retired=(merged,))
    found = scores(load(folder, now))
    assert found["ports"] > 2 * scores(cold(suggester(now)))["ports"]


def test_saving_takes_the_place_of_the_old_and_leaves_nothing_behind(folder):
    (folder / "old.txt").write_text("old")
    make(folder)
    assert "old.txt" not in bytes_of(folder)
    assert [path.name for path in folder.parent.iterdir()] == ["model"]


def test_a_save_that_fails_leaves_the_old_one(folder, monkeypatch):
    before = bytes_of(folder)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.themes.tagger.files.write_synced", full)
    with pytest.raises(OSError, match="No space"):
        make(folder)
    assert bytes_of(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["model"]


def test_vectors_of_concepts_are_kept_by_key_and_made_again_when_damaged(tmp_path):
    arrays = {"vectors": np.arange(6.0).reshape(2, 3), "usual": np.ones(2)}
    keep_arrays(tmp_path, "themes-1", arrays)
    kept = kept_arrays(tmp_path, "themes-1")
    assert all((kept[name] == arrays[name]).all() for name in arrays)
    assert kept_arrays(tmp_path, "themes-2") is None
    for path in tmp_path.iterdir():
        body = path.read_bytes()
        path.write_bytes(body[:-4] + b"    ")
        assert kept_arrays(tmp_path, "themes-1") is None
        path.write_bytes(body)
    keep_arrays(tmp_path, "themes-2", arrays)
    assert kept_arrays(tmp_path, "themes-1") is None
    assert len(list(tmp_path.iterdir())) == 2


def test_vectors_of_concepts_need_no_folder_that_can_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    keep_arrays(tmp_path / "file", "key", {"usual": np.ones(2)})
    assert kept_arrays(tmp_path / "file", "key") is None
