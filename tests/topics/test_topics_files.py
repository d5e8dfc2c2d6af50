"""Topic models on disk: no pickle, the same bytes for the same fit, and damage is named."""

from __future__ import annotations

import hashlib
import json
import random
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import ModelError
from pipeline.records import Passage
from pipeline.topics import Fitting, TopicFit, assign_passages, fit_topics, load_fit, save_fit

SUBJECTS = {
    "music": "orchestra violin concert melody composer choir symphony tune rhythm singer",
    "law": "treaty convention clause court article ratification state statute judge signature",
}


def passages() -> list[Passage]:
    made = []
    for subject, words in SUBJECTS.items():
        for number in range(12):
            text = " ".join(random.Random(f"{subject}{number}").choices(words.split(), k=30))
            document = f"{subject}{number:02d}"
            made.append(Passage(f"{document}-000", document, 0, 0, len(text), 30, text))
    return made


def embed(some: list[Passage]) -> np.ndarray:
    """Stand in for the encoder: each word a fixed random direction."""
    rows = np.zeros((len(some), 48))
    for row, each in zip(rows, some, strict=True):
        for word in each.text.split():
            row += np.random.default_rng(zlib.crc32(word.encode())).normal(size=48)
        row /= np.linalg.norm(row)
    return rows.astype(np.float32)


CORPUS = passages()


@pytest.fixture(scope="module")
def fit() -> TopicFit:
    return fit_topics(CORPUS, embed(CORPUS), Fitting(n_topics=2, seed=0))


@pytest.fixture
def folder(fit: TopicFit, tmp_path: Path) -> Path:
    save_fit(fit, tmp_path / "topics" / "fit-0001")
    return tmp_path / "topics" / "fit-0001"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_fit_comes_back_and_gives_the_same_topics(fit: TopicFit, folder: Path) -> None:
    registry, model = load_fit(folder)
    assert registry == fit.registry
    assert model is not None
    shuffled = random.Random(1).sample(CORPUS, len(CORPUS))
    assert assign_passages(model, shuffled, embed(shuffled)) == list(fit.passages)
    (alone,) = assign_passages(model, [CORPUS[7]], embed([CORPUS[7]]))
    assert alone in fit.passages


def test_saving_twice_writes_the_same_bytes_and_nothing_else(fit: TopicFit, folder: Path) -> None:
    first = contents(folder)
    assert sorted(first) == ["arrays.npz", "topics.json"]
    save_fit(fit, folder)
    assert contents(folder) == first
    assert [path.name for path in folder.parent.iterdir()] == ["fit-0001"]


def test_no_array_needs_pickle(folder: Path) -> None:
    with zipfile.ZipFile(folder / "arrays.npz") as archive:
        for name in archive.namelist():
            assert b"'descr': '<f" in archive.read(name)[:80]


def test_without_a_saved_fit_or_topics_there_is_an_empty_registry(tmp_path: Path) -> None:
    assert load_fit(tmp_path / "topics")[0].topics == ()
    save_fit(fit_topics([], np.zeros((0, 48), np.float32), Fitting()), tmp_path / "topics")
    registry, model = load_fit(tmp_path / "topics")
    assert (registry.topics, model) == ((), None)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("topics.json", b"{", "damaged"),
        ("topics.json", b"[]", "damaged"),
        ("topics.json", b"\xff\xfe", "damaged"),
        ("topics.json", b"{}", "damaged"),
        ("topics.json", b'{"version": "0"}', "written by version 0"),
        ("topics.json", b'{"version": "999"}', "written by version 999"),
        ("arrays.npz", b"PK", "damaged"),
        ("arrays.npz", None, "damaged"),
    ],
)
def test_damage_and_other_versions_are_named(
    folder: Path, name: str, content: bytes | None, said: str
) -> None:
    path = folder / name
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(ModelError, match=rf"topics\.json: {said}"):
        load_fit(folder)


def test_arrays_of_another_model_are_not_taken(folder: Path) -> None:
    other = fit_topics(CORPUS, embed(CORPUS), Fitting(n_topics=1, seed=0))
    save_fit(other, folder.with_name("other"))
    (folder / "arrays.npz").write_bytes((folder.with_name("other") / "arrays.npz").read_bytes())
    with pytest.raises(ModelError, match=r"arrays\.npz differs from what was written"):
        load_fit(folder)


def test_parts_that_do_not_fit_together_are_named(folder: Path) -> None:
    path = folder / "topics.json"
    values = json.loads(path.read_text())
    values["model"]["topic_ids"].append("t0009")
    path.write_text(json.dumps(values))
    with pytest.raises(ModelError, match=r"'centres' in arrays\.npz is of another model"):
        load_fit(folder)
    values["model"]["words"].pop()
    path.write_text(json.dumps(values))
    with pytest.raises(ModelError, match=r"'idf' in arrays\.npz is of another model"):
        load_fit(folder)


def test_objects_in_place_of_numbers_are_refused(folder: Path) -> None:
    """A file made to run code when it is opened."""
    path = folder / "arrays.npz"
    with np.load(path) as arrays:
        values = dict(arrays)
    np.savez(path, **values | {"mean": np.array([{"a": 1}], dtype=object)})
    about = json.loads((folder / "topics.json").read_text())
    about["arrays_sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "topics.json").write_text(json.dumps(about))
    with pytest.raises(ModelError, match="allow_pickle=False"):
        load_fit(folder)
