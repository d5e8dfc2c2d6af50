"""Vocabularies: schemes, and their concepts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from pipeline.errors import MissingError
from pipeline.steps import declared
from pipeline.vocabulary import Concept, Vocabulary
from pipeline.vocabulary.concepts import normalise_label
from pipeline.web.answers import ALWAYS, answers
from pipeline.web.auth import require
from pipeline.web.schemas import vocabulary as shapes
from pipeline.web.schemas.fields import Name
from pipeline.web.serving import Serving, serving

router = APIRouter(
    prefix="/api/v1/schemes", tags=["vocabulary"], dependencies=[Depends(require("reader"))]
)
Shared = Annotated[Serving, Depends(serving)]
Scheme = Annotated[Name, Path(description="Id of the vocabulary.", examples=["themes"])]
ConceptId = Annotated[Name, Path(examples=["libraries-archives"])]


@router.get("", operation_id="listSchemes", responses=ALWAYS)
def schemes(shared: Shared) -> shapes.Schemes:
    """List the vocabularies that documents are tagged from."""
    found = declared.vocabularies(shared.workspace)
    return shapes.Schemes(schemes=[_scheme(id_, found[id_]) for id_ in sorted(found)])


@router.get("/{scheme}", operation_id="getScheme", responses=ALWAYS | answers(404))
def scheme(scheme: Scheme, shared: Shared) -> shapes.Scheme:
    """Tell of one vocabulary."""
    return _scheme(scheme, vocabulary_of(shared, scheme))


@router.get("/{scheme}/concepts", operation_id="listConcepts", responses=ALWAYS | answers(404))
def concepts(
    scheme: Scheme, asked: Annotated[shapes.Asked, Query()], shared: Shared
) -> shapes.Page:
    """List concepts, or search them by the beginning of any word of their labels."""
    vocabulary = vocabulary_of(shared, scheme)
    among = vocabulary.retired if asked.is_retired else vocabulary.concepts
    found = _search(among, normalise_label(asked.text), asked.language) if asked.text else among
    page = found[asked.offset : asked.offset + asked.limit]
    return shapes.Page(n=len(found), concepts=[_brief(one, asked.language) for one in page])


@router.get(
    "/{scheme}/concepts/{concept_id}", operation_id="getConcept", responses=ALWAYS | answers(404)
)
def concept(
    scheme: Scheme,
    concept_id: ConceptId,
    shared: Shared,
) -> shapes.Full:
    """Tell all that a vocabulary says of a concept, be it in use or retired."""
    vocabulary = vocabulary_of(shared, scheme)
    found = vocabulary.find(concept_id)
    if found is None:
        raise MissingError(
            f"{scheme} {concept_id!r}: no such concept; GET /api/v1/schemes/{scheme}/concepts "
            "lists and searches what there is"
        )
    return full(vocabulary, found)


def vocabulary_of(shared: Serving, scheme: str) -> Vocabulary:
    """Return a vocabulary as it is declared now.

    Raises:
        MissingError: There is none of this name; tells which there are.
    """
    found = declared.vocabularies(shared.workspace)
    if scheme not in found:
        raise MissingError(f"{scheme!r}: no such scheme; there are {', '.join(sorted(found))}")
    return found[scheme]


def _scheme(id_: str, vocabulary: Vocabulary) -> shapes.Scheme:
    return shapes.Scheme(
        scheme=id_,
        title=vocabulary.title,
        uri=vocabulary.uri,
        n_concepts=len(vocabulary.concepts),
        n_retired=len(vocabulary.retired),
        languages=list(vocabulary.languages),
    )


def _search(among: Iterable[Concept], start: str, language: str) -> list[Concept]:
    """Return the concepts of whose names a word begins with `start`, best first."""
    ranked = []
    for one in among if start else ():  # a text of signs alone begins no word:
        own = _begins([_label(one, language)], start)
        names = [label for said, label in _names(one) if not language or said in ("", language)]
        if own or _begins(names, start):
            is_first = normalise_label(_label(one, language)).startswith(start)
            ranked.append((not is_first, not own, one.id, one))
    return [row[-1] for row in sorted(ranked, key=lambda row: row[:-1])]


def _begins(names: Iterable[str], start: str) -> bool:
    return any(f" {normalise_label(name)}".find(f" {start}") >= 0 for name in names)


def _names(one: Concept) -> list[tuple[str, str]]:
    return [*one.labels, *_alt_labels(one), *(("", name) for name in one.hidden_labels)]


def _alt_labels(one: Concept) -> list[tuple[str, str]]:
    said = one.alt_languages or ("en",) * len(one.alt_labels)
    return list(zip(said, one.alt_labels, strict=True))


def _label(one: Concept, language: str) -> str:
    return next((label for said, label in one.labels if said == language), one.label)


def _brief(one: Concept, language: str = "") -> shapes.Brief:
    return shapes.Brief(concept_id=one.id, uri=one.uri, label=_label(one, language))


def full(vocabulary: Vocabulary, one: Concept) -> shapes.Full:
    """Return all that a vocabulary says of a concept."""
    narrower = [each for each in vocabulary.concepts if one.id in each.broader]

    def named(ids: Iterable[str]) -> list[shapes.Brief]:
        return [_brief(each) for each in map(vocabulary.find, ids) if each]

    return shapes.Full(
        concept_id=one.id,
        uri=one.uri,
        label=one.label,
        labels=[shapes.Label(language=said, label=label) for said, label in one.labels],
        alt_labels=[shapes.Label(language=s, label=label) for s, label in _alt_labels(one)],
        hidden_labels=list(one.hidden_labels),
        definition=one.definition,
        scope_note=one.scope_note,
        examples=list(one.examples),
        broader=named(one.broader),
        narrower=[_brief(each) for each in narrower],
        related=named(one.related),
        is_retired=one.id in vocabulary.retired_by_id,
        replaced_by=one.replaced_by,
    )
