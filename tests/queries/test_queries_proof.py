"""A snapshot proves its figures; its tables can be copied."""

import json

import pyarrow.parquet as pq
import pytest

from pipeline.errors import SnapshotError, UsageError
from pipeline.queries import export_table, recompute_findings
from pipeline.snapshots import TABLES, read_manifest, write_snapshot


@pytest.fixture
def forge(folder, tmp_path):
    """Return a function that writes the snapshot again, changed."""

    def forge(change, **manifest):
        made = {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in TABLES}
        change(made)
        own = read_manifest(folder)["culturescope"] | manifest
        given = {k: v for k, v in own.items() if k not in ("format", "sha256")}
        return tmp_path / write_snapshot(tmp_path, made, manifest=given)

    return forge


def test_figures_follow_from_the_tables(folder):
    assert recompute_findings(folder) == []


def test_forged_figures_are_found(forge):
    def change(made):
        made["trends"][0]["share"] = 0.9
        made["documents"][7]["lacks"] = None
        made["documents"][7]["published_confidence"] = 0.9
        del made["tags"][0]

    found = "\n".join(recompute_findings(forge(change)))
    assert "cells of share are not what its definition gives" in found
    assert "cells of n_unassessed" in found
    assert "trends.parquet: " in found
    assert "series_documents.parquet: " in found


def test_forged_entities_are_found(forge):
    def change(made):
        made["document_entities"][0]["salience"] = 0.9
        made["entities"][0]["n_mentions"] += 1
        made["entities"][1]["un_region"] = "Western Africa"
        made["mentions"][1]["start"] += 1

    found = "\n".join(recompute_findings(forge(change)))
    assert "document_entities.parquet: 1 documents have other rows" in found
    assert "entities.parquet: 1 rows have other counts" in found
    assert "mentions.parquet: 1 rows do not stand where they say" in found
    assert "series_documents.parquet: " in found


def test_a_manifest_without_settings_cannot_prove(forge):
    assert "settings.min_score" in recompute_findings(forge(dict, settings={}))[0]


def test_tables_are_copied_in_three_formats(folder, tmp_path):
    for name in ("csv", "jsonl", "parquet"):
        assert export_table(folder, "documents", name, tmp_path / f"documents.{name}") == 8
    first = json.loads((tmp_path / "documents.jsonl").read_text("utf-8").splitlines()[0])
    assert (first["title"], first["published"]) == ("=Letter 0", "1990-01-01")
    assert "'=Letter 0" in (tmp_path / "documents.csv").read_text("utf-8")
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".csv", ".jsonl", ".parquet"]


def test_odd_exports_are_refused(folder, tmp_path):
    with pytest.raises(UsageError, match="there are sources, documents"):
        export_table(folder, "letters", "csv", tmp_path / "letters.csv")
    with pytest.raises(UsageError, match="choose csv, jsonl, parquet"):
        export_table(folder, "tags", "xlsx", tmp_path / "tags.xlsx")
    with pytest.raises(UsageError, match="name another file"):
        export_table(folder, "tags", "csv", tmp_path / "none" / "tags.csv")
    with pytest.raises(SnapshotError, match="culturescope publish"):
        export_table(tmp_path, "tags", "csv", tmp_path / "tags.csv")
