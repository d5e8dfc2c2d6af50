"""What is known of the tags of documents: by editors' decisions first, then by their publishers.

What nobody has said is not known, and is not there; it is never read as "does not apply".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy.engine import Connection

from pipeline.decisions import Standing, standing
from pipeline.declarations import load_sources
from pipeline.duplicates import comparable, numbered, overlap, words
from pipeline.gazetteers import Gazetteers
from pipeline.records import Decision
from pipeline.settings import Workspace
from pipeline.steps import declared, models
from pipeline.store import decisions, learnable
from pipeline.vocabulary import Vocabulary

MOST_READ = 200_000
"""Labelled documents that are looked at; far more than can be learnt from."""
NEARLY_SAME = 0.8
"""From this similarity on (3-word shingles) a decision on an older revision speaks of the text as
it is now: a corrected name or an added line changes no subject, a page written anew may."""

Verdicts = dict[str, float]


@dataclass(frozen=True, slots=True)
class Known:
    """A document, or an example that a client taught, and what is known of its tags."""

    document_id: str
    family_id: str
    verdicts: Mapping[str, float]
    """Concept id to 1 or 0."""
    is_decided: bool


def known(connection: Connection, workspace: Workspace, scheme: str) -> Iterator[Known]:
    """Yield what is known, one document a family: editors' decisions, then publishers' tags.

    Either in order of id, which is a hash: any first few are as good as drawn by lot.
    """
    vocabulary = models.vocabulary(workspace, scheme)
    taken: set[str] = set()
    for found in (
        _decided(connection, vocabulary),
        _published(connection, workspace, vocabulary),
    ):
        for one in _once_a_family(found):
            if one.family_id not in taken:
                taken.add(one.family_id)
                yield one


def _once_a_family(found: Iterable[Known]) -> list[Known]:
    """Keep of each family the document of which most is known."""
    best: dict[str, Known] = {}
    for one in found:
        other = best.setdefault(one.family_id, one)
        if (-len(one.verdicts), one.document_id) < (-len(other.verdicts), other.document_id):
            best[one.family_id] = one
    return sorted(best.values(), key=lambda one: one.document_id)


def _decided(connection: Connection, vocabulary: Vocabulary) -> Iterator[Known]:
    log = list(decisions.load(connection, scheme=vocabulary.scheme_id))
    ids = sorted({decision.document_id for decision in log})
    family_of = learnable.families_of(connection, ids)
    stands = standing(_of_this_text(connection, log), lambda _, id_: vocabulary.resolve(id_))
    for document_id in stands.documents:
        verdicts = _verdicts(stands, document_id, vocabulary)
        if verdicts:
            yield Known(document_id, family_of[document_id], verdicts, is_decided=True)


def _verdicts(stands: Standing, id_: str, vocabulary: Vocabulary) -> Verdicts:
    scheme = vocabulary.scheme_id
    decided = {key: float(one) for key, one in stands.verdicts(id_, scheme).items()}
    if not stands.is_complete(id_, scheme):
        return decided
    return {concept.id: decided.get(concept.id, 0.0) for concept in vocabulary.concepts}


def _of_this_text(connection: Connection, log: Sequence[Decision]) -> Iterator[Decision]:
    """Leave out decisions on an older revision that said something else."""
    now = learnable.current_revisions(connection, [decision.document_id for decision in log])
    is_same: dict[tuple[str, int], bool] = {}
    for decision in log:
        id_, seen = decision.document_id, decision.revision
        if now.get(id_, seen) == seen or decision.kind == "undo":
            yield decision
            continue
        if (id_, seen) not in is_same:
            texts = (learnable.text_of_revision(connection, id_, r) for r in (seen, now[id_]))
            is_same[id_, seen] = _nearly_same(*texts)
        if is_same[id_, seen]:
            yield decision


def _nearly_same(before: str, after: str) -> bool:
    if before == after:
        return True
    furniture = np.zeros(0, dtype=np.int64)
    a, b = (comparable(n, numbered(words(t)), furniture) for n, t in enumerate((before, after)))
    return overlap(a, b).similarity >= NEARLY_SAME


def _published(connection: Connection, workspace: Workspace, vocabulary: Vocabulary) -> list[Known]:
    """Return what publishers say; where a source gives all labels, what it withholds as well.

    A publisher withholds only what it gives elsewhere: a theme that none of its documents has is
    not in use there, and nothing is known of it.
    """
    sources, _ = load_sources(workspace.sources_dir)
    complete = {id_ for id_, source in sources.items() if source.complete_labels}
    given: list[tuple[learnable.LabelledRow, list[str]]] = []
    used: dict[str, set[str]] = {}
    read = _Labels(workspace, vocabulary.scheme_id)
    for row in learnable.labelled(connection, MOST_READ):
        if concept_ids := read.concepts(row):
            given.append((row, concept_ids))
            used.setdefault(row.source_id, set()).update(concept_ids)
    found = []
    for row, concept_ids in given:
        withheld = sorted(used[row.source_id]) if row.source_id in complete else []
        verdicts = dict.fromkeys(withheld, 0.0) | dict.fromkeys(concept_ids, 1.0)
        found.append(Known(row.document_id, row.family_id, verdicts, is_decided=False))
    return found


class _Labels:
    """Maps publishers' labels to concepts of one scheme, as the stage `themes` does."""

    def __init__(self, workspace: Workspace, scheme: str) -> None:
        self.scheme = scheme
        known = declared.vocabularies(workspace)
        # A label that several vocabularies know is the shipped ones' first, as in that stage.
        order = sorted(known, key=lambda one: (one not in declared.SHIPPED, one != "themes"))
        self.vocabularies = [known[one] for one in order]
        self.gazetteers: Gazetteers = declared.gazetteers(workspace)

    def concepts(self, row: learnable.LabelledRow) -> list[str]:
        from pipeline.themes.publisher import publisher_tags

        country_of = self.gazetteers.country_of
        tags = publisher_tags(row.document_id, row.labels, self.vocabularies, country_of)
        return [tag.concept_id for tag in tags if tag.scheme == self.scheme]
