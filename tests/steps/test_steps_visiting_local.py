"""Sources of files: what nobody foresaw in one of them stops no run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.declarations import Source
from pipeline.errors import DeclarationError
from pipeline.records import Item, Rejected
from pipeline.steps.visiting import local

SOURCE = Source(id="files", name="Files", kind="folder", path="files")
ITEM = Item("files:a.txt", "text/plain", b"text")


def _failing(error: Exception) -> Iterator[Item | Rejected]:
    yield ITEM
    raise error


def test_what_a_library_raises_ends_one_source_with_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = AttributeError("no\x1b[31m such attribute")
    monkeypatch.setattr(local, "read_source", lambda *_: _failing(error))
    first, told = local.guarded(SOURCE, tmp_path, 1000)
    assert first == ITEM
    assert isinstance(told, Rejected)
    assert (told.reason, told.locator) == ("unforeseen", "files:")
    assert told.detail.isprintable()
    assert "AttributeError" in told.detail
    assert told.reason in local.CUT_OFF  # nothing that was not met is taken for gone


def test_what_is_wrong_with_a_card_is_told_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "read_source", lambda *_: _failing(DeclarationError("mend it")))
    with pytest.raises(DeclarationError, match="mend it"):
        list(local.guarded(SOURCE, tmp_path, 1000))
