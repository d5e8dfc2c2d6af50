"""Words that all judgements use."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.steps.trying.trial import Hint


def among(n: int, total: int, noun: str) -> str:
    """Return "3 of 5 pages", "all 5 pages", "both pages", "the only page"."""
    if n == total:
        whole = {1: f"the only {noun}", 2: f"both {noun}s"}
        return whole.get(n, f"all {n} {noun}s")
    return f"{n} of {total} {noun}s"


def none_of(total: int, noun: str) -> str:
    """Return "any of 5 pages", "the only page", as after "not on"."""
    return f"the only {noun}" if total == 1 else f"any of {total} {noun}s"


def advice(hints: Sequence[Hint], key: str) -> str:
    """Return which selector would fit what was seen; empty where none is known."""
    fits = [hint for hint in hints if hint.key == key]
    return f'; "{fits[0].selector}" would find {fits[0].sample!r}' if fits else ""
