"""What concepts, countries and keywords are called, and what documents lack, for readers."""

from __future__ import annotations

from collections.abc import Callable

from pipeline import languages
from pipeline.settings import Workspace
from pipeline.steps import declared


def labeller(workspace: Workspace) -> Callable[[str, str], str]:
    """Return a function from (scheme, concept id) to a label; the id itself where none is known."""
    labels = {
        (scheme, concept.id): concept.label
        for scheme, vocabulary in declared.vocabularies(workspace).items()
        for concept in (*vocabulary.concepts, *vocabulary.retired)
    }
    places = declared.gazetteers(workspace)

    def label(scheme: str, concept_id: str) -> str:
        if scheme == "countries":
            return places.name_of(f"country:{concept_id}") or concept_id
        return labels.get((scheme, concept_id), concept_id)

    return label


def lacks_of(language: str) -> str:
    """Return what cannot be done for documents of a language, joined by "; "."""
    return "; ".join(languages.lacks(language))
