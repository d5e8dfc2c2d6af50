"""Keep a topic model on disk: JSON for words and names, npz for numbers; no pickle."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import ModelError
from pipeline.topics.values import RegisteredTopic, Registry, Space, TopicFit, TopicModel
from pipeline.versions import TOPICS

REGISTRY_FILE = "topics.json"
ARRAYS_FILE = "arrays.npz"
SPACE_ARRAYS = ("idf", "components", "mean", "axes")
MODEL_ARRAYS = ("centres", "directions")


def save_fit(fit: TopicFit, folder: Path) -> None:
    """Write registry and model, in place of what the folder held before.

    The folder is replaced as a whole, so a run that is killed leaves the old or the new one.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        np.savez(fresh / ARRAYS_FILE, allow_pickle=False, **_arrays(fit.model))
        (fresh / REGISTRY_FILE).write_text(_as_json(fit, fresh / ARRAYS_FILE), "utf-8")
        fresh.chmod(0o755)
        old = fresh.with_name(f"{fresh.name}-old")
        if folder.exists():
            os.replace(folder, old)
        os.replace(fresh, folder)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _arrays(model: TopicModel | None) -> dict[str, Any]:
    if model is None:
        return {}
    return {
        **{name: getattr(model.space, name) for name in SPACE_ARRAYS},
        **{name: getattr(model, name) for name in MODEL_ARRAYS},
    }


def _as_json(fit: TopicFit, arrays: Path) -> str:
    model = fit.model and {
        "words": fit.model.space.words,
        "topic_ids": fit.model.topic_ids,
        "least_score": fit.model.least_score,
    }
    values = {
        "version": TOPICS,
        "registry": [asdict(topic) for topic in fit.registry.topics],
        "model": model,
        "arrays_sha256": _sha256(arrays),
    }
    return json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def load_fit(folder: Path) -> tuple[Registry, TopicModel | None]:
    """Read what `save_fit` wrote.

    Returns:
        The registry, empty where nothing was ever saved, and the model, None where the last fit
        found no topic.

    Raises:
        ModelError: A file is damaged, or an unknown version wrote it.
    """
    path = folder / REGISTRY_FILE
    if not folder.exists():
        return Registry(), None
    try:
        values = json.loads(path.read_text("utf-8"))
        if values["version"] != TOPICS:
            raise ModelError(
                f"{path}: written by version {values['version']} of the topics stage; "
                f"this is version {TOPICS}: move the folder away and fit again"
            )
        return _registry(values["registry"]), _model(folder, values)
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise ModelError(
            f"{path}: damaged ({error}); restore the folder from a backup, or remove it: "
            "topics then start with new ids"
        ) from error


def _registry(topics: list[dict[str, Any]]) -> Registry:
    return Registry(
        tuple(
            RegisteredTopic(
                id=topic["id"],
                label=topic["label"],
                terms=tuple((term, weight) for term, weight in topic["terms"]),
                members=tuple(topic["members"]),
                is_retired=topic["is_retired"],
            )
            for topic in topics
        )
    )


def _model(folder: Path, values: dict[str, Any]) -> TopicModel | None:
    if _sha256(folder / ARRAYS_FILE) != values["arrays_sha256"]:
        raise ValueError(f"{ARRAYS_FILE} differs from what was written")
    model = values["model"]
    if model is None:
        return None
    with np.load(folder / ARRAYS_FILE, allow_pickle=False) as arrays:
        space = Space(tuple(model["words"]), **{name: arrays[name] for name in SPACE_ARRAYS})
        rest = {name: arrays[name] for name in MODEL_ARRAYS}
    ids, least_score = tuple(model["topic_ids"]), float(model["least_score"])
    return _checked(TopicModel(space, ids, least_score=least_score, **rest))


def _checked(model: TopicModel) -> TopicModel:
    """Return a model whose parts fit together, or say that they do not."""
    space, n_topics = model.space, len(model.topic_ids)
    n_axes, n_dimensions = space.axes.shape
    shapes = {
        "idf": (space.idf, (len(space.words),)),
        "components": (space.components, (len(space.components), len(space.words))),
        "mean": (space.mean, (n_dimensions,)),
        "centres": (model.centres, (n_topics, n_axes)),
        "directions": (model.directions, (n_topics, n_dimensions)),
    }
    for name, (array, shape) in shapes.items():
        if array.shape != shape:
            raise ValueError(f"'{name}' in {ARRAYS_FILE} is of another model")
    return model


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
