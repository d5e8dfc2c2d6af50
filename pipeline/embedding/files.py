"""The files of a built encoder: their names, their manifest, and whether they are whole."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from pipeline.errors import ModelError

MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
MANIFEST_FILE = "manifest.json"

BUILDER_VERSION = "2"
"""Goes up whenever the files change: folders of another version are built anew. 2 gives the token
vectors, too; the vectors of all 366 passages compared were the same to the last bit as with 1."""
VECTORS_VERSION = "1"
"""Goes up only when a vector may change: stored vectors and learnt models are then of no use."""
SOURCE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""model.safetensors of sentence-transformers/all-MiniLM-L6-v2."""
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
"""Its tokenizer.json."""


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(folder: Path) -> None:
    """Write down what the folder was built from and the digest of each of its files."""
    manifest = {
        "builder": BUILDER_VERSION,
        "source": SOURCE_SHA256,
        "files": {name: file_sha256(folder / name) for name in (MODEL_FILE, TOKENIZER_FILE)},
    }
    text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    (folder / MANIFEST_FILE).write_text(text, "utf-8")


def check_files(folder: Path) -> None:
    """Prove that a folder holds a whole encoder of this version.

    Raises:
        ModelError: A file is missing or differs from the manifest, or another version of the
            builder wrote it; names the file and what to do.
    """
    manifest = _read_manifest(folder / MANIFEST_FILE)
    if (manifest.get("builder"), manifest.get("source")) != (BUILDER_VERSION, SOURCE_SHA256):
        raise _unusable(folder / MANIFEST_FILE, "was written for another version")
    files = manifest.get("files")
    for name in (MODEL_FILE, TOKENIZER_FILE):
        path = folder / name
        if not path.is_file():
            raise _unusable(path, "is missing")
        if not isinstance(files, dict) or files.get(name) != file_sha256(path):
            raise _unusable(path, "differs from what was built")


def _read_manifest(path: Path) -> dict[str, object]:
    if not path.is_file():
        raise _unusable(path, "is missing")
    try:
        manifest = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise _unusable(path, "is not readable as JSON") from error
    if not isinstance(manifest, dict):
        raise _unusable(path, "is not readable as a manifest")
    return manifest


def _unusable(path: Path, why: str) -> ModelError:
    return ModelError(f"{path}: {why}; remove the folder {path.parent.name} and run again")
