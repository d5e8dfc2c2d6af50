"""Acronyms defined in a text."""

from __future__ import annotations

import pytest

from pipeline.entities.acronyms import definitions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Asia-Europe Foundation (ASEF) is", {"ASEF": "Asia-Europe Foundation"}),
        ("ASEF (Asia-Europe Foundation) is", {"ASEF": "Asia-Europe Foundation"}),
        ("the Arts and Theatre Institute (ATI)", {"ATI": "Arts and Theatre Institute"}),
        ("she lives there (CZ) now", {}),
        ("a word (ABC) without it", {}),
        ("", {}),
    ],
)
def test_long_forms(text: str, expected: dict[str, str]) -> None:
    found = {short: text[start:end] for short, (start, end) in definitions(text).items()}
    assert found == expected
