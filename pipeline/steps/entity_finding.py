"""From what a person names, an id or a name, to the entity it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process
from sqlalchemy.engine import Connection

from pipeline.errors import MissingError, UsageError
from pipeline.gazetteers import Gazetteers
from pipeline.gazetteers.folding import fold_name
from pipeline.steps.linking import stands_for
from pipeline.store import entity_decisions, entity_forms, entity_reading, linked

TYPES = ("organisation", "programme", "country", "region", "person", "place")
ID = re.compile(rf"(?:{'|'.join(TYPES)}):\S+")
N_PROPOSED = 5
MOST_SHOWN = 8
"""Ids of one name that are told."""
LEAST_ALIKE = 75.0
"""Of 100: names less alike are not proposed in the place of one that is not known."""


def find_entity(connection: Connection, gazetteers: Gazetteers, wanted: str) -> str:
    """Return the id of the entity that an id, old or new, or a name stands for.

    Raises:
        MissingError: There is none.
        UsageError: A name is that of several entities, or an id stands for nothing any more.
    """
    if not fold_name(wanted):
        raise MissingError(f"'{wanted}' names no entity; give an id or a name")
    found = sorted(set(_ends(connection, _ids(connection, gazetteers, wanted))))
    if len(found) > 1:
        named = entity_reading.mentioned(connection, found)
        found.sort(key=lambda id_: (id_ not in named, id_))  # those in documents first
        more = f" and {len(found) - MOST_SHOWN} more" if len(found) > MOST_SHOWN else ""
        shown = ", ".join(found[:MOST_SHOWN]) + more
        raise UsageError(f"{wanted}: stands for more than one: {shown}; say which by its id")
    if not found:
        raise MissingError(_missing(connection, gazetteers, wanted))
    if not found[0]:
        raise UsageError(
            f"{wanted}: is no entity, as an analyst decided; 'culturescope entities history "
            f"{wanted}' shows who and why, 'entities undo' takes it back"
        )
    return found[0]


def find_local(connection: Connection, gazetteers: Gazetteers, wanted: str) -> str:
    """Return a local id as it is, a name's entity id otherwise.

    Raises:
        MissingError: Nothing goes by it.
        UsageError: A name is that of several entities.
    """
    if ID.fullmatch(wanted) and (_exists(connection, gazetteers, {wanted})):
        return wanted
    return find_entity(connection, gazetteers, wanted)


def is_known(connection: Connection, gazetteers: Gazetteers, entity_id: str) -> bool:
    """Tell whether an id is in the gazetteers, in a current document, or in a link."""
    return bool(_exists(connection, gazetteers, {entity_id}))


def _exists(connection: Connection, gazetteers: Gazetteers, ids: set[str]) -> set[str]:
    return (
        {id_ for id_ in ids if gazetteers.name_of(id_)}
        | set(entity_reading.links_of(connection, ids))
        | entity_reading.mentioned(connection, ids)
    )


def _ids(connection: Connection, gazetteers: Gazetteers, wanted: str) -> set[str]:
    """Return the local ids that an id or a name may mean, those that exist alone."""
    if ID.fullmatch(wanted):
        known = _exists(connection, gazetteers, {wanted})
        return known or _former(connection, gazetteers, wanted)
    return _by_name(connection, gazetteers, wanted)


def _by_name(connection: Connection, gazetteers: Gazetteers, name: str) -> set[str]:
    from pipeline.entities.names import slug

    guessed = {f"{type_}:{slug(name)}" for type_ in TYPES}
    code = gazetteers.country_of(name)
    guessed |= {f"country:{code}"} if code else set()
    guessed |= {id_ for id_ in gazetteers.entity_ids() if name in _forms(gazetteers, id_)}
    guessed |= _known(gazetteers, slug(name))
    guessed |= {id_ for written, id_ in entity_decisions.own_names(connection) if written == name}
    found = _exists(connection, gazetteers, guessed)
    found = found or set(entity_reading.ids_named(connection, name))
    telling = {id_ for id_ in found if id_.partition(":")[0] not in ("person", "place")}
    return telling or found


def _forms(gazetteers: Gazetteers, entity_id: str) -> tuple[str, ...]:
    """Return the names and acronyms that the gazetteers have of an entity."""
    body = gazetteers.body(entity_id)
    own = (gazetteers.name_of(entity_id),)
    return (*own, *body.acronyms, *body.shy, *body.aliases, *body.at_home) if body else own


def _known(gazetteers: Gazetteers, slug_: str) -> set[str]:
    """Return the known body that a name in other capitals or hyphens is that of."""
    from pipeline.entities.linking import former_form, read_authority

    authority = read_authority(gazetteers)
    found = authority.find(former_form(f"organisation:{slug_}"))
    return {found[0]} if found else set()


def _ends(connection: Connection, ids: Iterable[str]) -> Iterable[str]:
    wanted = set(ids)
    links = entity_reading.links_of(connection, wanted)
    return (links[id_].entity_id if id_ in links else id_ for id_ in wanted)


def _former(connection: Connection, gazetteers: Gazetteers, local_id: str) -> set[str]:
    """Return what an id that no current document gives any more would stand for."""
    if local_id.partition(":")[0] not in entity_forms.LINKED:
        return set()
    found = stands_for(connection, gazetteers, local_id)
    return {found} - {"", local_id}


def _missing(connection: Connection, gazetteers: Gazetteers, wanted: str) -> str:
    names = entity_forms.load_names(connection)
    names |= {gazetteers.name_of(id_): id_ for id_ in gazetteers.entity_ids()}
    names |= {name: id_ for id_, name in linked.load_names(connection).items()}
    name = wanted.partition(":")[2].replace("-", " ") if ID.fullmatch(wanted) else wanted
    near = process.extract(
        name.casefold(),
        {name: name.casefold() for name in sorted(names)},
        scorer=fuzz.WRatio,
        limit=N_PROPOSED,
        score_cutoff=LEAST_ALIKE,
    )
    proposed = "; ".join(f"{name} ({names[name]})" for _, _, name in near)
    hint = f"did you mean {proposed}?" if proposed else "'culturescope entities list' lists them"
    return f"no entity '{wanted}'; {hint}"
