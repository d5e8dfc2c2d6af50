"""Learn from documents whose tags are known in part."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.settings import digest
from pipeline.themes.scoring import MIDPOINT, SPREAD, Suggestion
from pipeline.themes.suggester import Suggester
from pipeline.themes.tagger.linear import fit
from pipeline.themes.tagger.nouns import Labelled
from pipeline.themes.tagger.reading import read
from pipeline.themes.tagger.tagger import Tagger, cold
from pipeline.versions import THEMES

PENALTY = 1.0


def train(suggester: Suggester, examples: Sequence[Labelled], *, seed: int = 0) -> Tagger:
    """Learn what the vocabulary does not say.

    Args:
        suggester: The vocabulary, embedded with the encoder of the examples' vectors.
        examples: In any order; concepts that the vocabulary does not hold are passed over.
        seed: Of everything random.

    Returns:
        The cold tagger where nothing is known.
    """
    used = sorted((one for one in examples if one.passages), key=lambda one: one.document_id)
    columns = {concept.id: at for at, concept in enumerate(suggester.vocabulary.concepts)}
    readings = [read(one.passages, one.vectors, suggester) for one in used]
    if not readings:
        return cold(suggester)
    targets, weights = (np.zeros((len(used), len(columns))) for _ in range(2))
    for row, one in enumerate(used):
        for concept_id, verdict in one.verdicts.items():
            if concept_id in columns:
                targets[row, columns[concept_id]] = verdict
                weights[row, columns[concept_id]] = 1.0
    offsets = np.stack([(r.description + r.names - MIDPOINT) / SPREAD for r in readings])
    features = np.stack([r.meaning for r in readings])
    learnt = fit(features, offsets, targets, weights, PENALTY)
    data = digest([[one.document_id, sorted(one.verdicts.items())] for one in used])
    parts = ("tagger", THEMES, suggester.vocabulary.scheme_id, digest(suggester.version, data)[:12])
    values = {"n_documents": len(used), "data": data, "seed": seed}
    return Tagger(suggester, "-".join(parts), learnt, values)


def out_of_fold(
    suggester: Suggester, examples: Sequence[Labelled], *, folds: int = 5, seed: int = 0
) -> list[list[Suggestion]]:
    """Judge each example by what was learnt from other families only.

    Returns:
        All concepts for each example, in the order of the examples.
    """
    fold_of = assign_folds([one.family_id for one in examples], folds, seed)
    found: list[list[Suggestion]] = [[] for _ in examples]
    for fold in range(folds):
        others = [one for one, of in zip(examples, fold_of, strict=True) if of != fold]
        tagger = train(suggester, others, seed=seed)
        for at, (one, of) in enumerate(zip(examples, fold_of, strict=True)):
            if of == fold:
                found[at] = tagger.suggest(one.title, one.passages, one.vectors)
    return found


def assign_folds(families: Sequence[str], folds: int, seed: int) -> list[int]:
    """Return a fold for each document, the same for all of one family, whatever the order."""
    distinct = sorted(set(families), key=lambda family: digest(seed, family))
    place = {family: at % folds for at, family in enumerate(distinct)}
    return [place[family] for family in families]
