"""Judge whether a candidate may take the place of the model in use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.steps import in_use, models
from pipeline.steps.learning.comparing import figures, is_held_out, is_measurable, is_not_worse
from pipeline.steps.learning.nouns import Comparison, Training

if TYPE_CHECKING:
    from pipeline.themes import Suggestion
    from pipeline.themes.tagger import Labelled, Tagger

LEAST_HELD_OUT = 30
"""Held-out documents from which on models are compared on them; fewer say little, so that new
ones go before, where there are enough of them. Where publishers tag everything, the model in use
has met every document, and no decision makes one new to it: then held-out ones must do."""
LEAST_COMPARED = 10
"""On fewer documents than this nothing is compared, and nothing promoted."""
LEARNT_FILE = "learnt.json"
HELD_OUT = "held-out documents, which neither model has learnt from"
FOLDS = "documents new to the model in use; the candidate judges each by what the others teach"


def compare_with_in_use(training: Training) -> Comparison:
    """Compare the candidate with the model in use, and say whether it may be promoted.

    Raises:
        ModelError: The model in use is damaged.
    """
    if training.candidate is None:
        return _outcome(training, False, "nothing is known of any document's tags yet")
    if training.candidate.version == training.was_in_use:
        models.tagger_of(training.workspace, training.scheme, training.was_in_use)  # it is sound
        return _outcome(training, False, "it is the model in use already")
    training.say("comparing with the model in use")
    on, documents, by_candidate, by_in_use = _judgements(training)
    if len(documents) < LEAST_COMPARED:
        return _outcome(training, False, _too_few(len(documents)))
    n_concepts = len(models.vocabulary(training.workspace, training.scheme).concepts)
    measured = tuple(figures(documents, by_candidate, by_in_use, n_concepts))
    good = is_not_worse(measured)
    reason = "not worse than the model in use" if good else "worse than the model in use"
    return _outcome(
        training, good, reason, compared_on=on, n_compared=len(documents), figures=measured
    )


def _too_few(n: int) -> str:
    documents = "document" if n == 1 else "documents"
    return (
        f"only {n} {documents} to compare on, {LEAST_COMPARED} are needed: decide on more, each "
        "ended with 'decisions complete'"
    )


def _outcome(training: Training, good: bool, reason: str, **compared: Any) -> Comparison:
    return Comparison(
        scheme=training.scheme,
        candidate=training.candidate.version if training.candidate else "",
        in_use=training.was_in_use,
        is_promoted=good,
        reason=reason,
        n_learnt=len(training.examples),
        n_decided=training.n_decided,
        **compared,
    )


Found = list[list["Suggestion"]]


def _judgements(training: Training) -> tuple[str, list[Labelled], Found, Found]:
    """Return on what is compared, and what both models say of it."""
    measurable = [one for one in training.examples if is_measurable(one)]
    held_out = [one for one in measurable if is_held_out(one.family_id)]
    if training.twin and len(held_out) >= LEAST_HELD_OUT:
        return _on_held_out(training, training.twin, held_out)
    is_cold = training.was_in_use == in_use.COLD
    other = models.tagger_of(training.workspace, training.scheme, training.was_in_use)
    seen = set() if is_cold else _families_learnt(training)
    new = [one for one in measurable if one.family_id not in seen]
    if training.twin and len(new) < LEAST_COMPARED <= len(held_out):
        return _on_held_out(training, training.twin, held_out)
    return FOLDS, new, _folded(training, new), _judge(other, new)


def _on_held_out(
    training: Training, twin: Tagger, documents: list[Labelled]
) -> tuple[str, list[Labelled], Found, Found]:
    is_cold = training.was_in_use == in_use.COLD
    other = models.tagger_of(
        training.workspace, training.scheme, training.was_in_use, is_twin=not is_cold
    )
    return HELD_OUT, documents, _judge(twin, documents), _judge(other, documents)


def _judge(tagger: Tagger, documents: Sequence[Labelled]) -> Found:
    return [tagger.suggest(one.title, one.passages, one.vectors) for one in documents]


def _folded(training: Training, wanted: Sequence[Labelled]) -> Found:
    """Judge documents by candidates that have learnt from other families only."""
    from pipeline.themes.tagger import out_of_fold

    if len(wanted) < LEAST_COMPARED:
        return [[] for _ in wanted]
    with_suggester = models.suggester(training.workspace, training.scheme)
    seed = training.workspace.settings.seed
    found = out_of_fold(with_suggester, training.examples, seed=seed)
    by_id = dict(zip((one.document_id for one in training.examples), found, strict=True))
    return [by_id[one.document_id] for one in wanted]


def _families_learnt(training: Training) -> set[str]:
    from pipeline.themes.tagger.files import read_part

    learnt = read_part(training.folder / training.was_in_use, LEARNT_FILE)
    return {family_id for _, family_id, _ in learnt}
