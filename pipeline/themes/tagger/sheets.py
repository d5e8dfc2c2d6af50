"""What is known of the documents to learn from, laid out as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pipeline.settings import digest
from pipeline.themes.suggester import Suggester
from pipeline.themes.tagger.linear import sigmoid
from pipeline.themes.tagger.nouns import Labelled
from pipeline.themes.tagger.reading import cold_constant, read
from pipeline.versions import THEMES

UNSEEN = 1.0
"""Weight of a pair on which nothing was said; its target is what the vocabulary says. Editors
decide on what they are shown and add what they miss, publishers give tags and reject none, so
that what was said alone would teach that themes are common. With simulated editors who judge
the first five of 20, 76 and 300 of the posts named in `heads` and add what is missing, the
calibration error was 0.07, 0.05 and 0.03 at weight 0.5 and 0.05, 0.03 and 0.01 at 1, with
nDCG@5 equal or better and within 0.01 of complete verdicts; of editors who add nothing nDCG@5
is lower by up to 0.01. Of 300 posts of which only the publisher's tags are known it was 0.81 at
weight 0, 0.07 at 0.3 and 0.03 at 1, nDCG@5 0.08, 0.83 and 0.82."""
SMALL = 300
"""Of vocabularies with more concepts not every one that has a verdict is learnt, but only..."""
LEAST_EXPECTED = 0.5
"""...what was found once, or was expected more often than this and not found. Of any other the
vocabulary says all there is to say. (In a small one, concepts that were learnt and others would
not be comparable while little is decided.)"""
WHOLE = 0.75
"""Share of the concepts with a verdict from which on a document was looked at as a whole."""
BELIEVED, DOUBTED = 1, 8
"""In such a document, that a concept does not apply is believed by (n + 1) / (n + 8), n times
it was found to apply: one that has just come into use looks like one that never applies. What
was rejected one by one is believed in full. On 99 documents that are not part of this
repository macro F1 at one half rose from 0.57 to 0.60 with it (0.56 before learning), as
measured before names of several words weighed more; on the posts named in `heads` micro F1
and calibration were as good or better, nDCG@5 within 0.005. Of (1, 8) and (2, 8), which did
equally well there, the one was taken that held better on posts of a later time with other
habits."""
MOST_DOCUMENTS = 3000
"""Of more documents those are taken whose id's hash comes first, an editor's before a
publisher's: time grows with the square of their number, and memory as well."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Documents to learn from, in order of id, by concepts to be learnt."""

    ids: tuple[str, ...]
    families: tuple[str, ...]
    data: str
    """Digest of documents and verdicts."""
    n_verdicts: int
    columns: np.ndarray
    """int64 (n_heads): places in the vocabulary."""
    constant: float
    """Log-odds before anything is read."""
    words: list[np.ndarray] = field(repr=False)
    """Hashed words of each document."""
    meaning: np.ndarray = field(repr=False)
    """float64 (n_documents, n_dimensions), unit rows."""
    description: np.ndarray = field(repr=False)
    """float64 (n_documents, n_heads), as all below: log-odds."""
    names: np.ndarray = field(repr=False)
    targets: np.ndarray = field(repr=False)
    """0 to 1."""
    weights: np.ndarray = field(repr=False)
    """1 for a verdict, UNSEEN where nothing was said."""
    is_known: np.ndarray = field(repr=False)
    """bool: whether the target is a verdict."""

    @property
    def believed(self) -> np.ndarray:
        """The weights less what is doubted: float64 (n_documents, n_heads)."""
        found = ((self.targets == 1.0) & self.is_known).sum(axis=0)
        is_whole = self.is_known.mean(axis=1, keepdims=True) >= WHOLE
        is_doubted = (self.targets == 0.0) & self.is_known & is_whole
        share = (found + BELIEVED) / (found + DOUBTED)
        believed: np.ndarray = self.weights * np.where(is_doubted, share, 1.0)
        return believed


def make_sheet(suggester: Suggester, examples: Sequence[Labelled]) -> Sheet | None:
    """Lay out examples; None where nothing can be learnt from them."""
    used = _used(examples)
    if not used:
        return None
    words, meaning, said = _read(suggester, used)
    places = {concept.id: at for at, concept in enumerate(suggester.vocabulary.concepts)}
    constant = cold_constant(len(places))
    known = [{places[id_]: v for id_, v in one.verdicts.items() if id_ in places} for one in used]
    columns = _columns(known, said.sum(axis=1) + constant)
    if not len(columns):
        return None
    description, names = said[:, :, columns].astype(np.float64).transpose(1, 0, 2)
    targets, weights = sigmoid(description + names + constant), np.full(description.shape, UNSEEN)
    is_known = np.zeros(description.shape, dtype=bool)
    head_of = {column: head for head, column in enumerate(columns.tolist())}
    for row, verdicts in enumerate(known):
        for column in sorted(verdicts.keys() & head_of.keys()):
            targets[row, head_of[column]] = verdicts[column]
            weights[row, head_of[column]] = 1.0
            is_known[row, head_of[column]] = True
    return Sheet(
        ids=tuple(one.document_id for one in used),
        families=tuple(one.family_id for one in used),
        data=_digest(used),
        n_verdicts=sum(map(len, known)),
        columns=columns,
        constant=constant,
        words=words,
        meaning=meaning,
        description=description,
        names=names,
        targets=targets,
        weights=weights,
        is_known=is_known,
    )


def _used(examples: Sequence[Labelled]) -> list[Labelled]:
    usable = [one for one in examples if one.passages and one.verdicts]
    if len(usable) > MOST_DOCUMENTS:
        usable.sort(key=lambda one: (not one.is_decided, digest(one.document_id)))
        usable = usable[:MOST_DOCUMENTS]
    return sorted(usable, key=lambda one: one.document_id)


def _read(
    suggester: Suggester, used: Sequence[Labelled]
) -> tuple[list[np.ndarray], np.ndarray, np.ndarray]:
    """Return hashed words, directions, and what the vocabulary says.

    The last is float32 (n_documents, 2, n_concepts), description and names, in the stretch that
    speaks most for the concept; at half precision of the rest as it is the largest.
    """
    words, meaning = [], []
    said = np.zeros((len(used), 2, len(suggester.usual)), dtype=np.float32)
    for row, one in enumerate(used):
        reading = read(one.title, one.passages, one.vectors, suggester)
        words.append(reading.words(slice(None)))
        meaning.append(reading.meaning(slice(None)))
        stretches = np.stack([np.stack(reading.of_vocabulary(each)) for each in reading.windows()])
        best = np.argmax(stretches.sum(axis=1), axis=0)
        said[row] = stretches[best, :, np.arange(len(best))].T
    return words, np.stack(meaning), said


def _columns(known: Sequence[dict[int, float]], logits: np.ndarray) -> np.ndarray:
    """Return the concepts to be learnt, ascending."""
    found, expected, decided = np.zeros((3, logits.shape[1]))
    for verdicts, row in zip(known, sigmoid(logits), strict=True):
        if verdicts:
            columns = sorted(verdicts)
            found[columns] += [verdicts[column] for column in columns]
            expected[columns] += row[columns]
            decided[columns] += 1
    if len(decided) <= SMALL:
        return np.flatnonzero(decided)
    return np.flatnonzero((found >= 1.0) | (expected >= LEAST_EXPECTED))


def _digest(used: Sequence[Labelled]) -> str:
    return digest(
        [
            [one.document_id, one.family_id, one.title, [each.sha256 for each in one.passages],
             sorted(one.verdicts.items()), one.is_decided]
            for one in used
        ]
    )  # fmt: skip


def version_of(suggester: Suggester, sheet: Sheet, seed: int) -> tuple[str, dict[str, Any]]:
    """Return the name of what is learnt from a sheet, and what it depends on."""
    scheme = suggester.vocabulary.scheme_id
    values = {
        "suggester": suggester.version,
        "data": sheet.data,
        "n_documents": len(sheet.ids),
        "n_verdicts": sheet.n_verdicts,
        "seed": seed,
    }
    return "-".join(("tagger", THEMES, scheme, digest(values)[:12])), values
