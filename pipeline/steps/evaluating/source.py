"""Measure on the tagged documents of a source."""

from __future__ import annotations

from pipeline.declarations import load_sources
from pipeline.errors import UsageError
from pipeline.evaluation.tagging import truth_of
from pipeline.settings import Workspace
from pipeline.steps.evaluating.target import Target
from pipeline.steps.learning.collecting import collect
from pipeline.store import Store
from pipeline.store.of_source import languages_of_source
from pipeline.vocabulary import Vocabulary


def source_target(workspace: Workspace, name: str, vocabulary: Vocabulary) -> Target:
    """Take what editors decided and the publisher says of a source's documents.

    Raises:
        UsageError: There is no such source, or nothing is known of its documents' tags.
    """
    sources, _ = load_sources(workspace.sources_dir)
    if name not in sources:
        known = ", ".join(sorted(sources)) or "none"
        raise UsageError(f"{name}: no such file, and no such source (there are: {known})")
    with Store(workspace.database_url) as store:
        collected = collect(workspace, store, vocabulary.scheme_id)
        with store.read() as connection:
            languages = languages_of_source(connection, name)
    examples = tuple(one for one in collected if one.document_id in languages)
    if not examples:
        raise UsageError(
            f"source {name}: no English document with publishers' tags or decisions of "
            f"'{vocabulary.scheme_id}'; run 'culturescope run' first, or decide on some"
        )
    n_decided = sum(one.is_decided for one in examples)
    return Target(
        name=name,
        kind="source",
        tags_from=_tags_from(n_decided, len(examples), sources[name].complete_labels),
        examples=examples,
        truth=truth_of(
            [(one.document_id, one.family_id, one.verdicts) for one in examples],
            [concept.id for concept in vocabulary.concepts],
        ),
        languages=tuple(languages[one.document_id] for one in examples),
        whole={},
        n_left_out=len(languages) - len(examples),
    )


def _tags_from(n_decided: int, n_all: int, complete_labels: bool) -> str:
    told = (
        f"editors' decisions on {n_decided:,} documents and the publisher's tags of "
        f"{n_all - n_decided:,}"
    )
    if complete_labels:
        return f"{told}; the source's card says complete_labels: what it does not give is wrong"
    return (
        f"{told}; the source's card does not say complete_labels: what the publisher does not "
        "give is not known, and counts neither as right nor as wrong"
    )
