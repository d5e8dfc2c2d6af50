"""Which model suggests the concepts of a scheme: `models/tagger/<scheme>/in_use.json`.

The file names the folder of a promoted model, or "cold": the one that knows the vocabulary alone,
which is in use as well where there is no file. It is replaced as a whole, so that whoever reads it
meanwhile sees the old choice or the new one. What names a model that is damaged is an error.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.errors import ModelError
from pipeline.replacing import replacing
from pipeline.settings import Workspace

COLD = "cold"
FILE = "in_use.json"
MANIFEST_FILE = "manifest.json"
FORMAT = 1
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
"""A model's version is the name of its folder, and can lead nowhere else."""


@dataclass(frozen=True, slots=True)
class InUse:
    """The choice of a model."""

    version: str
    """Name of its folder, or COLD."""
    by: str = ""
    """"training", or the person who chose."""
    since: str = ""
    """UTC, ISO 8601."""
    reason: str = ""


def folder(workspace: Workspace, scheme: str) -> Path:
    """Return where the models of a scheme are kept."""
    return workspace.models_dir / "tagger" / scheme


def load(workspace: Workspace, scheme: str) -> InUse:
    """Return the choice; COLD before the first.

    Raises:
        ModelError: The file is damaged. Names it and the next step.
    """
    path = folder(workspace, scheme) / FILE
    try:
        values = json.loads(path.read_text("utf-8"))
        if values.pop("format") != FORMAT:
            raise ValueError("of another format")
        found = InUse(**values)
        if not VERSION.fullmatch(found.version):
            raise ValueError("names no model")
    except FileNotFoundError:
        return InUse(COLD)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            f"{path}: does not say which model is in use ({error}); choose one with "
            f"'culturescope themes use VERSION --scheme {scheme}', or 'cold' as its version"
        ) from error
    return found


def put(workspace: Workspace, scheme: str, chosen: InUse) -> None:
    """Let a model be in use from now on."""
    path = folder(workspace, scheme) / FILE
    write_json(path, {"format": FORMAT, **asdict(chosen)})


def fingerprint(workspace: Workspace, scheme: str) -> list[str]:
    """Return what tells the model in use from any other, without loading it.

    Raises:
        ModelError: See `load`.
    """
    version = load(workspace, scheme).version
    if version == COLD:
        return [COLD]
    try:
        manifest = (folder(workspace, scheme) / version / MANIFEST_FILE).read_bytes()
    except OSError:  # whoever loads the model will say so
        return [version]
    return [version, hashlib.sha256(manifest).hexdigest()]


def write_json(path: Path, values: object) -> None:
    """Write a file so that whoever reads it, at whatever time, finds the old or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    with replacing(path) as file:
        file.write_text(text, "utf-8")
