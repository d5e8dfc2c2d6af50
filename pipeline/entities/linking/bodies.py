"""Whether the words of a name are those of a body."""

from __future__ import annotations

import re

from pipeline.entities.heads import FOREIGN_HEADS, HEADS, PRESS_HEADS, SEEN_HEADS
from pipeline.entities.linking.sameness import telling
from pipeline.entities.names import slug

MORE_HEADS = "Government|Force|Panel|Programme|Initiative"
"""Heads of what an acronym may stand for in a document that does not spell it out."""

ORGANS = frozenset(slug(head) for head in HEADS.split("|")) - {"service"}
"""Words that make a name one of a body; "services": of a ministry's field, too."""

_HEAD = re.compile(
    rf"\b(?:{HEADS}|{PRESS_HEADS}|{SEEN_HEADS}|{MORE_HEADS})s?"
    r"(?:$| (?:of|for|on|against|in|to|and) )|"
    rf"^(?:{FOREIGN_HEADS})\b",
    re.I,
)


def is_body(entity_id: str) -> bool:
    """Tell whether an id made of a name is a programme's, or has a body's head noun.

    "Search Engine Optimization", "Artificial Intelligence" have an acronym, too.
    """
    type_, _, rest = entity_id.partition(":")
    return type_ == "programme" or bool(_HEAD.search(rest.partition(".")[0].replace("-", " ")))


def is_acronym_of_part(key: str, name: str) -> bool:
    """Tell whether an acronym goes on after a name's initials: UNPROFOR, of "United Nations".

    Args:
        key: The acronym in small letters.
        name: Slug.
    """
    initials = "".join(word[0] for word in name.split("-"))
    return len(initials) > 1 and key != initials and key.startswith(initials)


def singular(slug_: str) -> list[str]:
    """Return the telling words of a slug, without the s of plurals."""
    return [word[:-1] if len(word) > 3 and word.endswith("s") else word for word in telling(slug_)]


def is_organ_of(longer: str, shorter: str) -> bool:
    """Tell whether one name is that of a part of the other: "Board of the Council of Unions".

    Args:
        longer: Slug.
        shorter: Slug.
    """
    found = re.search(rf"-(?:of|to|for)-(?:the-)?{re.escape(shorter)}$", longer)
    return bool(found) and not ORGANS.isdisjoint(shorter.split("-"))
