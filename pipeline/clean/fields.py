"""Fields of a record or a front matter, read as the source's card says."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Mapping

from pipeline.clean.language import stated_language
from pipeline.clean.parts import LABEL_KINDS, Known, Parts, claim, labels
from pipeline.clean.segment import split_parts
from pipeline.declarations import Fields, Key, LabelFields
from pipeline.records import DateClaim, Label

MAX_BITS = 256  # of a number; larger ones are no identifier, year or title
STATED_CONFIDENCE = 0.95  # written by whoever keeps the data; not 1, since they err too
_NAME_KEYS = ("name", "label", "title", "value")  # where a list holds objects
_AUTHOR_SEPARATOR = re.compile(r"\s*[;|]\s*")

_ABSENT = object()  # null is a value that is there

Record = Mapping[str, object]


def read_fields(
    record: Record, fields: Fields, read_from: str, known: Known | None = None
) -> Parts:
    """Return everything but the text: title, authors, date, labels and so on.

    Args:
        record: A JSON object, or the keys of a front matter.
        fields: Which key means what; of alternatives the first that holds something counts,
            and "a.b" reads key b inside a.
        read_from: What `published_from` will say.
        known: Known labels by kind; one with a separator in it is not split there.
    """
    authors = [
        name
        for stated in field_texts(record, fields.authors)
        for name in _AUTHOR_SEPARATOR.split(stated)
    ]
    return Parts(
        text="",
        title=field_text(record, fields.title),
        authors=tuple(dict.fromkeys(name for name in authors if name)),
        section=field_text(record, fields.section),
        dates=_dates(record, fields.published, read_from),
        labels=_labels(record, fields.labels, known or {}),
        language=stated_language(field_text(record, fields.language)),
        url=field_text(record, fields.url),
    )


def field_text(record: Record, key: Key) -> str:
    """Return the first non-empty value as one line, HTML entities resolved; "" where none."""
    return next(iter(field_texts(record, key)), "")


def field_texts(record: Record, key: Key) -> list[str]:
    """Return the first non-empty value as a list of lines."""
    texts = (_text(value) for value in _values(_first(record, key)))
    return [text for text in texts if text]


def raw_text(record: Record, key: Key) -> str:
    """Return the first non-empty string under a key as it is; lists of strings as paragraphs."""
    value = _first(record, key)
    parts = [part for part in _values(value) if isinstance(part, str)]
    return "\n\n".join(parts)


def has_field(record: Record, key: Key) -> bool:
    """Tell whether a record has one of the named fields, empty or not."""
    return any(_look_up(record, name) is not _ABSENT for name in _names(key))


def _first(record: Record, key: Key) -> object:
    for name in _names(key):
        value = _look_up(record, name)
        if any(_text(part) for part in _values(value)):
            return value
    return None


def _look_up(record: Record, name: str) -> object:
    if name in record:
        return record[name]
    outer, dot, inner = name.partition(".")
    nested = record.get(outer) if dot else None
    return _look_up(nested, inner) if isinstance(nested, Mapping) else _ABSENT


def _names(key: Key) -> tuple[str, ...]:
    return (key,) if isinstance(key, str) else key


def _values(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _text(value: object) -> str:
    """Return a scalar, or the name of an object, as one line; anything deeper is no text."""
    if isinstance(value, Mapping):
        named = (value.get(key) for key in _NAME_KEYS)
        value = next((name for name in named if isinstance(name, str)), None)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int) and value.bit_length() > MAX_BITS:
        return ""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return " ".join(html.unescape(str(value)).split())
    return ""


def _dates(record: Record, key: Key, read_from: str) -> tuple[DateClaim, ...]:
    """Return the first alternative that states a date."""
    for name in _names(key):
        found = claim(field_text(record, name), STATED_CONFIDENCE, read_from)
        if found is not None:
            return (found,)
    return ()


def _labels(record: Record, fields: LabelFields, known: Known) -> tuple[Label, ...]:
    keys = (fields.themes, fields.disciplines, fields.countries, fields.keywords)
    anything = frozenset[str]().union(*known.values())
    found: list[Label] = []
    for kind, key in zip(LABEL_KINDS, keys, strict=True):
        whole = anything if kind == "keywords" else known.get(kind, frozenset())
        found.extend(labels(kind, _split(record, key, fields.separator, whole)))
    return tuple(found)


def _split(record: Record, key: Key, separator: str, known: frozenset[str]) -> list[str]:
    value = _first(record, key)
    if isinstance(value, str) and separator:
        return split_parts(html.unescape(value), known, re.compile(re.escape(separator)))
    return field_texts(record, key)
