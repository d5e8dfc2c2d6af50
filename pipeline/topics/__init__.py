"""Topics stage: what a corpus talks about, found without being told; ids that last."""

from __future__ import annotations

from pipeline.topics.assign import assign_passages, document_topics, extend_fit
from pipeline.topics.choosing import choose_n_topics
from pipeline.topics.files import load_fit, save_fit
from pipeline.topics.fit import fit_topics
from pipeline.topics.values import (
    DocumentTopic,
    Fitting,
    Guide,
    PassageTopic,
    RegisteredTopic,
    Registry,
    TopicFit,
    TopicModel,
)

__all__ = [
    "DocumentTopic",
    "Fitting",
    "Guide",
    "PassageTopic",
    "RegisteredTopic",
    "Registry",
    "TopicFit",
    "TopicModel",
    "assign_passages",
    "choose_n_topics",
    "document_topics",
    "extend_fit",
    "fit_topics",
    "load_fit",
    "save_fit",
]
