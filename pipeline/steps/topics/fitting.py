"""Fit topics over all passages, and keep what was found."""

from __future__ import annotations

from dataclasses import asdict, replace
from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline import languages
from pipeline.steps import models
from pipeline.steps.context import Context
from pipeline.steps.topics import guides, keeping, placing
from pipeline.store import embedded, topic_names
from pipeline.store import topics as topic_store

if TYPE_CHECKING:
    from pipeline.settings import Workspace
    from pipeline.store.embedded import PassageTexts
    from pipeline.topics import Registry, TopicFit
    from pipeline.topics.drift import Drift


def fit(
    context: Context,
    last: topic_store.Fit | None,
    inputs: str,
    reason: str,
    drift: Drift | None = None,
) -> str:
    """Fit topics and store them in the place of the last ones; return what to tell of it.

    Args:
        context: Of the run.
        last: The last fit, None before the first.
        inputs: Digest of all documents.
        reason: Why, for a person.
        drift: How far the corpus had moved from the last fit, where that was measured.
    """
    workspace = context.workspace
    with context.store.read() as connection:
        version = models.encoder(workspace).version
        corpus = embedded.load_passage_texts(connection, version, is_read)
        previous = _registry(topic_store.load_registry(connection))
    clean = np.array(corpus.qualities, dtype=np.float64) >= workspace.settings.min_quality
    number = last.number + 1 if last else 1
    found = _find(workspace, corpus, clean, previous)
    events = [replace(event, fit=number) for event in found.events]
    # The files first, beside those of the last fit: a run killed in between fits again, from the
    # same, and gets the same.
    model = keeping.save(workspace, number, found)
    measured = placing.at_fit(found, {p.id for p in compress(corpus.passages, clean)})
    measured |= {"model": model, "parts": models.topic_parts(workspace)}
    measured |= {"drift": asdict(drift)} if drift else {}
    kept = topic_store.Fit(
        number=number,
        input_sha256=inputs,
        fingerprint=models.fingerprint(workspace, "topic_fit"),
        reason=reason,
        n_passages=len(found.passages),
        n_fitted=int(clean.sum()),
        n_topics=len(found.topics),
        measured=measured,
    )
    placed = placing.placed(found.passages, corpus.passages + corpus.unread)
    with context.store.write() as connection:
        measured["n_names"] = len(topic_names.load_given(connection))
        topic_store.put_fit(
            connection,
            kept,
            topic_store.Found(found.topics, events, asdict(found.registry), placed),
        )
    keeping.forget_others(workspace, number)
    return _told(found, len(corpus.unread), number, reason)


def is_read(language: str) -> bool:
    """Tell whether the sentence encoder understands a language."""
    return languages.route(language).encoder


def _find(
    workspace: Workspace,
    corpus: PassageTexts,
    clean: np.ndarray,
    previous: Registry | None,
) -> TopicFit:
    from pipeline.topics import extend_fit, fit_topics

    found = fit_topics(
        list(compress(corpus.passages, clean)),
        corpus.vectors[clean],
        n_topics=workspace.settings.n_topics,
        seed=workspace.settings.seed,
        previous=previous,
        guides=guides.load(workspace),
    )
    return extend_fit(found, list(compress(corpus.passages, ~clean)), corpus.vectors[~clean])


def _told(found: TopicFit, n_unread: int, number: int, reason: str) -> str:
    n_all = max(len(found.passages), 1)
    told = (
        f"{len(found.topics)} topics; {100 * found.n_unassigned / n_all:.0f} % of passages in none"
    )
    told += f"; fit {number}: {reason}"
    if n_unread:
        told += f"; {n_unread:,} passages not assessed, for their language"
    return told


def _registry(values: dict[str, Any]) -> Registry | None:
    from pipeline.topics import RegisteredTopic, Registry

    if not values:
        return None
    return Registry(
        tuple(
            RegisteredTopic(
                **each
                | {
                    "terms": tuple((term, weight) for term, weight in each["terms"]),
                    "members": tuple(each["members"]),
                }
            )
            for each in values["topics"]
        )
    )
