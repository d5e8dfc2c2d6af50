"""A real thesaurus: several thousand concepts in four languages."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.vocabulary import read_kept


def test_a_real_thesaurus_is_read_with_warnings_and_kept(shared_dir: Path, tmp_path: Path) -> None:
    path = tmp_path / "unesco.ttl"
    shutil.copyfile(shared_dir / "corpora" / "vocab" / "unesco-thesaurus.ttl", path)
    reading, again = (read_kept(path, tmp_path / "kept") for _ in range(2))
    assert again == reading
    assert len(reading.vocabulary.concepts) == 4420
    assert reading.vocabulary.languages == ("en", "es", "fr", "ru")
    assert len(reading.warnings) == 5  # labels that two concepts share in Russian or French
    assert all(", line " in line for line in reading.warnings)
    diplomacy = reading.vocabulary.by_id[reading.vocabulary.match_label("Diplomacy")]
    assert diplomacy.uri == f"http://vocabularies.unesco.org/thesaurus/{diplomacy.id}"
    assert diplomacy.broader
