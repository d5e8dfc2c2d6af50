"""What tests of several stages share."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.embedding import Encoder, build_encoder, load_encoder


@pytest.fixture(scope="session")
def encoder_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built encoder; read only."""
    folder = tmp_path_factory.mktemp("models") / "minilm"
    build_encoder(folder)
    return folder


@pytest.fixture(scope="session")
def encoder(encoder_dir: Path) -> Encoder:
    return load_encoder(encoder_dir)
