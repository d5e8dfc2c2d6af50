"""Parsed copies: as good as the file, and never better."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import DeclarationError
from pipeline.vocabulary import kept, read_kept, read_vocabulary

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def path(write: Write, garden: str) -> Path:
    return write("garden.ttl", garden)


@pytest.fixture
def n_parsed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    parsed: list[Path] = []

    def count(path: Path) -> object:
        parsed.append(path)
        return read_vocabulary(path)

    monkeypatch.setattr(kept, "read_vocabulary", count)
    return parsed


def test_a_file_is_parsed_once_and_its_copy_is_the_same(
    path: Path, tmp_path: Path, n_parsed: list[Path]
) -> None:
    first, second = (read_kept(path, tmp_path / "kept") for _ in range(2))
    assert first == second == read_vocabulary(path)
    assert second.vocabulary.digest == first.vocabulary.digest
    assert len(n_parsed) == 1


def test_retired_concepts_and_warnings_are_kept(write: Write, tmp_path: Path) -> None:
    text = "uri,label,status,broader\nhttp://x.org/1,A,retired,\nhttp://x.org/2,B,,http://y.org/3\n"
    path = write("v.csv", text)
    first, second = (read_kept(path, tmp_path / "kept") for _ in range(2))
    assert first == second
    assert (len(second.warnings), len(second.vocabulary.retired)) == (1, 1)


def test_a_changed_file_is_read_anew(
    path: Path, tmp_path: Path, garden: str, n_parsed: list[Path]
) -> None:
    read_kept(path, tmp_path / "kept")
    path.write_text(garden.replace('"Oaks"@en', '"Okas"@en'), "utf-8")
    assert read_kept(path, tmp_path / "kept").vocabulary.by_id["oak"].label == "Okas"
    assert len(n_parsed) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Oaks", b"Okas"),
        (b"\n", b""),
        (b'"format": 1', b'"format": 0'),
        (None, b""),
        (None, b"\x00" * 100),
        (None, b"[" * 100_000),
    ],
)
def test_a_damaged_copy_is_thrown_away(
    path: Path, tmp_path: Path, n_parsed: list[Path], old: bytes | None, new: bytes
) -> None:
    good = read_kept(path, tmp_path / "kept")
    copy = tmp_path / "kept" / "garden.json"
    whole = copy.read_bytes()
    copy.write_bytes(new if old is None else whole.replace(old, new))
    assert read_kept(path, tmp_path / "kept") == good
    assert (copy.read_bytes(), len(n_parsed)) == (whole, 2)


def test_a_copy_of_another_code_is_no_good(
    path: Path, tmp_path: Path, n_parsed: list[Path]
) -> None:
    """One whose proof holds, but whose concepts have other parts."""
    read_kept(path, tmp_path / "kept")
    copy = tmp_path / "kept" / "garden.json"
    head, body = copy.read_bytes().split(b"\n", 1)
    other = body.replace(b'"hidden_labels"', b'"unseen_labels"')
    proof = {**json.loads(head), "sha256": kept.sha256(other).hexdigest()}
    copy.write_bytes(json.dumps(proof).encode() + b"\n" + other)
    assert read_kept(path, tmp_path / "kept") == read_vocabulary(path)
    assert len(n_parsed) == 2


def test_where_no_copy_can_be_kept_the_file_is_read(path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert read_kept(path, tmp_path / "file") == read_vocabulary(path)


def test_a_broken_file_is_an_error_whatever_was_kept(path: Path, tmp_path: Path) -> None:
    read_kept(path, tmp_path / "kept")
    path.write_text("this is no turtle", "utf-8")
    with pytest.raises(DeclarationError, match="no valid Turtle"):
        read_kept(path, tmp_path / "kept")


def test_a_start_from_copies_loads_no_rdf_library(path: Path, tmp_path: Path) -> None:
    read_kept(path, tmp_path / "kept")
    code = (
        "import sys; from pathlib import Path; from pipeline.vocabulary import read_kept;"
        f"print(len(read_kept(Path({str(path)!r}), Path({str(tmp_path / 'kept')!r}))"
        ".vocabulary.concepts), 'rdflib' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )
    assert told.stdout.split() == ["3", "False"]
