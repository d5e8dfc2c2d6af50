"""Records that feeds and APIs give: one JSON object each, in the names that cards expect."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pipeline.records import Hints, Item

MEDIA_TYPE = "application/json"


def record_item(
    locator: str, url: str, fields: Mapping[str, str | list[str]], hints: Hints = ()
) -> Item:
    """Return a record as an item; equal records give equal bytes.

    Args:
        locator: Names it for ever.
        url: Address of its page; "" where it has none.
        fields: By the default names of declarations.Fields, and `text_format`; empty ones are
            left out. No date of change: a record that was only stamped anew has not changed.
        hints: What is known besides.
    """
    record = {name: _filled(value) for name, value in fields.items()}
    kept = {name: value for name, value in record.items() if value or name == "text"}
    if url:
        kept["url"] = url
    body = json.dumps(kept, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    return Item(locator, MEDIA_TYPE, body, url or None, hints)


def _filled(value: str | list[str]) -> str | list[str]:
    return value if isinstance(value, str) else [one for one in dict.fromkeys(value) if one]
