"""Concepts as vectors, kept on disk: a thesaurus of thousands takes a minute to embed.

A copy of what can be made again: one that is missing, damaged or of another vocabulary, encoder or
version of the code is made anew without a word.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from pipeline.replacing import replacing

PREFIX = "concepts-"
FORMAT = 1


def kept_arrays(folder: Path, key: str) -> dict[str, np.ndarray] | None:
    """Return what `keep_arrays` kept under a key, None where there is no sound copy of it."""
    proof, body_path = _paths(folder, key)
    try:
        stated = json.loads(proof.read_text("utf-8"))
        body = body_path.read_bytes()
        expected = {"format": FORMAT, "key": key, "sha256": hashlib.sha256(body).hexdigest()}
        return load(body) if stated == expected else None
    except (OSError, ValueError, SafetensorError):
        return None


def keep_arrays(folder: Path, key: str, arrays: Mapping[str, np.ndarray]) -> None:
    """Keep arrays under a key, and drop what was kept under others.

    A folder that cannot be written is left alone: the arrays are then made again the next time.
    """
    proof, body_path = _paths(folder, key)
    body = save({name: np.asarray(arrays[name], order="C") for name in sorted(arrays)})
    stated = {"format": FORMAT, "key": key, "sha256": hashlib.sha256(body).hexdigest()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(body_path, body)
        _write(proof, json.dumps(stated, indent=1, sort_keys=True).encode())
        for old in sorted(folder.glob(f"{PREFIX}*")):
            if old not in (proof, body_path):
                old.unlink(missing_ok=True)
    except OSError:
        return


def _paths(folder: Path, key: str) -> tuple[Path, Path]:
    name = PREFIX + hashlib.sha256(key.encode()).hexdigest()[:16]
    return folder / f"{name}.json", folder / f"{name}.safetensors"


def _write(path: Path, body: bytes) -> None:
    with replacing(path) as file:
        file.write_bytes(body)
