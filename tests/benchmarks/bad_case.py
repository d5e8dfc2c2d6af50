"""What one bad input is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Case:
    """An input that must end as a document or as a reason, soon and in little memory."""

    name: str
    media_type: str
    make: Callable[[], bytes]
    quick: bool = False
    """Whether the tests run it too; it should take below a second or two."""
    card: Mapping[str, object] = field(default_factory=dict, hash=False)
    """What the card of its source says, beside its place."""
