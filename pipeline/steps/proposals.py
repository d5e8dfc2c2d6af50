"""What an editor's tool is shown: proposed tags with probability, reasons and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of the text that speaks for a proposal."""

    start: int
    """Half-open range of code points in the text."""
    end: int
    text: str
    """One sentence, or the passage where no sentence stands out."""
    passage_id: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A tag proposed for a text."""

    scheme: str
    """themes, disciplines, another vocabulary, or countries."""
    concept_id: str
    uri: str
    """Of the concept; `iso3166-1:SGP` style for countries."""
    label: str
    probability: float
    """0 to 1, that an editor would give this tag."""
    low: float
    high: float
    """95 % interval of the probability."""
    is_sure: bool
    """False where the model abstains from a judgement."""
    is_calibrated: bool
    evidence: tuple[Evidence, ...]
    """Best first."""
    signals: Mapping[str, float]
    """What speaks for it, as `themes.Suggestion.signals`."""
    model: str
    """Version of what proposed it."""
    status: str = ""
    """"", or what is known already: publisher, accept, add, reject."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """All proposals for one text."""

    document_id: str
    """Of a stored document or example; empty for a text that was only posted."""
    revision: int
    language: str
    """ISO 639-1, or und."""
    n_words: int
    n_passages: int
    lacks: tuple[str, ...]
    """What cannot be done for the language: "suggestions" where only names of concepts are found
    in the text."""
    models: Mapping[str, str]
    """Version by scheme."""
    proposals: tuple[Proposal, ...] = field(repr=False)
    """In order of scheme, the most probable first."""
