"""Open what suggests: each version once a process, however often it is asked for."""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from pipeline.settings import digest
from pipeline.steps import in_use

if TYPE_CHECKING:
    import numpy as np

    from pipeline.embedding import Encoder
    from pipeline.themes import LabelMatcher, Suggester
    from pipeline.themes.tagger import Tagger
    from pipeline.vocabulary import Vocabulary

T = TypeVar("T")

MOST_OPEN = 16
"""Of each kind that one process keeps: more vocabularies than most workspaces have, and what
promotions and edits have left behind. The vectors of 4,420 concepts take 14 MB."""


@dataclass(frozen=True, slots=True)
class _Made(Generic[T]):
    """What something is made from, told apart by a digest: thousands of concepts hash slowly."""

    digest: str
    folder: Path
    of: T = field(compare=False)


def suggester(vocabulary: Vocabulary, folder: Path, encoder: Encoder) -> Suggester:
    """Return a vocabulary made ready; its vectors are kept in the folder of its scheme's models."""
    return _suggester(_Made(vocabulary.digest, folder, vocabulary), encoder)


def tagger(
    with_suggester: Suggester, folder: Path, encoder_version: str, is_twin: bool = False
) -> Tagger:
    """Return a model, or its twin, by its folder, whose name is its version or `in_use.COLD`.

    Raises:
        ModelError: There is no such model, or it is damaged, or made for another encoder.
    """
    if folder.name == in_use.COLD:
        return _cold(_Made(with_suggester.version, folder, with_suggester))
    manifest = folder / in_use.MANIFEST_FILE
    stated = manifest.read_text("utf-8", "replace") if manifest.exists() else ""
    key = digest(with_suggester.version, stated)
    return _tagger(_Made(key, folder, with_suggester), encoder_version, is_twin)


def label_matcher(vocabulary: Vocabulary) -> LabelMatcher:
    """Return what finds the labels of a vocabulary; made when a text first needs it."""
    return _label_matcher(_Made(vocabulary.digest, Path(), vocabulary))


def concept_vectors(
    vocabulary: Vocabulary, folder: Path, encoder: Encoder
) -> dict[str, np.ndarray]:
    """Return what a suggester is made of: as kept, or made anew and kept."""
    from pipeline.themes.suggester import suggester_arrays, suggester_version
    from pipeline.themes.tagger.concept_files import keep_arrays, kept_arrays

    key = suggester_version(vocabulary, encoder.version)
    arrays = kept_arrays(folder, key)
    if arrays is None:
        arrays = suggester_arrays(vocabulary, encoder, os.cpu_count() or 1)
        keep_arrays(folder, key, arrays)
    return arrays


@functools.lru_cache(maxsize=MOST_OPEN)
def _suggester(made: _Made[Vocabulary], encoder: Encoder) -> Suggester:
    from pipeline.themes.suggester import suggester_from

    arrays = concept_vectors(made.of, made.folder, encoder)
    return suggester_from(made.of, encoder.version, arrays)


@functools.lru_cache(maxsize=MOST_OPEN)
def _cold(made: _Made[Suggester]) -> Tagger:
    from pipeline.themes.tagger import cold

    return cold(made.of)


@functools.lru_cache(maxsize=MOST_OPEN)
def _tagger(made: _Made[Suggester], encoder_version: str, is_twin: bool) -> Tagger:
    from pipeline.themes.tagger.files import TWIN, load_tagger

    return load_tagger(made.folder, made.of, encoder_version, TWIN if is_twin else "")


@functools.lru_cache(maxsize=MOST_OPEN)
def _label_matcher(made: _Made[Vocabulary]) -> LabelMatcher:
    from pipeline.themes import load_label_matcher

    return load_label_matcher(made.of)
