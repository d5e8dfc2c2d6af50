import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipeline.snapshots import TABLES, verify_snapshot, write_snapshot
from pipeline.snapshots.package import file_facts

Build = Callable[..., dict[str, list[dict[str, Any]]]]
MANIFEST = {"created": "2026-01-02T03:04:05Z", "settings": {"min_score": 0.5}}


@pytest.fixture
def snapshot(rows: Build, tmp_path: Path) -> Path:
    folder = tmp_path / "snapshots"
    made = write_snapshot(
        folder,
        rows("One", "=Two"),
        manifest=MANIFEST,
        reports=lambda partial: {"report.md": f"{len(list(partial.iterdir()))} files\n"},
    )
    return folder / made


def problems(folder: Path) -> str:
    return "\n".join(map(str, verify_snapshot(folder)))


def restate(folder: Path, name: str) -> None:
    """Make datapackage.json agree with a changed file, as a careful forger would."""
    path = folder / "datapackage.json"
    content = json.loads(path.read_text("utf-8"))
    facts = file_facts(folder / name)
    for resource in content["resources"]:
        if resource["path"] == name:
            resource |= {"bytes": facts.n_bytes, "hash": f"sha256:{facts.sha256}"}
    path.write_text(json.dumps(content), "utf-8")


def test_a_fresh_snapshot_proves(snapshot: Path) -> None:
    assert verify_snapshot(snapshot) == []


@pytest.mark.parametrize("name", ["documents.csv", "trends.parquet", "report.md"])
def test_a_changed_byte_is_caught(snapshot: Path, name: str) -> None:
    path = snapshot / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert f"{name}: its content was changed" in problems(snapshot)


def test_missing_and_extra_files_are_caught(snapshot: Path) -> None:
    (snapshot / "tags.csv").unlink()
    (snapshot / "notes.txt").write_text("mine", "utf-8")
    found = problems(snapshot)
    assert "tags.csv: is missing" in found
    assert "notes.txt: is not listed" in found


def test_a_forged_csv_is_caught_by_the_parquet(snapshot: Path) -> None:
    path = snapshot / "documents.csv"
    path.write_bytes(path.read_bytes().replace(b"One", b"Six"))
    restate(snapshot, "documents.csv")
    assert "documents.csv: does not say the same as documents.parquet" in problems(snapshot)


def test_a_forged_parquet_is_caught_by_the_id(snapshot: Path) -> None:
    path = snapshot / "documents.parquet"
    table = pq.read_table(path).slice(0, 1)
    pq.write_table(table.cast(TABLES["documents"].schema), path, store_schema=False)
    restate(snapshot, "documents.parquet")
    found = problems(snapshot)
    assert "not as many as stated" in found
    assert "the id of these data files is" in found


def test_a_row_that_leads_nowhere_is_caught(rows: Build, tmp_path: Path) -> None:
    found = rows("One")
    found["series_documents"][0]["document_id"] = "f" * 16
    made = write_snapshot(tmp_path / "snapshots", found, manifest=MANIFEST)
    says = problems(tmp_path / "snapshots" / made)
    assert "series_documents.parquet: 1 rows whose document_id is not in documents" in says


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"resources": [], "culturescope": {}}'])
def test_a_damaged_data_package_is_one_finding(snapshot: Path, content: str) -> None:
    (snapshot / "datapackage.json").write_text(content, "utf-8")
    assert [finding.file for finding in verify_snapshot(snapshot)] == ["datapackage.json"]


def test_a_resource_outside_the_folder_is_not_read(snapshot: Path) -> None:
    path = snapshot / "datapackage.json"
    content = json.loads(path.read_text("utf-8"))
    content["resources"].append({"path": "../../latest", "bytes": 1, "hash": ""})
    path.write_text(json.dumps(content), "utf-8")
    assert "../../latest: is missing" in problems(snapshot)


def test_the_data_package_describes_every_file(snapshot: Path) -> None:
    content = json.loads((snapshot / "datapackage.json").read_text("utf-8"))
    paths = {resource["path"] for resource in content["resources"]}
    assert paths == {path.name for path in snapshot.iterdir()} - {"datapackage.json"}
    (documents,) = [each for each in content["resources"] if each["name"] == "documents"]
    assert documents["rows"] == 2
    assert documents["mediatype"] == "text/csv"
    names = [field["name"] for field in documents["schema"]["fields"]]
    assert names == [column.name for column in TABLES["documents"].columns]
    assert content["created"] == MANIFEST["created"]
    assert content["id"] == snapshot.name
    assert content["culturescope"]["settings"] == {"min_score": 0.5}
