"""How things to look at are found, kind by kind."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from rapidfuzz import fuzz, process

from pipeline.steps.entity_evidence import presented
from pipeline.steps.entity_reviewing.acronyms import acronyms, tentative
from pipeline.steps.entity_reviewing.desk import Desk
from pipeline.steps.entity_reviewing.items import Item, Kind
from pipeline.steps.entity_reviewing.words import without_words

TELLING: Mapping[str, tuple[float, str]] = MappingProxyType(
    {
        "definition": (1.0, "is defined as a programme"),
        "example": (0.9, "is given as an example of a programme"),
        "name": (0.8, "is called a programme"),
        "quotation": (0.6, "stands in quotation marks beside a programme's words"),
        "title": (0.4, "stands in a title like a programme"),
        "": (0.2, "looks like a programme"),
    }
)
"""How sure the ways of presenting a name make that it is a programme, as an order between them."""
MOST_OF_A_KIND = 200
WIDESPREAD = 3
"""Documents from which an organisation that the gazetteers lack is worth a look."""
LIKE = 88.0
"""Of 100: known names less alike are not told as what an unknown one may be."""
N_LIKE = 2


def _proposed(desk: Desk) -> Iterable[Item]:
    for id_, name, n_documents in tentative(desk, "proposed", MOST_OF_A_KIND):
        kind, examples = presented(desk.connection, id_)
        why = TELLING.get(kind, TELLING[""])
        commands = (f"accept {id_}", f"reject {id_}")
        item = Item("proposed", (id_,), (name,), n_documents, why[1], commands)
        yield replace(item, examples=examples, sureness=why[0])


def _acronyms(desk: Desk) -> Iterable[Item]:
    return acronyms(desk, MOST_OF_A_KIND)


def _doubles(desk: Desk) -> Iterable[Item]:
    from pipeline.entities.linking import doubles

    free = {id_: form for id_, form in desk.forms.items() if id_ not in desk.decided}
    found = doubles(free, desk.standing, desk.authority)
    turned = [(one, _turned(desk, one.first, one.second)) for one in found]
    open_ = [(one, ids) for one, ids in turned if ids[0] in free]
    for one, ids in open_[:MOST_OF_A_KIND]:
        names = (desk.name(ids[0]), desk.name(ids[1]))
        commands = (f"merge {ids[0]} {ids[1]}", f"accept {ids[0]}")
        item = Item("double", ids, names, desk.forms[ids[0]].n_documents, one.why, commands)
        yield replace(item, sureness=one.sureness)


def _turned(desk: Desk, more: str, less: str) -> tuple[str, str]:
    """Return first what would stand for the other: never what the gazetteers know, if one is."""
    return (more, less) if desk.is_known(less) and not desk.is_known(more) else (less, more)


def _links(desk: Desk) -> Iterable[Item]:
    from pipeline.entities.linking import weak_links

    found = weak_links(desk.linked, desk.forms, desk.authority.meant)
    for one in found[:MOST_OF_A_KIND]:
        entity_id, name = desk.standing[one.local_id], desk.forms[one.local_id].name
        ids, names = (one.local_id, entity_id), (name, desk.name(entity_id))
        commands = (f"split {one.local_id}", f"alias {entity_id} {shlex.quote(name)}")
        item = Item("link", ids, names, one.n_documents, one.why, commands)
        yield replace(item, sureness=one.doubt)


def _unknown(desk: Desk) -> Iterable[Item]:
    found = {
        id_: form
        for id_, form in desk.forms.items()
        if form.type == "organisation" and form.n_firm and id_ not in desk.standing
        and form.n_documents >= WIDESPREAD and id_ not in desk.decided and not form.owner
        and not desk.is_known(id_)
    }  # fmt: skip
    short = {id_: form.name for id_, form in found.items() if form.name.isupper()}
    left = without_words(desk.connection, desk.gazetteers, short)
    kept = [form for id_, form in found.items() if id_ not in short or id_ in left]
    ranked = sorted(kept, key=lambda form: (-form.n_documents, form.local_id))
    for form in ranked[:MOST_OF_A_KIND]:
        commands = (f"accept {form.local_id}", f"reject {form.local_id}")
        why = "in many documents, not in the gazetteers"
        yield Item("unknown", (form.local_id,), (form.name,), form.n_documents, why, commands)


def likely(desk: Desk, name: str) -> list[str]:
    """Return the known bodies whose names are most like one, the likest first."""
    names = {id_: known.casefold() for id_, known in desk.authority.names.items()}
    found = process.extract(
        name.casefold(), names, scorer=fuzz.token_sort_ratio, limit=N_LIKE, score_cutoff=LIKE
    )
    return [id_ for _, _, id_ in found]


FINDERS: Mapping[Kind, Callable[[Desk], Iterable[Item]]] = MappingProxyType(
    {
        "proposed": _proposed, "double": _doubles, "acronym": _acronyms, "link": _links,
        "unknown": _unknown,
    }
)  # fmt: skip
"""What there is to look at, and how much a look at it mends."""
