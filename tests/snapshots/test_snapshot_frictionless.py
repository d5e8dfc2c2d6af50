"""The data packages' own tool finds a snapshot valid, and finds what is not."""

from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from pipeline.snapshots import write_snapshot


@pytest.fixture
def snapshot(full_rows: dict[str, list[dict[str, Any]]], tmp_path: Path) -> Path:
    """Every table has a row, and every column that may be is empty in one."""
    made = write_snapshot(
        tmp_path / "snapshots",
        full_rows,
        manifest={"created": "2026-01-02T03:04:05Z"},
        reports=lambda _: {"report.md": "# Report\n", "report.html": "<!doctype html>\n"},
    )
    return tmp_path / "snapshots" / made


def errors(folder: Path) -> set[tuple[str, str]]:
    report = Package(str(folder / "datapackage.json")).validate()
    assert not report.errors, "of the descriptor itself"
    return {(task.name, error.type) for task in report.tasks for error in task.errors}


def test_a_snapshot_is_valid(snapshot: Path) -> None:
    assert errors(snapshot) == set()


BREAKS = (
    ("documents", b",2019-03-12,day,", b",2019-13-12,day,", "type-error"),
    ("dates", b",day,", b",today,", "constraint-error"),
    ("topic_events", b"1,1,continued,", b"1,1,,", "constraint-error"),
    ("mentions", b"country:SGP", b"country:SGQ", "foreign-key"),
    ("movers", b"theme,inclusion,", b"theme,heritage,", "primary-key"),
    ("passages", b",0.5,", b",1.5,", "constraint-error"),
)


def test_broken_cells_are_found(snapshot: Path) -> None:
    for table, old, new, _ in BREAKS:
        path = snapshot / f"{table}.csv"
        content = path.read_bytes()
        assert old in content, table
        path.write_bytes(content.replace(old, new, 1))
    found = errors(snapshot)
    assert {(table, error) for table, _, _, error in BREAKS} <= found
    assert {(table, "hash-count") for table, _, _, _ in BREAKS} <= found
    assert {table for table, error in found} == {table for table, _, _, _ in BREAKS}
