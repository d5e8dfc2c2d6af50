"""Write the files of an evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import WorkspaceError
from pipeline.settings import Workspace


def write_reports(folder: Path, files: Mapping[str, str]) -> None:
    """Write files into a folder, which is made; one that is there already is replaced.

    Raises:
        WorkspaceError: The folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            part = folder / f"{name}.part"
            part.write_bytes(text.encode())
            part.replace(folder / name)
    except OSError as error:
        raise WorkspaceError(
            f"{folder}: cannot be written ({error}); name another --out"
        ) from error


def default_folder(workspace: Workspace, id_: str) -> Path:
    """Return where an evaluation is written unless another place is named."""
    return workspace.root / "outputs" / "evaluations" / id_
