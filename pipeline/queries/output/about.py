"""What goes with an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline.queries.output.words import one_line


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

    def cleaned(self) -> About:
        """Return the same with every text as one line of printable characters."""
        notes = tuple(map(one_line, self.notes))
        return replace(self, title=one_line(self.title), notes=notes, cite=one_line(self.cite))
