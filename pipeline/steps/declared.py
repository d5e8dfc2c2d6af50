"""What a workspace declares, read with forbearance: one broken file must not stop a run.

A broken source card is left out; of a broken vocabulary or gazetteer the last good copy is used.
Either is a finding: `status`, the run's summary and its exit code tell of it until it is mended.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pipeline.declarations import Source, load_sources
from pipeline.errors import DeclarationError
from pipeline.gazetteers import Gazetteers, load_gazetteers
from pipeline.settings import Workspace, digest
from pipeline.vocabulary import SUFFIXES, Vocabulary, load_vocabulary

SHIPPED = ("themes", "disciplines")
"""Vocabularies that every workspace has; a file of one that is gone is a finding."""

T = TypeVar("T")


def enabled_sources(workspace: Workspace) -> dict[str, Source]:
    """Return the readable, enabled sources by id."""
    sources, _ = load_sources(workspace.sources_dir)
    return {id_: source for id_, source in sources.items() if source.enabled}


def findings(workspace: Workspace) -> list[str]:
    """Return one line for each declared file that cannot be used as it stands."""
    _, broken = load_sources(workspace.sources_dir)
    lines = [str(error) for error in broken]
    for path, others in _vocabulary_files(workspace):
        lines += [line for line in [_last_good(workspace, path, load_vocabulary)[1]] if line]
        lines += [f"{other}: not used, since {path.name} is there; remove one" for other in others]
    return lines + [line for line in [_gazetteers(workspace)[1]] if line]


def vocabularies(workspace: Workspace) -> dict[str, Vocabulary]:
    """Return the usable vocabularies by scheme, in order of scheme."""
    read = {
        path.stem: _last_good(workspace, path, load_vocabulary)[0]
        for path, _ in _vocabulary_files(workspace)
    }
    return {scheme: vocabulary for scheme, vocabulary in read.items() if vocabulary}


def gazetteers(workspace: Workspace) -> Gazetteers:
    """Return the gazetteers.

    Raises:
        DeclarationError: They are broken and no good copy was ever kept.
    """
    found, line = _gazetteers(workspace)
    if found is None:
        raise DeclarationError(line)
    return found


def _vocabulary_files(workspace: Workspace) -> list[tuple[Path, list[Path]]]:
    """Return the file of each scheme, Turtle before CSV, and other files of the same scheme."""
    found: dict[str, list[Path]] = {}
    for suffix in SUFFIXES:
        for path in sorted(workspace.models_dir.glob(f"*{suffix}")):
            found.setdefault(path.stem, []).append(path)
    for scheme in SHIPPED:
        found.setdefault(scheme, [workspace.models_dir / f"{scheme}.ttl"])
    return [(first, others) for _, (first, *others) in sorted(found.items())]


def _gazetteers(workspace: Workspace) -> tuple[Gazetteers | None, str]:
    path = workspace.models_dir / "gazetteers"
    return _last_good(workspace, path, load_gazetteers)


# Kept by content, not by place: a file that changes under a long-lived process is read anew, and
# a dozen workspaces of the same declarations share one copy.
_LOADED: dict[str, Any] = {}


def _by_content(path: Path, load: Callable[[Path], T]) -> T:
    key = _content(path)
    if key not in _LOADED:
        _LOADED[key] = load(path)
    found: T = _LOADED[key]
    return found


def _content(path: Path) -> str:
    files = sorted(path.glob("*")) if path.is_dir() else [path]
    return digest([(file.name, sha256(file.read_bytes()).hexdigest()) for file in files])


def _last_good(workspace: Workspace, path: Path, load: Callable[[Path], T]) -> tuple[T | None, str]:
    kept = workspace.store_dir / "declared" / path.name
    try:
        value = _by_content(path, load)
    except (DeclarationError, OSError) as error:
        if not kept.exists():
            return None, str(error)
        return _by_content(kept, load), f"{error}; until then the last good copy is used"
    _keep(path, kept)
    return value, ""


def _keep(path: Path, kept: Path) -> None:
    """Copy what could be read, unless it is kept already; a run that only looks may not write."""
    if kept.exists() and _content(kept) == _content(path):
        return
    part = kept.with_name(f"{kept.name}.part")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.rmtree(part, ignore_errors=True)
            shutil.copytree(path, part)
            shutil.rmtree(kept, ignore_errors=True)
        else:
            shutil.copyfile(path, part)
        part.replace(kept)
    except OSError:  # read-only or full: whoever must write will say so, and say why
        return
