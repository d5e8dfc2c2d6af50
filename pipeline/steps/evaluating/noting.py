"""Say what was measured on, and with which models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pipeline.evaluation.report import Condition, ConditionKey, LanguageRow, TargetNote
from pipeline.evaluation.tagging import Judged, measure
from pipeline.steps.evaluating.judging import FOLDS, Judge
from pipeline.steps.evaluating.target import Target

NAMES: dict[ConditionKey, str] = {
    "cold": "Before learning",
    "in_use": "The model in use",
    "learnt": "After learning from these documents",
}
SEEN = (
    "This model may have learnt from these very documents: its figures flatter it. Go by those "
    "after learning, where no document was judged by what was learnt from it."
)
COLD_IN_USE = "Nothing has been learnt yet: this is also the model in use."
TOO_FEW = "Not measured: learning needs two documents or more that the encoder understands."


def target_note(target: Target) -> TargetNote:
    """Count what was measured on."""
    truth = target.truth
    n_right = truth.is_right.sum(axis=1)
    known = truth.is_known.any(axis=1)
    return TargetNote(
        name=target.name,
        kind=target.kind,
        tags_from=target.tags_from,
        n_documents=len(truth.ids),
        n_ranked=int(truth.is_ranked.sum()),
        n_positive_only=int((known & ~truth.is_judged).sum()),
        n_none=int((truth.is_judged & (n_right == 0)).sum()),
        n_tags=int(n_right.sum()),
        n_concepts=len(truth.concepts),
        n_used=int(truth.is_right.any(axis=0).sum()),
        n_spared=int((~truth.is_known).sum()),
        n_by_labels=sum(not example.passages for example in target.examples),
        n_left_out=target.n_left_out,
        n_retired=target.n_retired,
    )


def conditions(judge: Judge, judged: Mapping[ConditionKey, Judged]) -> Iterator[Condition]:
    """Measure each way in which the documents were judged, and say what to think of it."""
    models = {"cold": judge.cold.version, "in_use": judge.tagger.version}
    for key in ("cold", "in_use", "learnt"):
        name = NAMES[key]
        if key in judged:
            figures = measure(judge.target.truth, judged[key], judge.seed)
            yield Condition(key, name, models.get(key, ""), _comment(judge, key), figures)
        elif key == "learnt":
            yield Condition(key, name, "", TOO_FEW)


def _comment(judge: Judge, key: ConditionKey) -> str:
    if key == "cold":
        what = "What the vocabulary alone tells: labels, definitions, examples."
        return what if judge.is_learnt else f"{what} {COLD_IN_USE}"
    if key == "in_use":
        return SEEN if judge.target.kind == "source" else "As it suggests today."
    return (
        f"Cross-validated: in {FOLDS} rounds a model learns from {FOLDS - 1} parts of these "
        "documents and judges the other part. Nothing of it is kept."
    )


def language_rows(target: Target, judged: Judged, seed: int) -> tuple[LanguageRow, ...]:
    """Measure each language, the most frequent first."""
    counts = Counter(target.languages)
    rows = []
    for language, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        places = [at for at, other in enumerate(target.languages) if other == language]
        figures = measure(target.truth.part(places), judged.part(places), seed)
        n_by_labels = sum(not target.examples[at].passages for at in places)
        rows.append(LanguageRow(language, n, n_by_labels, figures.ndcg_at_5))
    return tuple(rows)


def n_families(target: Target) -> int:
    """Return how many families the encoder understands something of."""
    read = (example for example in target.examples if example.passages)
    return len({example.family_id for example in read})
