"""Fit topics over all passages, and keep what was found."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
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
    from pipeline.records import Passage
    from pipeline.settings import Workspace
    from pipeline.store.embedded import PassageTexts
    from pipeline.topics import Registry, TopicFit
    from pipeline.topics.drift import Drift


@dataclass(frozen=True, slots=True)
class Call:
    """What a fit is called for by."""

    last: topic_store.Fit | None
    """None before the first."""
    inputs: str
    """Digest of all documents."""
    reason: str
    """For a person."""
    drift: Drift | None = None
    """How far the corpus had moved from the last fit, where that was measured."""

    @property
    def number(self) -> int:
        """Number of the fit that is called for."""
        return self.last.number + 1 if self.last else 1


@dataclass(frozen=True, slots=True)
class _Corpus:
    """All passages, and which of them topics can be learnt from."""

    texts: PassageTexts = field(repr=False)
    clean: np.ndarray = field(repr=False)
    """bool (n passages)."""

    def part(self, chosen: np.ndarray) -> tuple[list[Passage], np.ndarray]:
        """Return some of the passages and their vectors."""
        return list(compress(self.texts.passages, chosen)), self.texts.vectors[chosen]


def fit(context: Context, call: Call) -> str:
    """Fit topics and store them in the place of the last ones; return what to tell of it."""
    workspace = context.workspace
    corpus, previous = _load(context)
    found = _find(workspace, corpus, call, previous)
    # The files first, beside those of the last fit: a run killed in between fits again, from the
    # same, and gets the same.
    model = keeping.save(workspace, call.number, found)
    _store(context, _kept(workspace, call, found, corpus, model), found, corpus)
    keeping.forget_others(workspace, call.number)
    return _told(found, len(corpus.texts.unread), call)


def is_read(language: str) -> bool:
    """Tell whether the sentence encoder understands a language."""
    return languages.route(language).encoder


def _load(context: Context) -> tuple[_Corpus, Registry | None]:
    version = models.encoder(context.workspace).version
    with context.store.read() as connection:
        texts = embedded.load_passage_texts(connection, version, is_read)
        previous = _registry(topic_store.load_registry(connection))
    least = context.workspace.settings.min_quality
    return _Corpus(texts, np.array(texts.qualities, dtype=np.float64) >= least), previous


def _find(workspace: Workspace, corpus: _Corpus, call: Call, previous: Registry | None) -> TopicFit:
    from pipeline.topics import Fitting, extend_fit, fit_topics

    how = Fitting(
        seed=workspace.settings.seed,
        n_topics=workspace.settings.n_topics,
        previous=previous,
        guides=guides.load(workspace),
        number=call.number,
    )
    sources = list(compress(corpus.texts.sources, corpus.clean))
    found = fit_topics(*corpus.part(corpus.clean), how, sources)
    return extend_fit(found, *corpus.part(~corpus.clean))


def _kept(
    workspace: Workspace, call: Call, found: TopicFit, corpus: _Corpus, model: str
) -> topic_store.Fit:
    clean = {passage.id for passage in compress(corpus.texts.passages, corpus.clean)}
    measured = placing.at_fit(found, clean)
    measured |= {"model": model, "parts": models.topic_parts(workspace)}
    measured |= {"drift": asdict(call.drift)} if call.drift else {}
    return topic_store.Fit(
        number=call.number,
        input_sha256=call.inputs,
        fingerprint=models.fingerprint(workspace, "topic_fit"),
        reason=call.reason,
        n_passages=len(found.passages),
        n_fitted=found.n_fitted,
        n_topics=len(found.topics),
        measured=measured,
    )


def _store(context: Context, kept: topic_store.Fit, found: TopicFit, corpus: _Corpus) -> None:
    of_topics = topic_store.Found(
        found.topics,
        found.events,
        asdict(found.registry),
        placing.placed(found.passages, corpus.texts.passages + corpus.texts.unread),
    )
    with context.store.write() as connection:
        n_names = len(topic_names.load_given(connection))
        kept = replace(kept, measured=kept.measured | {"n_names": n_names})
        topic_store.put_fit(connection, kept, of_topics)


def _told(found: TopicFit, n_unread: int, call: Call) -> str:
    n_all = max(len(found.passages), 1)
    part = f"{100 * found.n_unassigned / n_all:.0f} % of passages in none"
    told = f"{len(found.topics)} topics; {part}; fit {call.number}: {call.reason}"
    if n_unread:
        told += f"; {n_unread:,} passages not assessed, for their language"
    return told


def _registry(values: dict[str, Any]) -> Registry | None:
    from pipeline.topics import RegisteredTopic, Registry

    def topic(each: dict[str, Any]) -> RegisteredTopic:
        terms = tuple((term, weight) for term, weight in each["terms"])
        return RegisteredTopic(**each | {"terms": terms, "members": tuple(each["members"])})

    return Registry(tuple(map(topic, values["topics"]))) if values else None
