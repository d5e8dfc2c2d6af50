"""What goes with an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class About:
    """What a reader must know beside the figures."""

    title: str
    """One line: what is shown, for which part of the corpus."""
    notes: tuple[str, ...] = ()
    """Sentences: what was left out, what to beware of."""
    cite: str = ""
    """How to cite the figures."""
    snapshot: str = ""
    """Id of the snapshot they come from."""
    facts: Mapping[str, object] = field(default_factory=dict)
    """Figures about the whole answer, by name, for JSON: n_hits, ..."""
