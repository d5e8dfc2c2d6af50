"""A few random stories of a small web; `python -m tests.benchmarks.fuzz` tells many."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.steps.visiting import loading
from tests.benchmarks.fuzz.acts import Act
from tests.benchmarks.fuzz.story import Story, made, told

UNWANTED = Story(35, (Act("visit", 711513), Act("card", 366517), Act("canonical", 520007)))
"""A card takes copies no more, which change."""


@pytest.mark.parametrize("seed", [22, 23])
def test_what_is_kept_in_the_end_is_what_the_web_holds(tmp_path: Path, seed: int) -> None:
    assert told(made(seed), tmp_path).problems == []


def test_the_oracle_sees_what_a_card_does_not_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "is_wanted", lambda *_: True)
    problems = told(UNWANTED, tmp_path).problems
    assert problems
    assert all("does not take" in one for one in problems)
