"""What a workspace declares, read with forbearance: one broken file must not stop a run.

A broken source card is left out; of a broken vocabulary or gazetteer the last good copy is used.
Either is a finding: `status`, the run's summary and its exit code tell of it until it is mended.
"""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pipeline.declarations import Source, load_sources
from pipeline.errors import DeclarationError
from pipeline.gazetteers import Gazetteers, load_gazetteers
from pipeline.settings import Workspace
from pipeline.vocabulary import Vocabulary, load_vocabulary

SCHEMES = ("themes", "disciplines")
"""Vocabularies that documents are tagged from: `models/<scheme>.ttl`."""

T = TypeVar("T")


def enabled_sources(workspace: Workspace) -> dict[str, Source]:
    """Return the readable, enabled sources by id."""
    sources, _ = load_sources(workspace.sources_dir)
    return {id_: source for id_, source in sources.items() if source.enabled}


def findings(workspace: Workspace) -> list[str]:
    """Return one line for each declared file that cannot be used as it stands."""
    _, broken = load_sources(workspace.sources_dir)
    lines = [str(error) for error in broken]
    lines += [line for scheme in SCHEMES if (line := _vocabulary(workspace, scheme)[1])]
    return lines + [line for line in [_gazetteers(workspace)[1]] if line]


def vocabularies(workspace: Workspace) -> dict[str, Vocabulary]:
    """Return the usable vocabularies by scheme."""
    read = {scheme: _vocabulary(workspace, scheme)[0] for scheme in SCHEMES}
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


@functools.lru_cache(maxsize=8)
def _vocabulary(workspace: Workspace, scheme: str) -> tuple[Vocabulary | None, str]:
    return _last_good(workspace, workspace.models_dir / f"{scheme}.ttl", load_vocabulary)


@functools.lru_cache(maxsize=4)
def _gazetteers(workspace: Workspace) -> tuple[Gazetteers | None, str]:
    return _last_good(workspace, workspace.models_dir / "gazetteers", load_gazetteers)


def _last_good(
    workspace: Workspace, path: Path, load: Callable[[Path], T]
) -> tuple[T | None, str]:
    kept = workspace.store_dir / "declared" / path.name
    try:
        value = load(path)
    except DeclarationError as error:
        if not kept.exists():
            return None, str(error)
        return load(kept), f"{error}; until then the last good copy is used"
    _keep(path, kept)
    return value, ""


def _keep(path: Path, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.copytree(path, kept, dirs_exist_ok=True)
    elif not kept.exists() or kept.read_bytes() != path.read_bytes():
        part = kept.with_suffix(".part")
        shutil.copyfile(path, part)
        part.replace(kept)
