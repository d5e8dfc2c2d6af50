"""Of a story that ends badly, the shortest that still does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.benchmarks.fuzz.story import Story


def shrunk(story: Story, is_bad: Callable[[Story], bool]) -> Story:
    """Leave out acts as long as the story ends badly without them."""
    size = max(1, len(story.acts) // 2)
    while size:
        start, has_shrunk = 0, False
        while start < len(story.acts):
            shorter = replace(story, acts=story.acts[:start] + story.acts[start + size :])
            if is_bad(shorter):
                story, has_shrunk = shorter, True
            else:
                start += size
        size = size if has_shrunk and size == 1 else size // 2
    return story
