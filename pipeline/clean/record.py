"""One JSON record: its fields as the source's card names them."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace

from pipeline.clean.decode import decode, repair
from pipeline.clean.fields import has_field, raw_text, read_fields
from pipeline.clean.hints import is_default
from pipeline.clean.markup import read_markup
from pipeline.clean.ocr.lines import without_notes
from pipeline.clean.parts import Known, Parts, Problem, too_large
from pipeline.clean.pasted import read_prose
from pipeline.clean.posted import without_origin, without_shortcodes
from pipeline.declarations import Source
from pipeline.records import Label

OWN_FORMAT = "text_format"
"""Key of a record that says what its text holds: "text", "html" or "markdown"."""

# What exports leave of HTML in plain text; "&lt" without its semicolon may be meant.
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[\da-f]{2,5}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)


def read_record(body: bytes, source: Source, known: Known | None = None) -> Parts | Problem:
    """Read one record; the card's text_format says what its text field holds.

    Records that our own kinds of web sources made say it themselves, under `text_format`.

    Args:
        body: JSON.
        source: Its card.
        known: Known labels by kind; one with a separator in it is not split there.
    """
    try:
        record = json.loads(decode(body) or "")
    except (ValueError, RecursionError) as error:
        return Problem("broken_record", f"The record is no JSON ({error}); mend the file.")
    if not isinstance(record, dict):
        return Problem("broken_record", "The record is no JSON object; write one object a line.")
    content = repair(raw_text(record, source.fields.text))
    if not content.strip():
        return _without_text(record, source)
    if problem := too_large(content):
        return problem
    text = _read_text(content, _format(record, source), source.select.drop)
    if isinstance(text, Problem):
        return text
    parts = read_fields(record, source.fields, "record", known)
    return replace(parts, text=text, labels=tuple(filter(_is_given, parts.labels)))


def _format(record: dict[str, object], source: Source) -> str:
    stated = record.get(OWN_FORMAT) if source.is_web else None
    return stated if isinstance(stated, str) else source.text_format


def _is_given(label: Label) -> bool:
    """Tell a label from a default that nobody chose; words that a card calls themes are chosen."""
    return label.kind != "keywords" or not is_default(label.text)


def _without_text(record: dict[str, object], source: Source) -> Problem:
    """Tell an empty text field from one that the record does not have."""
    key = source.fields.text
    wanted = key if isinstance(key, str) else " or ".join(key)
    if has_field(record, key):
        return Problem("empty", f"Its text field ({wanted}) is empty; fill it or leave it out.")
    return Problem(
        "missing_field",
        f"The record has no field {wanted}; it has {', '.join(sorted(record)) or 'none'}: "
        f"name the right one under fields.text in the card of {source.id}.",
    )


def _read_text(content: str, text_format: str, drop: str) -> str | Problem:
    """Return the text of a field that holds plain text, Markdown or HTML."""
    if text_format == "markdown":
        return read_markup(content, "markdown")
    if text_format == "html":
        text = read_markup(without_shortcodes(content), "html", drop)
        return text if isinstance(text, Problem) else without_origin(without_notes(text))
    return plain_text(content)


def plain_text(content: str) -> str:
    """Return the text of a field that holds plain text, entities of HTML resolved."""
    return read_prose(without_notes(_ENTITY.sub(_character, content))).text


def _character(entity: re.Match[str]) -> str:
    return html.unescape(entity[0])
