"""Models of topic fits on disk: `models/topics/fit-0007`, and nothing else there."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ModelError
from pipeline.settings import Workspace
from pipeline.store.topics import Fit

if TYPE_CHECKING:
    from pipeline.topics import TopicFit, TopicModel

FILES = "*.json"
"""Name the digests of all others."""


def save(workspace: Workspace, number: int, found: TopicFit) -> str:
    """Write what a fit found beside that of the last one; return its digest."""
    from pipeline.topics import save_fit

    save_fit(found, _folder(workspace, number))
    return _digest(_folder(workspace, number))


def load(workspace: Workspace, fit: Fit) -> TopicModel | None:
    """Return the model of a fit, None where it found no topic.

    Raises:
        ModelError: It is gone, damaged, or of another fit than the store tells of.
    """
    from pipeline.topics import load_fit

    folder = _folder(workspace, fit.number)
    if not folder.exists():
        raise ModelError(f"{folder}: the topic model is gone; 'culturescope topics' fits again")
    _, model = load_fit(folder)
    if _digest(folder) != fit.measured.get("model"):
        raise ModelError(
            f"{folder}: not the topic model that the store tells of; "
            "'culturescope topics' fits again"
        )
    return model


def forget_others(workspace: Workspace, number: int) -> None:
    """Remove the models of all fits but one."""
    kept = _folder(workspace, number)
    for path in sorted(kept.parent.iterdir()):
        if path != kept and path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path != kept:
            path.unlink()


def _folder(workspace: Workspace, number: int) -> Path:
    return workspace.models_dir / "topics" / f"fit-{number:04d}"


def _digest(folder: Path) -> str:
    parts = [path.read_bytes() for path in sorted(folder.glob(FILES))]
    return hashlib.sha256(b"".join(parts)).hexdigest()
