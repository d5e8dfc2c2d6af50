"""What a workspace declares, read with forbearance: one broken file must not stop a run.

A broken source card is left out; of a broken vocabulary or gazetteer the last good copy is used.
Either is a finding: `status`, the run's summary and its exit code tell of it until it is mended.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.declarations import Source, load_sources
from pipeline.errors import DeclarationError
from pipeline.gazetteers import Gazetteers, load_gazetteers
from pipeline.settings import Workspace
from pipeline.steps.last_good import last_good
from pipeline.vocabulary import SUFFIXES, Reading, Vocabulary, read_kept

SHIPPED = ("themes", "disciplines")
"""Vocabularies that every workspace has; a file of one that is gone is a finding."""
NOTHING_ON = (
    "no source is switched on; 'culturescope sources add URL' makes a card, 'culturescope sources "
    "list --all' shows those there are, 'culturescope sources enable ID' switches one on"
)


def enabled_sources(workspace: Workspace) -> dict[str, Source]:
    """Return the readable, enabled sources by id."""
    sources, _ = load_sources(workspace.sources_dir)
    return {id_: source for id_, source in sources.items() if source.enabled}


def findings(workspace: Workspace) -> list[str]:
    """Return one line for each declared file that cannot be used as it stands."""
    _, broken = load_sources(workspace.sources_dir)
    lines = [str(error) for error in broken]
    for path, others in vocabulary_files(workspace):
        lines += [line for line in [vocabulary_reading(workspace, path)[1]] if line]
        lines += [unused(other, path) for other in others]
    return lines + [line for line in [_gazetteers(workspace)[1]] if line]


def vocabularies(workspace: Workspace) -> dict[str, Vocabulary]:
    """Return the usable vocabularies by scheme, in order of scheme."""
    files = [path for path, _ in vocabulary_files(workspace)]
    found = {path.stem: vocabulary_reading(workspace, path)[0] for path in files}
    return {scheme: reading.vocabulary for scheme, reading in found.items() if reading}


def vocabulary_files(workspace: Workspace) -> list[tuple[Path, list[Path]]]:
    """Return the file of each scheme, Turtle before CSV, and other files of the same scheme."""
    found: dict[str, list[Path]] = {}
    for suffix in SUFFIXES:
        for path in sorted(workspace.models_dir.glob(f"*{suffix}")):
            found.setdefault(path.stem, []).append(path)
    for scheme in SHIPPED:
        found.setdefault(scheme, [workspace.models_dir / f"{scheme}.ttl"])
    return [(first, others) for _, (first, *others) in sorted(found.items())]


def unused(other: Path, path: Path) -> str:
    """Return what is wrong with a second file of a scheme."""
    return f"{other}: not used, since {path.name} is there; remove one of the two"


def vocabulary_reading(workspace: Workspace, path: Path) -> tuple[Reading | None, str]:
    """Return what a vocabulary's file holds, or its last good copy, and what is wrong with it."""
    return last_good(workspace, path, lambda file: read_kept(file, copies(workspace)))


def copies(workspace: Workspace) -> Path:
    """Return the folder of parsed copies, locks and former files of vocabularies."""
    return workspace.store_dir / "vocabularies"


def gazetteers(workspace: Workspace) -> Gazetteers:
    """Return the gazetteers.

    Raises:
        DeclarationError: They are broken and no good copy was ever kept.
    """
    found, line = _gazetteers(workspace)
    if found is None:
        raise DeclarationError(line)
    return found


def _gazetteers(workspace: Workspace) -> tuple[Gazetteers | None, str]:
    return last_good(workspace, workspace.models_dir / "gazetteers", load_gazetteers)
