"""Projects: each vocabulary once for every language that its labels are in."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.errors import MissingError
from pipeline.settings import Workspace
from pipeline.steps import declared
from pipeline.vocabulary import LANGUAGE, Vocabulary
from pipeline.web.annif.countries import COUNTRIES, country_codes, country_name


@dataclass(frozen=True, slots=True)
class Known:
    """A project."""

    scheme: str
    language: str
    """ISO 639-1, of the labels."""
    languages: tuple[str, ...]
    """All that the vocabulary has labels in."""
    size: int
    """Number of concepts in use."""
    vocabulary: Vocabulary | None = field(default=None, repr=False)
    """None for countries."""

    @property
    def id(self) -> str:
        """Name of the project: `themes-en`."""
        return f"{self.scheme}-{self.language}"

    def named(self, concept_id: str, language: str) -> tuple[str, str | None]:
        """Return a concept's label in a language, empty where it has none, and its notation."""
        if self.vocabulary is None:
            return country_name(concept_id, language), concept_id
        concept = self.vocabulary.by_id.get(concept_id)
        return dict(concept.labels).get(language, "") if concept else "", None


def known_projects(workspace: Workspace) -> dict[str, Known]:
    """Return the projects by id, in order of scheme and language."""
    vocabularies = declared.vocabularies(workspace)
    found = [
        Known(scheme, language, vocabulary.languages, len(vocabulary.concepts), vocabulary)
        for scheme, vocabulary in vocabularies.items()
        for language in vocabulary.languages
    ]
    # babel names countries in every language; those that a vocabulary speaks are of use
    spoken = {code for vocabulary in vocabularies.values() for code in vocabulary.languages}
    languages = tuple(sorted({LANGUAGE, *spoken}))
    size = len(country_codes(workspace))
    found += [Known(COUNTRIES, language, languages, size) for language in languages]
    return {one.id: one for one in sorted(found, key=lambda one: (one.scheme, one.language))}


def find_project(workspace: Workspace, project_id: str) -> Known:
    """Return a project.

    Raises:
        MissingError: There is none of this id.
    """
    projects = known_projects(workspace)
    if project_id not in projects:
        raise MissingError(f"Project '{project_id}' not found; there are {', '.join(projects)}")
    return projects[project_id]
