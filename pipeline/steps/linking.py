"""What the ids that documents give stand for, settled anew for the whole corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from pipeline.entity_log import Standing, standing
from pipeline.gazetteers import Gazetteers
from pipeline.settings import Workspace, digest
from pipeline.steps import declared, models
from pipeline.steps.context import Context
from pipeline.store import Store, entity_decisions, entity_forms, ledger, linked

if TYPE_CHECKING:
    from pipeline.entities.linking import Authority, Form, Linked, Shortened


LINKING = 2
"""Raised when links come out otherwise for the same corpus."""

ATTEMPTS = 5
"""A run that stores documents all the while is not waited for any longer: it links at its end."""
STAGE = "links"
"""Under this name the ledger keeps what links were last made from."""


def link(context: Context) -> str:
    """Link the ids of all current documents to entities; return one line on what is linked.

    Nothing is computed where documents, gazetteers and decisions are as they were.
    """
    with context.store.read() as connection:
        is_known = ledger.entry(connection, STAGE) == _key(connection, context.workspace)
    if not is_known:
        relink(context.workspace, context.store)
    with context.store.read() as connection:
        return _told(linked.count_links(connection))


def relink(workspace: Workspace, store: Store) -> None:
    """Compute the links of this moment and store them in the place of the old ones.

    They are computed again where somebody decided meanwhile, lest older links replace theirs.
    """
    for attempt in range(1, ATTEMPTS + 1):
        if _relinked(workspace, store, is_last=attempt == ATTEMPTS):
            return


def _relinked(workspace: Workspace, store: Store, *, is_last: bool) -> bool:
    """Try it once; tell whether it was done."""
    with store.read() as connection:
        key = _key(connection, workspace)
        found = inputs(connection, declared.gazetteers(workspace)).linked()
    with store.write() as connection:
        if not is_last and _key(connection, workspace) != key:
            return False
        linked.put_links(connection, found.links, found.names)
        known, fingerprint = key
        ledger.mark(connection, STAGE, fingerprint, [(ledger.WHOLE_CORPUS, known, "done")])
    return True


def _key(connection: Connection, workspace: Workspace) -> tuple[str, str]:
    """Return (digest of what links depend on, fingerprint of code, settings and gazetteers)."""
    known = digest(
        ledger.documents_digest(connection),
        ledger.state_digest(connection, ["entities"]),
        entity_decisions.last_number(connection),
    )
    made_by = [models.fingerprint(workspace, "entities"), LINKING, version("rapidfuzz")]
    return known, digest(made_by)


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that links depend on."""

    forms: Sequence[Form]
    shortened: Sequence[Shortened]
    authority: Authority
    standing: Standing

    def linked(self) -> Linked:
        """Return the links that follow from it."""
        from pipeline.entities.linking import link_forms

        return link_forms(self.forms, self.shortened, self.authority, self.standing)


def inputs(connection: Connection, gazetteers: Gazetteers) -> Inputs:
    """Return what documents, gazetteers and decisions of this moment say."""
    from pipeline.entities.linking import Shortened, gathered, read_authority

    counts = entity_forms.count_forms(connection)
    named = (
        (id_, name, entity_forms.is_firm(via), n) for (id_, name, via), n in counts.named.items()
    )
    shortened = [
        Shortened(text, local_id, n.total(), via == "acronym", tuple(sorted(n)))
        for (text, via, local_id), n in sorted(counts.shortened.items())
    ]
    forms = gathered(named, counts.by_source)
    stands = standing(entity_decisions.load_decisions(connection))
    return Inputs(forms, shortened, read_authority(gazetteers), stands)


def stands_for(connection: Connection, gazetteers: Gazetteers, local_id: str) -> str:
    """Return what an id would stand for that no current document gives any more; empty: nothing."""
    from pipeline.entities.linking import former_form

    known = inputs(connection, gazetteers)
    asked = replace(known, forms=[*known.forms, former_form(local_id)])
    return next((one.entity_id for one in asked.linked().links if one.local_id == local_id), "")


def _told(counts: Mapping[str, int]) -> str:
    told = ", ".join(f"{reason} {n:,}" for reason, n in sorted(counts.items()))
    return f"{sum(counts.values()):,} ids linked ({told})" if told else "no ids linked"
