"""What a report on suggestions shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.evaluation.tagging import Curve, Figures
from pipeline.evaluation.tagging.bootstrap import Estimate
from pipeline.records import Rejected

ConditionKey = Literal["cold", "in_use", "learnt"]

SLUG = re.compile(r"[^a-z0-9]+")
DIGITS = 12


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """Documents of one language."""

    language: str
    """ISO 639-1, or und."""
    n_documents: int
    n_by_labels: int
    """Judged by labels alone: the encoder does not understand the language."""
    ndcg_at_5: Estimate
    """Of the model in use."""


@dataclass(frozen=True, slots=True)
class TargetNote:
    """What was measured on."""

    name: str
    kind: Literal["file", "source"]
    tags_from: str
    """Where the right tags stood, in words."""
    n_documents: int
    n_ranked: int
    """Documents of which something is known to be right, and something to be wrong."""
    n_positive_only: int
    """Documents of which nothing is known to be wrong."""
    n_none: int
    """Documents to which no concept applies."""
    n_tags: int
    """Right tags in all."""
    n_concepts: int
    """Concepts of the vocabulary that are in use."""
    n_used: int
    """Concepts that apply to one document at least."""
    n_spared: int
    """Pairs of document and concept of which nothing is known."""
    n_by_labels: int
    """Documents in languages that the encoder does not understand."""
    n_left_out: int
    """Documents of the source of which no right tag is known, or that no encoder understands."""
    n_retired: int
    """Tags left out since their concept is no longer in use."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One way in which the same documents were judged."""

    key: ConditionKey
    name: str
    model: str
    """Version."""
    note: str
    """What a reader has to know of it; or why there are no figures."""
    figures: Figures | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class NamedCurve:
    """What an editor's way of deciding leads to."""

    name: str
    curve: Curve


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that was measured."""

    id: str
    """Name of the folder."""
    scheme: str
    scheme_title: str
    target: TargetNote
    conditions: tuple[Condition, ...]
    """Cold, in use, learnt, in this order; "in use" only where it is not the cold one."""
    curves: tuple[NamedCurve, ...]
    """One a way of deciding, the plain one first; none where `curve_note` says why."""
    curve_note: str
    languages: tuple[LanguageRow, ...]
    refused: tuple[Rejected, ...]
    labels: Mapping[str, str] = field(repr=False)
    """Of every concept, by id."""
    n_folds: int
    seed: int
    version: str
    """Of Culturescope."""

    def condition(self, key: ConditionKey) -> Condition | None:
        """Return a condition that has figures."""
        return next((one for one in self.conditions if one.key == key and one.figures), None)

    @property
    def current(self) -> Condition:
        """The model in use; the cold one where nothing has been learnt."""
        return next(one for one in reversed(self.conditions) if one.key != "learnt")


def evaluation_id(scheme: str, target: str, key: str) -> str:
    """Return the name of a report's folder: what was measured, on what, and a digest of both."""
    stem = target.rsplit(".", 1)[0] if "." in target else target
    return f"{scheme}-{SLUG.sub('-', stem.casefold()).strip('-') or 'file'}-{key[:DIGITS]}"
