"""One JSON record: its fields as the source's card names them."""

from __future__ import annotations

import json
from dataclasses import replace

from pipeline.clean.decode import decode, repair
from pipeline.clean.fields import has_field, raw_text, read_fields
from pipeline.clean.fragment import read_fragment
from pipeline.clean.markdown import markdown_text
from pipeline.clean.parts import Parts, Problem
from pipeline.clean.pasted import read_prose
from pipeline.declarations import Source


def read_record(body: bytes, source: Source) -> Parts | Problem:
    """Read one record; the card's text_format says what its text field holds."""
    text = decode(body)
    try:
        record = json.loads(text or "")
    except (ValueError, RecursionError) as error:
        return Problem("broken_record", f"The record is no JSON ({error}); mend the file.")
    if not isinstance(record, dict):
        return Problem("broken_record", "The record is no JSON object; write one object a line.")
    content = repair(raw_text(record, source.fields.text))
    if not content.strip():
        return _without_text(record, source)
    parts = read_fields(record, source.fields, "record")
    return replace(parts, text=_read_text(content, source.text_format))


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


def _read_text(content: str, text_format: str) -> str:
    if text_format == "html":
        return read_fragment(content)
    if text_format == "markdown":
        return markdown_text(content)
    return read_prose(content).text
