"""Which types of texts a WordPress site's API has, where a card names one that it has not."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from pipeline.declarations import Source
from pipeline.records import Answer
from pipeline.steps.trying.asking import Asker
from pipeline.steps.trying.trial import Hint, IndexTry

COLLECTION = re.compile(r"(?P<space>.*?/wp/v2)/(?P<type>[\w-]+)")
"""Address of one collection of the API, with plain links ("?rest_route=/wp/v2/posts") too."""
INNER = frozenset((
    "media", "menu-items", "blocks", "templates", "template-parts", "global-styles", "navigation",
    "font-families", "faces", "font-faces",
))  # fmt: skip
"""What WordPress keeps for itself; none of it is a text."""


async def existing_types(
    source: Source, tries: Sequence[IndexTry], asker: Asker
) -> tuple[Hint, ...]:
    """Ask an API for its types, if one that the card names was not found there.

    Returns:
        A hint whose selector is the names, or none where nothing is missing or nobody tells.
    """
    missing = [COLLECTION.match(one.url) for one in tries if one.problem]
    places = [found["space"] for found in missing if found]
    if source.kind != "wordpress" or not places:
        return ()
    answer = await asker.ask(f"{places[0]}/types", source)
    names = _names(answer.body) if isinstance(answer, Answer) else []
    return (Hint("wordpress.types", ", ".join(names), ""),) if names else ()


def _names(body: bytes) -> list[str]:
    """Return the names of types as they stand in addresses of the API."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return []
    types = told.values() if isinstance(told, dict) else ()
    bases = [str(one.get("rest_base") or "") for one in types if isinstance(one, dict)]
    return sorted({base for base in bases if base and base not in INNER and "(" not in base})
