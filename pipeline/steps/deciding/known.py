"""What a decision may name: documents, schemes, concepts, countries."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.decisions import Resolve
from pipeline.errors import MissingError
from pipeline.gazetteers import Gazetteers
from pipeline.settings import Workspace
from pipeline.steps import declared
from pipeline.store import examples
from pipeline.store.schema import documents
from pipeline.store.upsert import CHUNK, chunks
from pipeline.vocabulary import Vocabulary

COUNTRIES = "countries"
"""Scheme whose concepts are countries: ISO 3166-1 alpha-3, ISO 3166-3 for those gone."""
EXAMPLE_REVISION = 0
NEAREST = 3
"""Most concepts named where one is not known."""


@dataclass(frozen=True, slots=True)
class Known:
    """The schemes of a workspace."""

    vocabularies: Mapping[str, Vocabulary] = field(repr=False)
    places: Gazetteers = field(repr=False)

    @classmethod
    def of(cls, workspace: Workspace) -> Known:
        """Read the declarations of a workspace."""
        return cls(declared.vocabularies(workspace), declared.gazetteers(workspace))

    @property
    def schemes(self) -> list[str]:
        """Everything that decisions can be taken in."""
        return sorted({*self.vocabularies, COUNTRIES})

    def check_scheme(self, scheme: str) -> None:
        """See that there is a scheme.

        Raises:
            MissingError: There is none of this name.
        """
        if scheme not in self.schemes:
            raise MissingError(f"{scheme!r}: no such scheme; there are {', '.join(self.schemes)}")

    def resolve(self, scheme: str, concept_id: str) -> str:
        """Return the id that a concept goes by now; "" where it was retired for good.

        Countries, and concepts of schemes that are not declared at present, stay as they are.
        """
        vocabulary = self.vocabularies.get(scheme)
        return vocabulary.resolve(concept_id) if vocabulary else concept_id

    def concept(self, scheme: str, wanted: str) -> str:
        """Return the concept that is meant: the successor of a merged one.

        Raises:
            MissingError: There is no such scheme or concept, or it was retired for good.
        """
        self.check_scheme(scheme)
        if scheme == COUNTRIES:
            return self._country(wanted)
        vocabulary = self.vocabularies[scheme]
        found = vocabulary.resolve(wanted)
        if found:
            return found
        if vocabulary.find(wanted):
            raise MissingError(
                f"{scheme} {wanted!r}: was retired and has no successor; choose another concept"
            )
        raise MissingError(f"{scheme} {wanted!r}: no such concept{_nearest(vocabulary, wanted)}")

    def is_stated(self, scheme: str, concept_id: str) -> bool:
        """Tell whether there is or was such a concept: old decisions may be on retired ones."""
        if scheme == COUNTRIES:
            return bool(self.places.name_of(f"country:{concept_id}"))
        vocabulary = self.vocabularies.get(scheme)
        return vocabulary is not None and vocabulary.find(concept_id) is not None

    def by_label(self, scheme: str, text: str) -> str:
        """Return the concept that a person names by id, label or, of countries, name.

        Raises:
            MissingError: As `concept`.
        """
        self.check_scheme(scheme)
        if scheme == COUNTRIES:
            return self._country(self.places.country_of(text) or text)
        vocabulary = self.vocabularies[scheme]
        by_id = vocabulary.find(text)
        return self.concept(scheme, by_id.id if by_id else vocabulary.match_label(text) or text)

    def _country(self, wanted: str) -> str:
        code = wanted.upper()
        if not self.places.name_of(f"country:{code}"):
            raise MissingError(
                f"countries {wanted!r}: no such country; name it by ISO 3166-1 alpha-3, as in SGP"
            )
        return code


def _nearest(vocabulary: Vocabulary, wanted: str) -> str:
    ids = [concept.id for concept in vocabulary.concepts]
    near = difflib.get_close_matches(wanted, ids, n=NEAREST, cutoff=0.6)
    return (
        f"; did you mean {' or '.join(near)}" if near else "; 'culturescope vocabulary' lists all"
    )


def resolver(workspace: Workspace) -> Resolve:
    """Return the function that says what concepts go by now."""
    return Known.of(workspace).resolve


def revisions(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """Return the current revision by document id; EXAMPLE_REVISION for examples.

    What is neither a current document nor an example is left out.
    """
    taught = examples.load(connection, ids)
    found = {example.id: EXAMPLE_REVISION for example in taught}
    for chunk in chunks(sorted(set(ids)), CHUNK):
        query = sa.select(documents.c.document_id, documents.c.revision).where(
            documents.c.is_current, documents.c.document_id.in_(chunk)
        )
        found |= {id_: revision for id_, revision in connection.execute(query)}
    return found
