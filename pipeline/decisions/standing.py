"""From the log of decisions to what stands now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.records import Decision

VERDICTS = {"accept": True, "add": True, "reject": False}
"""Kinds of decisions that say whether a concept applies."""

STATES = ("counts", "replaced", "undone")
"""counts: in force; replaced: by a later decision on the same, or its concept was retired for
good; undone: taken back."""

Resolve = Callable[[str, str], str]
"""From (scheme, concept id) to the id that it goes by now; "" where it was retired for good."""

Place = tuple[str, str]
"""(document id, scheme)"""


def as_is(scheme: str, concept_id: str) -> str:
    """Resolve no merges."""
    del scheme
    return concept_id


@dataclass(frozen=True, slots=True)
class Standing:
    """What the decisions come to: later ones replace earlier ones, undone ones do not count."""

    _last: Mapping[Place, dict[str, Decision]] = field(repr=False)
    _complete: Mapping[Place, Decision] = field(repr=False)
    undone: Mapping[str, str] = field(repr=False)
    """Id of a decision that counts no longer, to the id of the last undo that stands of it."""
    counting: frozenset[str] = field(repr=False)
    """Ids of the decisions that count: not undone, and not replaced by a later one."""
    _schemes: Mapping[str, frozenset[str]] = field(repr=False)

    def verdicts(self, document_id: str, scheme: str) -> dict[str, bool]:
        """Return what was decided by concept, in order of id: whether it applies."""
        found = self._last.get((document_id, scheme), {})
        return {concept_id: VERDICTS[found[concept_id].kind] for concept_id in sorted(found)}

    def is_complete(self, document_id: str, scheme: str) -> bool:
        """Tell whether an editor saw the whole document: what was not given does not apply."""
        return (document_id, scheme) in self._complete

    def last(self, document_id: str, scheme: str, concept_id: str) -> Decision | None:
        """Return the decision that counts for a concept, None where none does."""
        return self._last.get((document_id, scheme), {}).get(concept_id)

    def completion(self, document_id: str, scheme: str) -> Decision | None:
        """Return the decision by which the document is complete, None where it is not."""
        return self._complete.get((document_id, scheme))

    def applies(self, document_id: str, scheme: str, concept_id: str) -> bool | None:
        """Tell whether a concept applies by what was decided; None: nothing was."""
        last = self.last(document_id, scheme, concept_id)
        if last is not None:
            return VERDICTS[last.kind]
        return False if self.is_complete(document_id, scheme) else None

    @property
    def documents(self) -> list[str]:
        """The documents of which anything stands, in order of id."""
        return sorted(self._schemes)

    def schemes(self, document_id: str) -> list[str]:
        """Return the schemes in which anything stands of a document, in order."""
        return sorted(self._schemes.get(document_id, ()))

    def state(self, decision: Decision) -> str:
        """Return what became of a decision of the log, one of STATES."""
        if decision.id in self.undone:
            return "undone"
        return "counts" if decision.id in self.counting else "replaced"


def standing(decisions: Iterable[Decision], resolve: Resolve = as_is) -> Standing:
    """Fold a log into what stands.

    An undo counts for decisions before it only. Undoing an undo lets what it took back count
    again. Of decisions on concepts that were merged since, the last one counts.

    Args:
        decisions: In order of their number; those of a document and scheme all or none.
        resolve: What concepts go by now; decisions on those retired for good do not count.
    """
    log = list(decisions)
    undone = _undone(log)
    last: dict[Place, dict[str, Decision]] = {}
    complete: dict[Place, Decision] = {}
    for decision in log:
        place = (decision.document_id, decision.scheme)
        if decision.id in undone:
            continue
        if decision.kind == "complete":
            complete[place] = decision
        elif decision.kind in VERDICTS and (
            concept_id := resolve(decision.scheme, decision.concept_id)
        ):
            last.setdefault(place, {})[concept_id] = decision
    held = [*complete.values(), *(one for of_place in last.values() for one in of_place.values())]
    undos = {one.id for one in log if one.kind == "undo" and one.id not in undone}
    return Standing(
        last, complete, undone, frozenset({one.id for one in held} | undos), _schemes(held)
    )


def _schemes(held: Iterable[Decision]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for decision in held:
        found.setdefault(decision.document_id, set()).add(decision.scheme)
    return {document_id: frozenset(schemes) for document_id, schemes in found.items()}


def _undone(log: list[Decision]) -> dict[str, str]:
    """From the last to the first: whether an undo is itself undone is known before it counts."""
    undone: dict[str, str] = {}
    later: set[str] = set()
    for decision in reversed(log):
        if decision.kind == "undo" and decision.id not in undone and decision.undoes not in later:
            undone.setdefault(decision.undoes, decision.id)
        later.add(decision.id)
    return undone
