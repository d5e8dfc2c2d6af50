"""From the log of decisions to what stands now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.records import Decision

VERDICTS = {"accept": True, "add": True, "reject": False}
"""Kinds of decisions that say whether a concept applies."""

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

    def places(self) -> Iterator[Place]:
        """Yield the (document id, scheme) of which anything stands, in order."""
        yield from sorted({*self._last, *self._complete})

    def counts(self, decision: Decision) -> bool:
        """Tell whether a decision of the log is one of those that count now."""
        if decision.kind == "undo":
            return decision.id not in self.undone
        place = (decision.document_id, decision.scheme)
        held = [*self._last.get(place, {}).values()]
        if place in self._complete:
            held.append(self._complete[place])
        return any(one.id == decision.id for one in held)


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
    return Standing(last, complete, undone)


def _undone(log: list[Decision]) -> dict[str, str]:
    """From the last to the first: whether an undo is itself undone is known before it counts."""
    undone: dict[str, str] = {}
    later: set[str] = set()
    for decision in reversed(log):
        if decision.kind == "undo" and decision.id not in undone and decision.undoes not in later:
            undone.setdefault(decision.undoes, decision.id)
        later.add(decision.id)
    return undone
