"""Learn from documents whose tags are known in part."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from pipeline.settings import digest
from pipeline.themes.scoring import Suggestion
from pipeline.themes.suggester import Suggester
from pipeline.themes.tagger.calibration import calibrate
from pipeline.themes.tagger.heads import LEARNT, make_space
from pipeline.themes.tagger.judging import SAID, Learnt
from pipeline.themes.tagger.linear import fit_kernel, fit_shared, level
from pipeline.themes.tagger.nouns import Labelled
from pipeline.themes.tagger.sheets import Sheet, make_sheet, version_of
from pipeline.themes.tagger.tagger import Tagger, cold

FOLDS = 5
"""In which documents are judged by the others, to learn how far to trust what is learnt."""
HELD = 30.0
"""Penalty on shared weights that move away from where they start: with ten documents of 50 concepts
they hardly do, with hundreds it is nothing."""
HELD_SAID = 1000.0
"""Penalty on the weights of what the vocabulary says: it holds in any year, what was learnt less.
With 30 as for the others, learning from posts before 2014 and judging those of late 2017 to 2019
gave macro F1 0.23 with 100 documents, with 1000 0.27, with 3000 0.29; nDCG@5 0.605, 0.617, 0.618;
but with 25 documents nDCG@5 falls from 0.57 to 0.545."""
FEW = 2
"""Of so many documents half is believed at first of what they seem to teach: of one or two
documents one cannot tell what is about their subject and what about anything."""


def train(suggester: Suggester, examples: Sequence[Labelled], *, seed: int = 0) -> Tagger:
    """Learn what the vocabulary does not say.

    A document's log-odds are those of the vocabulary alone plus what documents like it add, in
    words, in meaning and in frequency. How much each of these counts is one set of weights for
    all concepts, learnt from documents judged by others; so is each concept's calibration.

    Args:
        suggester: The vocabulary, embedded with the encoder of the examples' vectors.
        examples: In any order; concepts that the vocabulary does not hold are passed over.
        seed: Of the folds.

    Returns:
        The cold tagger where nothing is known.
    """
    sheet = make_sheet(suggester, examples)
    if sheet is None:
        return cold(suggester)
    version, values = version_of(suggester, sheet, seed)
    return Tagger(suggester, version, learn(sheet, seed), values)


def learn(sheet: Sheet, seed: int) -> Learnt:
    """Learn from what is known, see `train`."""
    with threadpool_limits(1):  # sums must not depend on how many cores there are
        return _learn(sheet, seed)


def _learn(sheet: Sheet, seed: int) -> Learnt:
    space = make_space(sheet.words, sheet.meaning, len(sheet.columns))
    likeness = space.likeness()
    together = sum(likeness.values(), np.zeros(()))
    offsets = sheet.description + sheet.names + sheet.constant
    believed = sheet.believed
    added = {name: np.zeros(offsets.shape) for name in LEARNT}
    fold_of = np.array(assign_folds(sheet.families, FOLDS, seed))
    for fold in range(FOLDS):
        rest, apart = np.flatnonzero(fold_of != fold), np.flatnonzero(fold_of == fold)
        if len(rest) and len(apart):
            votes = fit_kernel(
                together[np.ix_(rest, rest)],
                offsets[rest],
                sheet.targets[rest],
                believed[rest],
            )
            for name in LEARNT:
                added[name][apart] = likeness[name][np.ix_(apart, rest)] @ votes
    weights, logits = _weigh(sheet, added, believed)
    votes = fit_kernel(together, offsets, sheet.targets, believed)
    calibration = calibrate(logits, sheet.targets, believed)
    return Learnt(space.heads(sheet.columns, votes), weights, calibration)


def _weigh(
    sheet: Sheet, added: dict[str, np.ndarray], believed: np.ndarray
) -> tuple[dict[str, float], np.ndarray]:
    """Return the shared weights, and the log-odds that they give.

    What is doubted would make everything look more usual than it is, so the level of all log-odds
    is set by the verdicts as they stand.
    """
    parts = {"description": sheet.description, "names": sheet.names} | added
    names = (*SAID, *LEARNT, "all")
    columns = [parts[name].ravel() for name in names[:-1]]
    features = np.stack([*columns, np.ones(sheet.targets.size)], axis=1)
    trust = len(sheet.ids) / (len(sheet.ids) + FEW)
    start = np.array([1.0] * len(SAID) + [trust] * len(LEARNT) + [sheet.constant])
    held = np.array([HELD_SAID] * len(SAID) + [HELD] * (len(LEARNT) + 1))
    weights = believed.ravel()
    known = weights > 0
    found = fit_shared(features[known], sheet.targets.ravel()[known], weights[known], start, held)
    found[-1] += level(features @ found, sheet.targets.ravel(), sheet.weights.ravel())
    logits = (features @ found).reshape(sheet.targets.shape)
    return dict(zip(names, found.tolist(), strict=True)), logits


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
