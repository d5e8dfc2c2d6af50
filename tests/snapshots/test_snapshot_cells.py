import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.snapshots import write_snapshot
from pipeline.snapshots.cells import defuse, original

MANIFEST = {"created": "2026-01-02T03:04:05Z"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1"])
def test_what_a_spreadsheet_would_run_is_defused(text: str) -> None:
    assert defuse(text) == "'" + text


@pytest.mark.parametrize("text", ["", "plain", "'tis", "a=b", "1-2", "'"])
def test_other_texts_stay(text: str) -> None:
    assert defuse(text) == text


@given(st.text(alphabet="'=+-@\t\na1", max_size=6))
def test_defusing_can_be_undone(text: str) -> None:
    assert original(defuse(text)) == text


def test_csv_reads_back_as_it_was(
    rows: Callable[..., dict[str, list[dict[str, Any]]]], tmp_path: Path
) -> None:
    titles = ('=HYPERLINK("http://example.org")', 'A "quoted", split\nand returned\r title')
    snapshot_id = write_snapshot(tmp_path / "snapshots", rows(*titles), manifest=MANIFEST)
    path = tmp_path / "snapshots" / snapshot_id / "documents.csv"
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert found[0]["title"].startswith("'=")
    assert tuple(original(row["title"]) for row in found) == titles
    assert path.read_bytes().endswith(b"\r\n")
    assert (found[0]["url"], found[0]["published"], found[0]["revision"]) == ("", "1936-05-01", "1")
