"""How shares are reckoned: what trends, joint trends and slopes may be given besides."""

from __future__ import annotations

from typing import TypedDict


class Manner(TypedDict, total=False):
    """Keywords of `Snapshot.trend`, `joint_trend` and `slopes`."""

    variant: str
    """all; panel: only of the sources present throughout; poststratified: every source with the
    same part in every period."""
    counted: bool
    """Only documents that count outright, each as one: the count of a fixed rule with its sampling
    interval, not the best estimate; the interval does not know whether tags are right."""


def manner(*, variant: str = "all", counted: bool = False) -> tuple[str, bool]:
    """Return variant and counted, as given or as they are without."""
    return variant, counted
