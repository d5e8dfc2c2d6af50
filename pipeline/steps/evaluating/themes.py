"""Measure the suggestions of a scheme."""

from __future__ import annotations

from pathlib import Path

from pipeline import __version__
from pipeline.evaluation.report import ConditionKey, Evaluation, evaluation_id
from pipeline.evaluation.tagging import Judged
from pipeline.settings import Workspace, digest
from pipeline.steps import models
from pipeline.steps.evaluating.gold import gold_target
from pipeline.steps.evaluating.judging import FOLDS, Judge, open_judge
from pipeline.steps.evaluating.noting import conditions, language_rows, n_families, target_note
from pipeline.steps.evaluating.simulated import simulated
from pipeline.steps.evaluating.source import source_target
from pipeline.steps.evaluating.target import Target
from pipeline.steps.runs import Progress
from pipeline.vocabulary import Vocabulary

LEAST_TO_LEARN = 2
"""Families of documents."""


def evaluate_themes(
    workspace: Workspace, name: str, scheme: str, *, n_draws: int, progress: Progress
) -> Evaluation:
    """Measure the suggestions of a scheme against what is known to be right.

    Args:
        workspace: Whose vocabulary and model in use are measured.
        name: Of a file of texts with their tags, or of a source with tagged documents.
        scheme: Of the vocabulary.
        n_draws: Editors simulated for the learning curve; 0 leaves it out.
        progress: Told what is done.

    Raises:
        UsageError: There is no such target or scheme, or nothing is known of its tags.
        DeclarationError: The file cannot be used, or holds no document that can be.
    """
    vocabulary = models.vocabulary(workspace, scheme)
    models.prepare(workspace, lambda _: None)
    target = _target(workspace, name, vocabulary, progress)
    judge = open_judge(workspace, target, scheme)
    judged = _judged(judge, progress)
    curves, why = simulated(judge, n_draws, progress)
    return Evaluation(
        id=evaluation_id(scheme, target.name, _key(judge, n_draws)),
        scheme=scheme,
        scheme_title=vocabulary.title,
        target=target_note(target),
        conditions=tuple(conditions(judge, judged)),
        curves=curves,
        curve_note=why,
        languages=language_rows(target, judged.get("in_use", judged["cold"]), judge.seed),
        refused=target.refused,
        labels={concept.id: concept.label for concept in vocabulary.concepts},
        n_folds=FOLDS,
        seed=judge.seed,
        version=__version__,
    )


def _target(workspace: Workspace, name: str, vocabulary: Vocabulary, progress: Progress) -> Target:
    if Path(name).is_file():
        return gold_target(workspace, Path(name), vocabulary, progress)
    return source_target(workspace, name, vocabulary)


def _judged(judge: Judge, progress: Progress) -> dict[ConditionKey, Judged]:
    """Let each model judge all documents."""
    progress("judge", 0, 3)
    judged: dict[ConditionKey, Judged] = {"cold": judge.judged_cold()}
    progress("judge", 1, 3)
    if judge.is_learnt:
        judged["in_use"] = judge.judged_by(judge.tagger, range(len(judge.target.examples)))
    progress("judge", 2, 3)
    if n_families(judge.target) >= LEAST_TO_LEARN:
        judged["learnt"] = judge.judged_learnt()
    progress("judge", 3, 3)
    return judged


def _key(judge: Judge, n_draws: int) -> str:
    """Return the digest of all that the figures depend on."""
    vocabulary = judge.tagger.suggester.vocabulary
    models_used = [judge.cold.version, judge.tagger.version, judge.matcher.version]
    return digest(judge.target.digest, vocabulary.digest, models_used, judge.seed, n_draws, FOLDS)
