"""Names that people gave to topics: a log that is only ever added to."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from pipeline.settings import digest
from pipeline.store.topic_schema import topic_names


@dataclass(frozen=True, slots=True)
class NameGiven:
    """A name that a person gave to a topic."""

    number: int
    """Counts from 1 over all topics."""
    topic_id: str
    name: str
    """Shown in the place of the topic's label; empty: the label again."""
    editor: str
    given_at: str
    """UTC, ISO 8601."""
    note: str


def load_names(connection: Connection) -> dict[str, str]:
    """Return the name of each topic that has one, by topic id."""
    last = {given.topic_id: given.name for given in load_given(connection)}
    return {id_: name for id_, name in sorted(last.items()) if name}


def load_given(connection: Connection, topic_id: str | None = None) -> list[NameGiven]:
    """Return every name that was ever given, in order of time: to one topic, or to any."""
    query = sa.select(topic_names).order_by(topic_names.c.number)
    if topic_id is not None:
        query = query.where(topic_names.c.topic_id == topic_id)
    return [NameGiven(**row._mapping) for row in connection.execute(query)]


def add_name(connection: Connection, given: NameGiven) -> NameGiven:
    """Enter a name, whatever its number says under the next one; return it as entered."""
    n = connection.execute(sa.select(sa.func.max(topic_names.c.number))).scalar() or 0
    entered = replace(given, number=n + 1)
    connection.execute(topic_names.insert().values(asdict(entered)))
    return entered


def names_digest(connection: Connection) -> str:
    """Return one digest of the names that count."""
    return digest(load_names(connection))
