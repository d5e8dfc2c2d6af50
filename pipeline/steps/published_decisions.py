"""Editors' decisions as trends count them and snapshots publish them: without names or notes."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from pipeline.decisions import Resolve, Standing, effective, standing
from pipeline.steps.published_texts import Row
from pipeline.store import decisions
from pipeline.store.decisions import Numbered

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Decided:
    """The log, and what stands of it."""

    log: Sequence[Numbered] = field(repr=False)
    held: Standing
    resolve: Resolve

    def editors(self) -> dict[str, str]:
        """Return the pseudonym by name: e1 decided first.

        Numbers and no digests: who knows the names of a staff could try each of them.
        """
        names = dict.fromkeys(decision.editor for _, decision in self.log)
        return {name: f"e{number}" for number, name in enumerate(names, 1)}

    def rows(self, current: Collection[str]) -> Iterator[Row]:
        """Yield the decisions on current documents, in order of number."""
        editors = self.editors()
        for number, one in self.log:
            if one.document_id in current:
                yield {
                    "number": number,
                    "document_id": one.document_id,
                    "revision": one.revision,
                    "scheme": one.scheme,
                    "concept_id": self._now(one.scheme, one.concept_id) or None,
                    "kind": one.kind,
                    "state": self.held.state(one),
                    "editor": editors[one.editor],
                    "decided_at": one.decided_at.isoformat(),
                    "probability": one.probability,
                    "model": one.model or None,
                    "decision_id": one.id,
                    "undoes": one.undoes or None,
                    "batch": one.batch or None,
                    "via": one.via,
                }

    def tags(self, stored: Iterable[Row], current: Collection[str]) -> Iterator[Row]:
        """Yield the tags that count.

        Args:
            stored: Tags of current documents, in order of document, scheme, concept and origin.
            current: The current documents.
        """
        todo = deque(id_ for id_ in self.held.documents if id_ in current)
        for id_, rows in groupby(stored, key=lambda row: row["document_id"]):
            while todo and todo[0] < id_:  # has no tag but an editor's
                yield from effective([], todo.popleft(), self.held, self.resolve)
            if todo and todo[0] == id_:
                yield from effective(rows, todo.popleft(), self.held, self.resolve)
            else:
                yield from rows
        for id_ in todo:
            yield from effective([], id_, self.held, self.resolve)

    def tags_frame(self, stored: pd.DataFrame, current: Collection[str]) -> pd.DataFrame:
        """Return the tags that count, as `tags`; in any order."""
        import pandas as pd

        decided = stored["document_id"].isin(self.held.documents)
        columns = list(stored.columns)
        ordered = stored[decided].sort_values("document_id")
        rows = [dict(zip(columns, row, strict=True)) for row in ordered.itertuples(index=False)]
        told = pd.DataFrame(self.tags(rows, current), columns=columns)
        return pd.concat([stored[~decided], told]) if len(told) else stored[~decided]

    def frame(self, current: Collection[str], columns: Sequence[str]) -> pd.DataFrame:
        """Return columns of `rows`."""
        import pandas as pd

        return pd.DataFrame(self.rows(current), columns=list(columns))

    def _now(self, scheme: str, concept_id: str) -> str:
        return self.resolve(scheme, concept_id) or concept_id


def load_decided(connection: Connection, resolve: Resolve) -> Decided:
    """Read the whole log."""
    log = list(decisions.load_numbered(connection))
    return Decided(log, standing((one for _, one in log), resolve), resolve)
