"""What the ids that documents give stand for, settled anew for the whole corpus."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from pipeline.entity_log import standing
from pipeline.gazetteers import Gazetteers
from pipeline.steps import declared
from pipeline.steps.context import Context
from pipeline.store import entity_decisions, entity_forms, linked

if TYPE_CHECKING:
    from pipeline.entities.linking import Linked


def link(context: Context) -> str:
    """Link the ids of all current documents to entities; return one line on what was linked."""
    gazetteers = declared.gazetteers(context.workspace)
    with context.store.read() as connection:
        found = computed(connection, gazetteers)
    with context.store.write() as connection:
        linked.put_links(connection, found.links, found.names)
    return _told(found)


def computed(connection: Connection, gazetteers: Gazetteers) -> Linked:
    """Return the links that documents, gazetteers and decisions of this moment make."""
    from pipeline.entities.linking import Shortened, gathered, link_forms, read_authority

    named = entity_forms.load_named(connection)
    forms = gathered(named, entity_forms.count_documents(connection))
    shortened = [
        Shortened(text, local_id, n, via == "acronym")
        for text, via, local_id, n in entity_forms.load_shortened(connection)
    ]
    stands = standing(entity_decisions.load_decisions(connection))
    return link_forms(forms, shortened, read_authority(gazetteers), stands)


def _told(found: Linked) -> str:
    counts = Counter(one.reason for one in found.links)
    told = ", ".join(f"{reason} {n:,}" for reason, n in sorted(counts.items()))
    return f"{len(found.links):,} ids linked ({told})" if told else "no ids linked"
