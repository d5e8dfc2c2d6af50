"""The steps of a training: collect, train, and keep or promote."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version as installed
from typing import TYPE_CHECKING, Any

from pipeline.settings import digest
from pipeline.steps import in_use, models
from pipeline.steps.context import utc_now
from pipeline.steps.learning import history
from pipeline.steps.learning.collecting import collect
from pipeline.steps.learning.comparing import is_held_out
from pipeline.steps.learning.judging import LEARNT_FILE
from pipeline.steps.learning.nouns import Comparison, Training

if TYPE_CHECKING:
    from pipeline.themes.tagger import Labelled

COMPARISON_FILE = "comparison.json"
LIBRARIES = ("numpy", "scipy", "scikit-learn")


def collect_examples(training: Training) -> dict[str, Any]:
    """Collect what is known; new vectors are stored. Returns how much it is."""
    training.say(f"collecting what is known of {training.scheme}")
    training.examples = collect(training.workspace, training.store, training.scheme)
    return {
        "scheme": training.scheme,
        "documents": len(training.examples),
        "decided": training.n_decided,
        "verdicts": sum(len(one.verdicts) for one in training.examples),
        "data": data_digest(training.examples),
    }


def train_candidate(training: Training) -> dict[str, Any]:
    """Train a candidate on everything, and its twin without what is held out."""
    from pipeline.themes.tagger import train

    if not training.examples:
        return {"scheme": training.scheme, "candidate": ""}
    training.say(f"learning from {len(training.examples):,} documents")
    with_suggester = models.suggester(training.workspace, training.scheme)
    seed = training.workspace.settings.seed
    seen = [one for one in training.examples if not is_held_out(one.family_id)]
    candidate = train(with_suggester, training.examples, seed=seed)
    if candidate.version == with_suggester.version:  # nothing was known of any concept in use
        return {"scheme": training.scheme, "candidate": ""}
    training.candidate, training.twin = candidate, train(with_suggester, seen, seed=seed)
    return {"scheme": training.scheme, "candidate": training.candidate.version}


def promote(training: Training, comparison: Comparison) -> Comparison:
    """Keep the candidate with its comparison; let it be in use if it may; enter the training."""
    from pipeline.themes.tagger.files import save_tagger

    candidate = training.candidate
    if candidate is not None and candidate.version != training.was_in_use:
        parts = {COMPARISON_FILE: asdict(comparison), LEARNT_FILE: learnt(training.examples)}
        folder = training.folder / candidate.version
        save_tagger(candidate, folder, _about(training), parts, training.twin)
        if comparison.is_promoted:
            chosen = in_use.InUse(
                candidate.version, "training", utc_now().isoformat(), comparison.reason
            )
            in_use.put(training.workspace, training.scheme, chosen)
    history.add(
        training.workspace,
        training.scheme,
        "trained",
        version=comparison.candidate,
        by="training",
        is_in_use=comparison.is_promoted,
        reason=comparison.reason,
        number=training.number,
        seconds=round(time.monotonic() - training.began, 1),
    )
    return comparison


def _about(training: Training) -> dict[str, Any]:
    """What a model's manifest says of how it was made."""
    return {
        "encoder": models.encoder(training.workspace).version,
        "seed": training.workspace.settings.seed,
        "data": data_digest(training.examples),
        "n_documents": len(training.examples),
        "n_decided": training.n_decided,
        "n_verdicts": sum(len(one.verdicts) for one in training.examples),
        "libraries": {name: installed(name) for name in LIBRARIES},
    }


def learnt(examples: Sequence[Labelled]) -> list[list[str]]:
    """Return what a model has learnt from: (document id, family id, digest of all of it)."""
    return [[one.document_id, one.family_id, data_digest([one])] for one in examples]


def data_digest(examples: Sequence[Labelled]) -> str:
    """Return one digest of texts and verdicts, whatever their order."""
    ordered = sorted(examples, key=lambda one: one.document_id)
    return digest([_row(one) for one in ordered])


def _row(one: Labelled) -> list[object]:
    texts = [passage.sha256 for passage in one.passages]
    known = sorted(one.verdicts.items())
    return [one.document_id, one.family_id, one.is_decided, one.title, known, texts]
