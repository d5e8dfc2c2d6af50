"""What gold files call concepts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.evaluation.reading.line import RefusedError
from pipeline.vocabulary import Vocabulary

SHOWN = 5
"""Unknown concepts that one refusal names."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Concepts that a line names."""

    names: dict[str, str]
    """Name as it stands in the line, by concept id."""
    n_retired: int
    """Names of concepts that are no longer in use and have no successor."""


class Resolver:
    """Finds concepts by id (of merged ones too), URI or label."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take the vocabulary that is measured."""
        self.vocabulary = vocabulary
        every = (*vocabulary.concepts, *vocabulary.retired)
        self.by_uri = {concept.uri: concept.id for concept in every if concept.uri}

    def resolve(self, names: Iterable[str]) -> Resolved:
        """Return the concepts that names stand for.

        Raises:
            RefusedError: Some name no concept, in use or retired.
        """
        found: dict[str, str] = {}
        unknown, n_retired = [], 0
        for name in names:
            id_ = self.by_uri.get(name.strip(), name.strip())
            if concept_id := self.vocabulary.resolve(id_) or self.vocabulary.match_label(id_):
                found.setdefault(concept_id, name)
            elif id_ in self.vocabulary.retired_by_id:
                n_retired += 1
            else:
                unknown.append(name)
        if unknown:
            raise RefusedError("unknown_concept", self._unknown(unknown))
        return Resolved(found, n_retired)

    def _unknown(self, names: Sequence[str]) -> str:
        listed = ", ".join(f"'{name}'" for name in names[:SHOWN])
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        scheme = self.vocabulary.scheme_id
        return f"no concept of '{scheme}': {listed}{more}; correct the line or add the concept"
