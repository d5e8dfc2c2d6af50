"""Keys of artifacts: Prefect's page shows the newest one of each key, and all before behind it."""

from __future__ import annotations

import re

NO_KEY = re.compile(r"[^a-z0-9]+")
"""What the key of an artifact may not hold."""


def artifact_key(kind: str, about: str = "") -> str:
    """Return the key of a kind of artifact; each group, or scheme, has one of its own."""
    told = NO_KEY.sub("-", about.lower()).strip("-")
    return f"{kind}-{told}" if told else kind
