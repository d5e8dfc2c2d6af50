"""Numbered rows: the same figures, from a file that is never half and can always be made again."""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pipeline.errors import SnapshotError
from pipeline.queries import Filters, Pairing, Sides, Snapshot, derived, moving
from pipeline.queries.rows import file as rows_file

SGP, HERITAGE = Filters(countries="SGP"), Filters(themes="heritage", text="sea OR went")


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    """The snapshot in a workspace of its own."""
    return Path(shutil.copytree(folder, tmp_path / "outputs" / "snapshots" / folder.name))


@pytest.fixture
def is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_file, "LEAST_ROWS", 1)


def ask(opened: Snapshot) -> list[pd.DataFrame]:
    """Return an answer of every kind."""
    variants = [
        opened.trend("theme", "heritage", by=by, filters=SGP, variant=variant)
        for by in ("year", "month")
        for variant in ("all", "panel", "poststratified")
    ]
    return [
        *variants,
        opened.trend("country", filters=HERITAGE),
        opened.trend("text", "went", filters=Filters(languages="en", min_quality=0.5)),
        opened.joint_trend("theme", "heritage", filters=Filters(countries="SGP", text="went")),
        opened.slopes("theme", filters=SGP),
        opened.movers("theme", filters=SGP),
        opened.changes("country", filters=HERITAGE),
        opened.compare("theme", "", Sides(SGP, None)),
        opened.compare("theme", "heritage", Sides(SGP, Filters(sources="post"), variant="panel")),
        opened.cooccurrence(Pairing("theme", "country", least=1, within="source")),
        opened.documents(limit=3),
        opened.documents("theme", "heritage", filters=SGP),
        opened.passages("theme", "heritage", filters=HERITAGE),
        pd.DataFrame({"id": opened.document_ids(SGP)}),
    ]


@pytest.mark.usefixtures("is_large")
def test_figures_are_the_same_with_numbered_rows(copied, monkeypatch):
    heard: list[str] = []
    with Snapshot(copied, heard.append) as opened:
        assert rows_file.rows_path(copied).is_file()
        numbered = ask(opened)
    monkeypatch.setattr(rows_file, "LEAST_ROWS", 1_000)
    with Snapshot(copied) as opened:
        plain = ask(opened)
    for one, other in zip(numbered, plain, strict=True):
        pd.testing.assert_frame_equal(one, other, check_exact=True)
        assert one.attrs == other.attrs
    assert [line.partition(": ")[2] for line in heard if "numbered" in line] == [
        "are made; this happens once a snapshot"
    ]


def test_small_snapshots_do_without(copied):
    with Snapshot(copied) as opened:
        opened.trend("theme", "heritage", filters=SGP)
    assert not rows_file.rows_path(copied).exists()


def damage(path: Path) -> None:
    path.write_bytes(b"not a database")


def cut(path: Path) -> None:
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size // 2)


@pytest.mark.usefixtures("is_large")
@pytest.mark.parametrize("harm", [damage, cut])
def test_a_damaged_file_is_made_anew(copied, harm):
    heard: list[str] = []
    path = rows_file.rows_path(copied)
    with Snapshot(copied) as opened:
        expected = opened.trend("theme", "heritage", filters=SGP)
    harm(path)
    path.with_name(f".{path.name}.1").write_text("of a process that was killed")
    with Snapshot(copied, heard.append) as opened:
        found = opened.trend("theme", "heritage", filters=SGP)
    pd.testing.assert_frame_equal(found, expected, check_exact=True)
    assert len(heard) == 1
    assert "damaged" in heard[0]
    assert sorted(left.name for left in path.parent.iterdir()) in (
        [path.name],
        [".rows.lock", path.name],
    )


@pytest.mark.usefixtures("is_large")
def test_damage_that_shows_late_is_told_and_mended(copied, monkeypatch):
    def fail(*_: object) -> None:
        raise duckdb.IOException("computed checksum does not match")

    monkeypatch.setattr(moving, "trend", fail)
    with Snapshot(copied) as opened, pytest.raises(SnapshotError, match="open the snapshot again"):
        opened.trend("theme", "heritage", filters=SGP)
    assert not rows_file.rows_path(copied).exists()
    monkeypatch.undo()
    with Snapshot(copied) as opened:
        assert not opened.trend("theme", "heritage", filters=SGP).empty


@pytest.mark.usefixtures("is_large")
def test_a_file_of_other_data_is_not_taken(copied, make_snapshot, doc):
    other = make_snapshot([doc("1990", {"heritage": 1.0}, ["SGP"])])
    Snapshot(other).close()
    path = rows_file.rows_path(copied)
    path.parent.mkdir(parents=True)
    shutil.copy(rows_file.rows_path(other), path)
    heard: list[str] = []
    with Snapshot(copied, heard.append) as opened:
        assert len(opened.document_ids(Filters())) > 1
    assert "belong to other data" in heard[0]


@pytest.mark.usefixtures("is_large")
def test_where_it_cannot_be_written_it_lies_apart_or_is_done_without(copied, monkeypatch, tmp_path):
    monkeypatch.setattr(derived, "_can_write", lambda _: False)
    monkeypatch.setattr(derived, "private_dir", lambda: tmp_path / "private")
    with Snapshot(copied) as opened:
        apart = opened.trend("theme", "heritage", filters=SGP)
    assert len(list((tmp_path / "private").rglob("rows.duckdb"))) == 1
    (tmp_path / "blocked").write_text("")
    monkeypatch.setattr(derived, "private_dir", lambda: tmp_path / "blocked")
    heard: list[str] = []
    with Snapshot(copied, heard.append) as opened:
        pd.testing.assert_frame_equal(opened.trend("theme", "heritage", filters=SGP), apart)
    assert "questions take longer" in heard[0]


def _opened(folder: Path) -> tuple[int, int]:
    heard: list[str] = []
    with Snapshot(folder, heard.append) as opened:
        return len(heard), len(opened.trend("theme", "heritage", filters=SGP))


@pytest.mark.usefixtures("is_large")
def test_many_open_it_at_once(copied):
    with ThreadPoolExecutor(3) as pool:
        told, lengths = zip(*pool.map(_opened, [copied] * 6), strict=True)
    assert sum(told) == 1
    assert len(set(lengths)) == 1
    read = f"import duckdb; duckdb.connect({str(rows_file.rows_path(copied))!r}, read_only=True)"
    with Snapshot(copied):  # other processes read it meanwhile
        subprocess.run([sys.executable, "-c", read], check=True)
