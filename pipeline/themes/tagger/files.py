"""Keep a tagger as a folder: safetensors for numbers, JSON for the rest, a digest for every byte.

The folder is written beside its place and renamed, so that a kill leaves all of it or nothing. The
manifest lists each file with its SHA-256 and proves itself by the last of its values; nothing is
read before it is proved. No clock time stands in a folder: the same decisions give the same bytes.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from pipeline.errors import ModelError
from pipeline.themes.suggester import Suggester
from pipeline.themes.tagger import Tagger, restore

FORMAT = 1
"""Counts up when a folder could no longer be read by the code before; older ones stay readable."""
MANIFEST_FILE = "manifest.json"
ARRAYS_FILE = "arrays.safetensors"
VALUES_FILE = "values.json"
TWIN = "twin-"
"""Begins the names of the files of the twin: the same tagger, trained without what is held out."""
REQUIRED = ("format", "version", "scheme", "vocabulary", "about", "files", "sha256")
NEXT_STEP = (
    "restore the folder from a backup, or go on without it by 'culturescope themes use cold' and "
    "train anew by 'culturescope themes train', both with --scheme where it is not themes"
)


def save_tagger(
    tagger: Tagger,
    folder: Path,
    about: Mapping[str, Any],
    parts: Mapping[str, Any] | None = None,
    twin: Tagger | None = None,
) -> None:
    """Write a tagger in place of whatever the folder held before.

    Args:
        tagger: Learnt or cold.
        folder: Named after the tagger's version.
        about: JSON-able, with "encoder": version of the encoder of what was learnt from; settings,
            digest of what was learnt from, how many decisions, ...
        parts: Further JSON files by name ("comparison.json"), proved by the manifest as well.
        twin: The same without what is held out, by which later taggers are compared with it.

    Raises:
        OSError: The folder cannot be written.
    """
    contents = _state_files("", tagger) | (_state_files(TWIN, twin) if twin else {})
    contents |= {name: as_json(content) for name, content in (parts or {}).items()}
    manifest = {
        "format": FORMAT,
        "version": tagger.version,
        "scheme": tagger.scheme,
        "vocabulary": tagger.suggester.vocabulary.digest,
        "about": dict(about),
        "files": {
            name: {"bytes": len(body), "sha256": sha256(body).hexdigest()}
            for name, body in contents.items()
        },
    }
    _replace(folder, contents | {MANIFEST_FILE: _proved(manifest)})


def _state_files(prefix: str, tagger: Tagger) -> dict[str, bytes]:
    arrays, values = tagger.state()
    numbers = {name: np.asarray(arrays[name], order="C") for name in sorted(arrays)}
    return {f"{prefix}{ARRAYS_FILE}": save(numbers), f"{prefix}{VALUES_FILE}": as_json(values)}


def load_tagger(folder: Path, suggester: Suggester, encoder: str, prefix: str = "") -> Tagger:
    """Read what `save_tagger` wrote.

    Concepts that the vocabulary has gained since are suggested as by a cold tagger; what was learnt
    of one that was merged serves its successor; what was retired is forgotten.

    Args:
        folder: Of the tagger.
        suggester: The vocabulary of the same scheme as it is now.
        encoder: Version of the encoder that is in use.
        prefix: TWIN for the twin.

    Raises:
        ModelError: A file is missing or not as it was written, the format is a newer one, or the
            tagger belongs to another scheme or encoder. Names the file and the next step.
    """
    manifest = read_manifest(folder)
    made_for = (manifest["scheme"], manifest["about"].get("encoder"))
    if made_for != (suggester.vocabulary.scheme_id, encoder):
        problem = f"made for scheme and encoder {made_for}, not for "
        problem += f"{(suggester.vocabulary.scheme_id, encoder)}"
        raise _error(folder / MANIFEST_FILE, problem)
    values_name, arrays_name = f"{prefix}{VALUES_FILE}", f"{prefix}{ARRAYS_FILE}"
    values = _parsed(folder / values_name, _proved_bytes(folder, values_name, manifest))
    body = _proved_bytes(folder, arrays_name, manifest)
    try:
        return restore(suggester, load(body), values)
    except (SafetensorError, KeyError, TypeError, ValueError, IndexError) as error:
        raise _error(folder / arrays_name, f"not understood ({error!r})") from error


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return what a tagger's folder says of itself, proved.

    Raises:
        ModelError: It is missing, not as it was written, or of a newer format.
    """
    path = folder / MANIFEST_FILE
    body = _bytes(path)
    manifest = _parsed(path, body)
    if not isinstance(manifest, dict) or any(key not in manifest for key in REQUIRED):
        raise _error(path, "no manifest of a tagger")
    if manifest["format"] not in range(1, FORMAT + 1):
        problem = f"of format {manifest['format']}, this Culturescope reads up to {FORMAT}"
        raise ModelError(f"{path}: {problem}; install a newer one, or {NEXT_STEP}")
    if body != _proved(manifest):
        raise _error(path, "not as it was written")
    return manifest


def read_part(folder: Path, name: str) -> Any:
    """Return the content of one of the JSON files that a manifest lists.

    Raises:
        ModelError: It is missing or not as it was written.
    """
    return _parsed(folder / name, _proved_bytes(folder, name, read_manifest(folder)))


def prove(folder: Path) -> dict[str, Any]:
    """Return what a tagger's folder says of itself, after a look at every byte of it.

    Raises:
        ModelError: A file is missing or not as it was written.
    """
    manifest = read_manifest(folder)
    for name in sorted(manifest["files"]):
        _proved_bytes(folder, name, manifest)
    return manifest


def as_json(values: object) -> bytes:
    """Return values as UTF-8 JSON, the same bytes for the same values."""
    text = json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    return f"{text}\n".encode()


def _proved(manifest: Mapping[str, Any]) -> bytes:
    """Return a manifest as it is written: with the digest of all of it but that digest."""
    rest = {key: value for key, value in manifest.items() if key != "sha256"}
    return as_json(rest | {"sha256": sha256(as_json(rest)).hexdigest()})


def _proved_bytes(folder: Path, name: str, manifest: Mapping[str, Any]) -> bytes:
    path = folder / name
    if name not in manifest["files"]:
        raise _error(folder / MANIFEST_FILE, f"lists no {name}")
    body = _bytes(path)
    stated = manifest["files"][name]
    if len(body) != stated["bytes"]:
        problem = f"{len(body):,} bytes long, but {stated['bytes']:,} were written"
        raise _error(path, problem)
    if sha256(body).hexdigest() != stated["sha256"]:
        raise _error(path, "not as it was written (its SHA-256 differs)")
    return body


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _error(path, f"not readable ({error.strerror or error})") from error


def _parsed(path: Path, body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _error(path, "no valid JSON") from error


def _error(path: Path, problem: str) -> ModelError:
    return ModelError(f"{path}: {problem}; {NEXT_STEP}")


def _replace(folder: Path, contents: Mapping[str, bytes]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    old = fresh.with_name(f"{fresh.name}-old")
    try:
        for name in sorted(contents):
            write_synced(fresh / name, contents[name])
        fresh.chmod(0o755)
        sync_folder(fresh)
        if folder.exists():
            os.replace(folder, old)
        os.replace(fresh, folder)
        sync_folder(folder.parent)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def write_synced(path: Path, body: bytes) -> None:
    """Write a file so that its bytes are on the disk when this returns."""
    with path.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Let the names in a folder outlive a power cut, where the system can do that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
