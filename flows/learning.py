"""Learning as a flow: what is known is collected, a model trained, compared and promoted."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from flows.keys import artifact_key
from pipeline.steps.learning.judging import compare_with_in_use
from pipeline.steps.learning.nouns import Comparison, Training
from pipeline.steps.learning.training import collect_examples, promote, train_candidate

TRAININGS: dict[str, Training] = {}
"""Trainings under way in this process; tasks are handed an id, never the training itself."""


@task(name="collect", task_run_name="collect {scheme}", cache_policy=NO_CACHE)
def collect(training_id: str, scheme: str) -> dict[str, Any]:
    """Collect what is known of documents' tags."""
    del scheme  # names the task run
    return collect_examples(TRAININGS[training_id])


@task(name="train", task_run_name="train {scheme}", cache_policy=NO_CACHE)
def train(training_id: str, scheme: str) -> dict[str, Any]:
    """Train a candidate."""
    del scheme
    return train_candidate(TRAININGS[training_id])


@task(name="compare", task_run_name="compare {scheme}", cache_policy=NO_CACHE)
def compare(training_id: str, scheme: str) -> Comparison:
    """Compare the candidate with the model in use."""
    del scheme
    return compare_with_in_use(TRAININGS[training_id])


@task(name="promote", task_run_name="promote {scheme}", cache_policy=NO_CACHE)
def keep(training_id: str, scheme: str, comparison: Comparison) -> Comparison:
    """Keep the candidate, and let it be in use if it is not worse."""
    del scheme
    return promote(TRAININGS[training_id], comparison)


@flow(name="learn")
def learn(root: str, training_id: str, scheme: str) -> Comparison:
    """Train one scheme of a workspace; small in, small out: a path, ids and the comparison.

    Args:
        root: Folder of the workspace, shown in Prefect's page.
        training_id: A training in TRAININGS.
        scheme: Id of its vocabulary.
    """
    collected = collect(training_id, scheme)
    train(training_id, scheme)
    comparison = keep(training_id, scheme, compare(training_id, scheme))
    create_table_artifact(
        key=artifact_key("learning", scheme),
        table=[collected | told for told in _table(comparison)],
        description=f"{scheme} in {root}: {_outcome(comparison)}",
    )
    return comparison


def _table(comparison: Comparison) -> list[dict[str, Any]]:
    rows = [asdict(figure) for figure in comparison.figures] or [{}]
    versions = {"new": comparison.candidate, "old": comparison.in_use}
    return [versions | row for row in rows]


def _outcome(comparison: Comparison) -> str:
    verdict = "promoted" if comparison.is_promoted else "not promoted"
    return f"{comparison.candidate or 'no candidate'} {verdict}: {comparison.reason}"
