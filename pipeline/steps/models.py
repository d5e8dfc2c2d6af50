"""Models and libraries of the steps: loaded once a process, and named in fingerprints."""

from __future__ import annotations

import functools
from collections.abc import Callable
from importlib.metadata import version
from typing import TYPE_CHECKING

from pipeline.errors import ModelError
from pipeline.settings import Workspace, digest
from pipeline.steps import declared

if TYPE_CHECKING:
    from pipeline.clean import Cleaner
    from pipeline.embedding import Encoder
    from pipeline.entities import Recogniser
    from pipeline.themes import Suggester


@functools.lru_cache(maxsize=2)
def encoder(workspace: Workspace) -> Encoder:
    """Return the sentence encoder, which `prepare` has built."""
    from pipeline.embedding import load_encoder

    return load_encoder(workspace.models_dir / "minilm")


def prepare(workspace: Workspace, progress: Callable[[str], None]) -> None:
    """Build the sentence encoder where it is not there yet or damaged; takes seconds, once."""
    from pipeline.embedding import build_encoder, load_encoder

    folder = workspace.models_dir / "minilm"
    try:
        load_encoder(folder)
    except ModelError:
        progress("building the sentence encoder, once")
        build_encoder(folder, progress)


@functools.lru_cache(maxsize=2)
def cleaner(workspace: Workspace) -> Cleaner:
    """Return the cleaner with the labels it may find in label blocks."""
    from pipeline.clean import load_cleaner

    return load_cleaner(
        min_characters=workspace.settings.min_characters, known_labels=known_labels(workspace)
    )


@functools.lru_cache(maxsize=2)
def recogniser(workspace: Workspace) -> Recogniser:
    """Return the entity recogniser."""
    from pipeline.entities import load_recogniser

    return load_recogniser(workspace.settings.spacy_model, declared.gazetteers(workspace))


@functools.lru_cache(maxsize=8)
def suggester(workspace: Workspace, scheme: str) -> Suggester:
    """Return the suggester of a scheme."""
    from pipeline.themes import load_suggester

    return load_suggester(declared.vocabularies(workspace)[scheme], encoder(workspace))


def known_labels(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Return the labels that publishers are known to use, by kind."""
    labels = {
        scheme: tuple(
            sorted({text for c in vocabulary.concepts for text in (c.label, *c.alt_labels)})
        )
        for scheme, vocabulary in declared.vocabularies(workspace).items()
    }
    return labels | {"countries": declared.gazetteers(workspace).country_labels()}


def fingerprint(workspace: Workspace, stage: str) -> str:
    """Return the digest of all that a stage's results depend on besides its input."""
    return digest(stage, _PARTS[stage](workspace))


def _versions(*names: str) -> list[str]:
    return [f"{name} {version(name)}" for name in names]


def _clean_parts(workspace: Workspace) -> list[object]:
    from pipeline.clean import VERSION

    libraries = _versions("trafilatura", "htmldate", "resiliparse", "pypdfium2", "py3langid")
    return [VERSION, libraries, workspace.settings.min_characters, known_labels(workspace)]


def _entities_parts(workspace: Workspace) -> list[object]:
    from pipeline.entities import fingerprint_parts

    return [fingerprint_parts(recogniser(workspace))]


def _topics_parts(workspace: Workspace) -> list[object]:
    from pipeline.topics import fingerprint_parts

    settings = workspace.settings
    version_ = encoder(workspace).version
    return [fingerprint_parts(version_, settings.n_topics, settings.seed)]


def _themes_parts(workspace: Workspace) -> list[object]:
    from pipeline.themes import fingerprint_parts

    schemes = sorted(declared.vocabularies(workspace))
    parts = fingerprint_parts([suggester(workspace, scheme) for scheme in schemes])
    return [parts, declared.gazetteers(workspace).digest, workspace.settings.suggestions]


def _trends_parts(workspace: Workspace) -> list[object]:
    from pipeline.trends import VERSION

    return [VERSION, workspace.settings.min_score, str(workspace.settings.as_of)]


def _publish_parts(workspace: Workspace) -> list[object]:
    from pipeline.publish import VERSION

    del workspace
    return [VERSION]


_PARTS: dict[str, Callable[[Workspace], list[object]]] = {
    "clean": _clean_parts,
    "entities": _entities_parts,
    "topics": _topics_parts,
    "themes": _themes_parts,
    "trends": _trends_parts,
    "publish": _publish_parts,
}
