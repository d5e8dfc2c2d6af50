"""What suggests, loaded once and kept: encoder, taggers, gazetteers, labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.settings import Workspace
from pipeline.steps import declared, models, taggers

if TYPE_CHECKING:
    from pipeline.embedding import Encoder
    from pipeline.gazetteers import Gazetteers
    from pipeline.themes import LabelMatcher
    from pipeline.themes.tagger import Tagger
    from pipeline.vocabulary import Vocabulary

COUNTRIES = "countries"
DECIDING = ("*.ttl", "*.csv", "gazetteers/**/*.toml", "tagger/*/in_use.json")
"""Files below models/ that decide what is suggested; a model in use is never changed in place."""

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything that suggests, of one moment; safe to use from several threads."""

    encoder: Encoder
    taggers: Mapping[str, Tagger]
    """By scheme, in order."""
    places: Gazetteers

    @property
    def schemes(self) -> tuple[str, ...]:
        """What can be suggested from: each vocabulary, then countries."""
        return (*self.taggers, COUNTRIES)

    @property
    def versions(self) -> dict[str, str]:
        """Version of what suggests English texts, by scheme."""
        from pipeline.themes.countries import VERSION

        versions = {scheme: tagger.version for scheme, tagger in self.taggers.items()}
        return versions | {COUNTRIES: f"{VERSION}-{self.places.digest[:12]}"}

    def vocabulary(self, scheme: str) -> Vocabulary:
        """Return the vocabulary of a scheme."""
        return self.taggers[scheme].suggester.vocabulary

    def matcher(self, scheme: str) -> LabelMatcher:
        """Return what finds the labels of a scheme; made when a text first needs it."""
        return taggers.label_matcher(self.vocabulary(scheme))


def load_kit(workspace: Workspace) -> Kit:
    """Load whatever suggests; the encoder is built where it is not there yet.

    Raises:
        ModelError: A model is missing or damaged.
        DeclarationError: Gazetteers are broken, and no good copy was ever kept.
    """
    models.prepare(workspace, lambda _: None)
    return take_kit(workspace)


def take_kit(workspace: Workspace) -> Kit:
    """Return what suggests, where the encoder has been built; cheap to call again.

    Raises:
        ModelError: A model is missing or damaged.
        DeclarationError: Gazetteers are broken, and no good copy was ever kept.
    """
    schemes = sorted(declared.vocabularies(workspace))
    return Kit(
        encoder=models.encoder(workspace),
        taggers={scheme: models.tagger(workspace, scheme) for scheme in schemes},
        places=declared.gazetteers(workspace),
    )


def stamp(workspace: Workspace) -> Stamp:
    """Return what changes when another process promotes a model or mends a declaration."""
    folder = workspace.models_dir
    found = [path for pattern in DECIDING for path in sorted(folder.glob(pattern))]
    return tuple(_of_file(path) for path in found)


def _of_file(path: Path) -> tuple[str, int, int]:
    try:
        told = path.stat()
    except OSError:  # replaced just now; the next look sees it
        return str(path), 0, 0
    return str(path), told.st_mtime_ns, told.st_size
