"""What somebody may have meant who wrote a key that a card does not have."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from pydantic import BaseModel


@cache
def _tables() -> dict[str, tuple[str, ...]]:
    """Return the keys of each table of a card by its name; "" is the top level."""
    from pipeline.declarations.cards import Source  # late: cards import this

    return dict(_below("", Source))


def _below(name: str, model: type[BaseModel]) -> list[tuple[str, tuple[str, ...]]]:
    fields = {key: field.annotation for key, field in model.model_fields.items()}
    found = [(name, tuple(key for key in fields if (name, key) != ("", "id")))]
    for key, inner in fields.items():
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found += _below(f"{name}.{key}" if name else key, inner)
    return found


def nearest_key(key: str, table: str) -> str:
    """Return in words where an unknown key belongs, or what it may be a slip of.

    Args:
        key: As written.
        table: Name of the table that it stands in ("fields.labels"); "" is the top level.
    """
    elsewhere = [name for name, keys in _tables().items() if key in keys and name != table]
    if elsewhere:
        places = " or ".join(f"[{name}]" if name else "the top of the card" for name in elsewhere)
        return f"it belongs under {places}"
    known = _tables().get(table, ())
    close = get_close_matches(key, known, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"known there: {', '.join(sorted(known))}"
