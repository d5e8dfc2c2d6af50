"""Judge what the selectors of a card found on its items' pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.steps.trying.judging.words import advice, among, none_of
from pipeline.steps.trying.selecting import summed
from pipeline.steps.trying.trial import Remark, Trial

NEEDED = ("select.body", "select.title", "select.published")
"""What every page should have; labels and authors many pages lack."""


def on_selectors(trial: Trial) -> Iterator[Remark]:
    """Yield what to make of each selector under [select]."""
    for one in summed([page.finds for page in trial.pages if page.finds]):
        remark = _on_selector(trial, dict(one))
        if remark is not None:
            yield remark


def _on_selector(trial: Trial, one: dict[str, Any]) -> Remark | None:
    key, selector, n, total = one["key"], one["selector"], one["n_found"], one["n_pages"]
    problem = next(
        (find.problem for page in trial.pages for find in page.finds if find.key == key), ""
    )
    if problem:
        return Remark("wrong", key, f'"{selector}" is no CSS selector: {problem}')
    if n == 0:
        level = "wrong" if key in NEEDED else "look"
        line = f'"{selector}" finds nothing on {none_of(total, "page")}; mend it, or take it off'
        return Remark("wrong" if level == "wrong" else "look", key, line + advice(trial.hints, key))
    if n < total and key in NEEDED:
        return Remark("look", key, f'"{selector}" finds something on {among(n, total, "page")}')
    return None
