"""Acronyms that the corpus does not settle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.steps.entity_reviewing.desk import Desk
from pipeline.steps.entity_reviewing.items import Item
from pipeline.steps.entity_reviewing.words import without_words
from pipeline.store import entity_reading

UNDEFINED = "undefined"
"""After the dot of an acronym's id that would else be a known body's."""
MOST_MEANINGS = 3
TIMES_READ = 4
"""How many more are taken from the store than are asked for: most words in capitals are words."""


def acronyms(desk: Desk, limit: int) -> Iterator[Item]:
    """Yield acronyms that documents do not spell out, or not alike, the most widespread first."""
    found = list(tentative(desk, "undefined", limit * TIMES_READ))
    names = {id_: name for id_, name, _ in found}
    spelt = {
        id_ for id_ in names if id_ in desk.forms and desk.forms[id_].slug in desk.linked.votes
    }
    left = without_words(desk.connection, desk.gazetteers, names, spelt)
    for id_, name, n_documents in [one for one in found if one[0] in left][:limit]:
        meant, why = _meanings(desk, id_, name)
        merges = (f"merge {id_} {one}" for one in meant)
        commands = (*merges, f"accept {id_}", f"reject {id_}")
        yield Item("acronym", (id_,), (name,), n_documents, why, commands)


def _meanings(desk: Desk, id_: str, name: str) -> tuple[Sequence[str], str]:
    """Return the entities that an acronym may stand for, and why it is asked about."""
    vote = desk.linked.votes.get(desk.forms[id_].slug) if id_ in desk.forms else None
    said = (vote.entity_id, *vote.others) if vote else ()
    known = (*desk.by_acronym.get(name, ()), *_own(desk, id_))
    meant = tuple(dict.fromkeys((*said, *known)))[:MOST_MEANINGS]
    told = "; ".join(f"{desk.name(one)} ({one})" for one in meant)
    if len(said) > 1:
        return meant, f"stands for different things: {told}"
    if said:
        return meant, f"spelt out by too few documents, or elsewhere: {told}"
    if known:
        return meant, f"is no sure sign of a known body: {told}"
    return (), "not spelt out in a way that was understood"


def _own(desk: Desk, id_: str) -> tuple[str, ...]:
    """Return the known body whose id an acronym would have, were it sure."""
    base, _, mark = id_.partition(".")
    return (base,) if mark == UNDEFINED and desk.is_known(base) else ()


def tentative(desk: Desk, via: str, limit: int) -> Iterator[tuple[str, str, int]]:
    """Yield (local id, name, documents) of what nobody vouches for or has decided on."""
    for id_, name, _, n_documents in entity_reading.tentative(desk.connection, via, limit):
        if id_ not in desk.decided and not desk.is_known(id_):
            yield id_, name, n_documents
