import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.errors import SnapshotError
from pipeline.snapshots import TABLES, groups, latest_snapshot, list_snapshots, write_snapshot

Build = Callable[..., dict[str, list[dict[str, Any]]]]
MANIFEST = {"created": "2026-01-02T03:04:05Z", "run_id": "r1"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_same_rows_give_the_same_bytes(rows: Build, tmp_path: Path) -> None:
    first = write_snapshot(tmp_path / "a" / "snapshots", rows("One", "Two"), manifest=MANIFEST)
    streamed = {name: iter(found) for name, found in rows("One", "Two").items()}
    second = write_snapshot(tmp_path / "b" / "snapshots", streamed, manifest=MANIFEST)
    assert first == second
    assert contents(tmp_path / "a" / "snapshots" / first) == contents(
        tmp_path / "b" / "snapshots" / second
    )


@pytest.mark.parametrize("size", [1, 2, 3, 9])
def test_batches_of_any_size_give_the_same_bytes(
    rows: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """A group ends at its fourth row, or with the row that brings its characters to 600."""
    monkeypatch.setattr(groups, "ROWS_PER_GROUP", 4)
    monkeypatch.setattr(groups, "CHARACTERS_PER_GROUP", 600)
    found = rows("One", "", "x" * 700, *"abcdefg")
    first = write_snapshot(tmp_path / "a" / "snapshots", found, manifest=MANIFEST)
    whole = pa.RecordBatch.from_pylist(found["documents"])
    batches = [whole.slice(at, size) for at in range(0, whole.num_rows, size)]
    in_batches = {**found, "documents": batches}
    second = write_snapshot(tmp_path / "b" / "snapshots", in_batches, manifest=MANIFEST)
    assert first == second
    data = pq.read_metadata(tmp_path / "a" / "snapshots" / first / "documents.parquet")
    sizes = [data.row_group(at).num_rows for at in range(data.num_row_groups)]
    assert sizes == [3, 4, 3]


def test_few_rows_are_held_at_a_time(
    rows: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "ROWS_PER_GROUP", 4)
    texts: list[weakref.ref[Watched]] = []

    def streamed() -> Iterator[dict[str, Any]]:
        for row in rows(*"abcdefghijklmnop")["documents"]:
            text = Watched(row["text"])
            texts.append(weakref.ref(text))
            yield row | {"text": text}
            del text
            assert sum(each() is not None for each in texts) <= 5

    found = rows(*"abcdefghijklmnop")
    write_snapshot(tmp_path / "snapshots", {**found, "documents": streamed()}, manifest=MANIFEST)
    assert len(texts) == 16


class Watched(str):
    """A text that can be referred to weakly."""


def test_id_depends_on_data_alone(rows: Build, tmp_path: Path) -> None:
    folder = tmp_path / "snapshots"
    first = write_snapshot(folder, rows("One"), manifest=MANIFEST)
    before = contents(folder / first)
    again = write_snapshot(folder, rows("One"), manifest={"created": "2030-01-01T00:00:00Z"})
    other = write_snapshot(folder, rows("Another"), manifest=MANIFEST)
    assert again == first
    assert contents(folder / first) == before, "a snapshot that is there stays as it is"
    assert other != first


def test_latest_names_the_newest(rows: Build, tmp_path: Path) -> None:
    folder = tmp_path / "snapshots"
    write_snapshot(folder, rows("One"), manifest=MANIFEST)
    second = write_snapshot(folder, rows("Two", "Three"), manifest=MANIFEST)
    assert latest_snapshot(folder) == folder / second
    assert sorted(info.n_documents for info in list_snapshots(folder)) == [1, 2]


def test_nothing_published_yet(tmp_path: Path) -> None:
    assert list_snapshots(tmp_path / "snapshots") == []
    with pytest.raises(SnapshotError, match="culturescope publish"):
        latest_snapshot(tmp_path / "snapshots")


def test_a_pointer_that_leads_out_of_the_folder_is_refused(rows: Build, tmp_path: Path) -> None:
    folder = tmp_path / "snapshots"
    write_snapshot(folder, rows("One"), manifest=MANIFEST)
    (tmp_path / "latest").write_text("../..\n", "utf-8")
    with pytest.raises(SnapshotError, match="is not in"):
        latest_snapshot(folder)


def test_a_damaged_snapshot_is_listed_with_its_problem(rows: Build, tmp_path: Path) -> None:
    folder = tmp_path / "snapshots"
    snapshot_id = write_snapshot(folder, rows("One"), manifest=MANIFEST)
    (folder / snapshot_id / "datapackage.json").write_text("[", "utf-8")
    (info,) = list_snapshots(folder)
    assert "cannot be read" in info.problem


def test_an_interrupted_run_leaves_nothing_that_counts(rows: Build, tmp_path: Path) -> None:
    folder = tmp_path / "snapshots"

    def broken() -> Iterator[dict[str, Any]]:
        yield from rows("One")["documents"]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_snapshot(folder, rows("One") | {"documents": broken()}, manifest=MANIFEST)
    assert list(folder.iterdir()) == []
    (folder / ".partial").mkdir()
    (folder / ".partial" / "left.csv").write_text("from a killed run", "utf-8")
    snapshot_id = write_snapshot(folder, rows("One"), manifest=MANIFEST)
    assert [path.name for path in folder.iterdir()] == [snapshot_id]


def test_rows_out_of_order_are_refused(rows: Build, tmp_path: Path) -> None:
    found = rows("One", "Two")
    found["documents"].reverse()
    with pytest.raises(SnapshotError, match="rows must ascend by document_id"):
        write_snapshot(tmp_path / "snapshots", found, manifest=MANIFEST)


def test_order_is_checked_across_row_groups(
    rows: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "ROWS_PER_GROUP", 2)
    found = rows("One", "Two", "Three")
    snapshot_id = write_snapshot(tmp_path / "snapshots", found, manifest=MANIFEST)
    path = tmp_path / "snapshots" / snapshot_id / "documents.parquet"
    assert pq.read_metadata(path).num_row_groups == 2
    found["documents"].append(found["documents"][1])
    with pytest.raises(SnapshotError, match="must ascend"):
        write_snapshot(tmp_path / "snapshots", found, manifest=MANIFEST)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"document_id": None}, "none may be"),
        ({"text": ""}, "none may be"),
        ({"published_precision": "hour"}, "'hour' is none of day, month, year"),
        ({"published_confidence": 1.5}, "above 1.0"),
        ({"n_words": "many"}, "no integer"),
        ({"published": "the spring of 1936"}, "no date"),
        ({"title": "\ud800"}, "no string"),
        ({"odd": 1}, "odd"),
    ],
)
def test_cells_that_the_table_does_not_allow_are_refused(
    rows: Build, tmp_path: Path, change: dict[str, Any], says: str
) -> None:
    found = rows("One")
    found["documents"][0] |= change
    with pytest.raises(SnapshotError, match=says):
        write_snapshot(tmp_path / "snapshots", found, manifest=MANIFEST)
    assert not (tmp_path / "latest").exists()


def test_every_table_must_be_given(rows: Build, tmp_path: Path) -> None:
    found = rows("One")
    del found["rejected"]
    with pytest.raises(SnapshotError, match="rejected"):
        write_snapshot(tmp_path / "snapshots", found, manifest=MANIFEST)


def test_an_empty_text_is_null_in_parquet(rows: Build, tmp_path: Path) -> None:
    snapshot_id = write_snapshot(tmp_path / "snapshots", rows(""), manifest=MANIFEST)
    table = pq.read_table(tmp_path / "snapshots" / snapshot_id / "documents.parquet")
    assert table["title"].to_pylist() == [None]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_declared_table_can_be_trusted(table: Any) -> None:
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert set(table.key) <= set(names)
    assert all(not column.nullable for column in table.columns if column.name in table.key)
    assert table.description.endswith(".")
    assert all(column.description for column in table.columns)
    for key in table.foreign_keys:
        assert set(key.columns) <= set(names)
        assert key.references == TABLES[key.table].key
