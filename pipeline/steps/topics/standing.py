"""Give new passages to the topics that stand, and see whether these still fit the corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from pipeline.errors import ModelError
from pipeline.steps import models
from pipeline.steps.context import Context
from pipeline.steps.topics import keeping, placing
from pipeline.steps.topics.fitting import is_read
from pipeline.store import embedded, topic_state
from pipeline.store import topics as topic_store

if TYPE_CHECKING:
    from pipeline.store.embedded import PassageTexts
    from pipeline.topics import PassageTopic
    from pipeline.topics.drift import Drift, Placing


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of new passages."""

    told: str = ""
    reason: str = ""
    """Why the topics must be fitted again, for a person; nothing was stored then."""
    drift: Drift | None = None


@dataclass(frozen=True, slots=True)
class _News:
    """What has changed since topics were last given."""

    corpus: PassageTexts
    """New and changed passages."""
    gone: Sequence[str]
    """Ids of passages that are no more."""
    gone_documents: Sequence[str]
    sizes: Mapping[str, int]
    """Passages that have been given topics and still are there, by topic id."""


def place_new(context: Context, last: topic_store.Fit, inputs: str) -> Outcome:
    """Give new and changed passages to the standing topics, and forget those that are gone.

    Args:
        context: Of the run.
        last: The fit whose topics stand.
        inputs: Digest of all documents.
    """
    from pipeline.topics.drift import why_refit

    news = _news(context)
    try:
        given = _given(context, last, news)
    except ModelError as error:
        return Outcome(reason=f"the model of the last fit cannot be used: {error}")
    if given is None:
        return Outcome(reason="the last fit found no topics")
    added = _added(context, last, news, given)
    drift = _drift(last, news, given, added)
    reason = why_refit(drift)
    if reason:
        return Outcome(reason=reason, drift=drift)
    since = {"added": asdict(added), "drift": asdict(drift)}
    kept = replace(last, input_sha256=inputs, measured=last.measured | {"since": since})
    _store(context, kept, news, given)
    return Outcome(told=_told(last, news, drift, added))


def _given(context: Context, last: topic_store.Fit, news: _News) -> list[PassageTopic] | None:
    """Return topics of the new passages; None: there are no topics to give."""
    if not news.corpus.passages:
        return []
    from pipeline.topics import assign_passages

    model = keeping.load(context.workspace, last)
    if model is None:
        return None
    return assign_passages(model, news.corpus.passages, news.corpus.vectors)


def _news(context: Context) -> _News:
    with context.store.read() as connection:
        version = models.encoder(context.workspace).version
        return _News(
            embedded.load_passage_texts(connection, version, is_read, waiting=True),
            topic_state.gone_passages(connection),
            topic_state.gone_documents(connection),
            topic_state.sizes(connection),
        )


def _added(
    context: Context, last: topic_store.Fit, news: _News, given: Sequence[PassageTopic]
) -> Placing:
    """Return how passages added since the fit spread, those of earlier runs included."""
    from pipeline.topics.drift import Placing

    least = context.workspace.settings.min_quality
    both = zip(news.corpus.passages, news.corpus.qualities, strict=True)
    now = placing.spread(given, {passage.id for passage, quality in both if quality >= least})
    before = last.measured.get("since", {}).get("added")
    return now if before is None else now + Placing(**before)


def _drift(
    last: topic_store.Fit, news: _News, given: Sequence[PassageTopic], added: Placing
) -> Drift:
    from pipeline.topics.drift import Placing, measure

    now = Placing(news.sizes) + placing.spread(given, ())
    return measure(placing.placing_of(last.measured), now, added)


def _store(
    context: Context, kept: topic_store.Fit, news: _News, given: Sequence[PassageTopic]
) -> None:
    """Store topics of new passages and, told anew, those of all documents they belong to."""
    from pipeline.topics import PassageTopic

    touched = {passage.document_id for passage in news.corpus.passages}
    touched |= {id_.rpartition("-")[0] for id_ in news.gone}
    touched -= set(news.gone_documents)
    with context.store.write() as connection:
        passages, topics = topic_state.passages_of(connection, sorted(touched))
        gone = set(news.gone)
        before = [PassageTopic(id_, topics[id_], 0.0) for id_ in sorted(topics) if id_ not in gone]
        of_documents = placing.placed([*before, *given], passages).documents
        of_passages = placing.placed(given, ()).passages
        topic_store.add_placed(
            connection,
            kept,
            topic_store.Placed(of_passages, of_documents),
            renewed=sorted({*touched, *news.gone_documents}),
            gone=news.gone,
        )


def _told(last: topic_store.Fit, news: _News, drift: Drift, added: Placing) -> str:
    n_none = added.sizes.get("", 0)
    told = f"{len(news.corpus.passages):,} passages given to the {last.n_topics} standing topics"
    told += f" of fit {last.number}"
    if news.gone:
        told += f", {len(news.gone):,} that are gone dropped"
    return (
        f"{told}; since the fit {added.n:,} were added, {n_none:,} of them in none, and "
        f"{100 * drift.moved:.0f} % have moved: no reason to fit again"
    )
