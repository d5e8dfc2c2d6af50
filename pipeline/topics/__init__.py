"""Topics stage: what a corpus talks about, found without being told; ids that last."""

from __future__ import annotations

import importlib.metadata

from pipeline.topics.assign import assign_passages, document_topics
from pipeline.topics.cluster import choose_n_topics
from pipeline.topics.files import load_fit, save_fit
from pipeline.topics.fit import fit_topics
from pipeline.topics.values import (
    VERSION,
    DocumentTopic,
    PassageTopic,
    RegisteredTopic,
    Registry,
    TopicFit,
    TopicModel,
)

__all__ = [
    "VERSION",
    "DocumentTopic",
    "PassageTopic",
    "RegisteredTopic",
    "Registry",
    "TopicFit",
    "TopicModel",
    "assign_passages",
    "choose_n_topics",
    "document_topics",
    "fingerprint_parts",
    "fit_topics",
    "load_fit",
    "save_fit",
]

LIBRARIES = ("bertopic", "scikit-learn", "scipy", "numpy")
"""Those whose version may change a fit."""


def fingerprint_parts(encoder_version: str, n_topics: int, seed: int) -> tuple[str, ...]:
    """Return what the fingerprint of the topics stage must contain."""
    libraries = (f"{name}-{importlib.metadata.version(name)}" for name in LIBRARIES)
    return (f"topics-{VERSION}", encoder_version, str(n_topics), str(seed), *libraries)
