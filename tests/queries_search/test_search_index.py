"""The index: made once, whole, for exactly one snapshot, beside it."""

import json
import multiprocessing
import shutil
import sqlite3
from pathlib import Path

import pytest

from pipeline.errors import SnapshotError, WorkspaceError
from pipeline.queries import derived, search
from pipeline.queries.search import ensure_index, index_path


@pytest.fixture
def fresh(library, tmp_path):
    """A copy of the library without an index."""
    folder = tmp_path / "outputs" / "snapshots" / library.name
    shutil.copytree(library, folder)
    return folder


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")}


def test_it_is_made_on_first_use_beside_the_snapshot_and_only_once(fresh):
    before, told = files(fresh), []
    assert search.document_ids(fresh, "theatre", tell=told.append)
    assert search.document_ids(fresh, "trade", tell=told.append)
    assert len(told) == 1
    assert "is made" in told[0]
    assert index_path(fresh) == fresh.parent.parent / "cache" / fresh.name / "search.sqlite"
    assert files(fresh) == before
    assert files(index_path(fresh).parent) <= {"search.sqlite", ".search.lock"}


def test_the_same_snapshot_gives_the_same_index(fresh):
    first = ensure_index(fresh).read_bytes()
    assert ensure_index(fresh, anew=True).read_bytes() == first


def spoil_head(path: Path) -> None:
    path.write_bytes(b"no database" + path.read_bytes()[11:])


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def other_data(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = 'other' WHERE name = 'digest'")
    connection.close()


def older(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE name = 'format'")
    connection.close()


def spoil_inside(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192 * 3 :] = b"\xff" * (len(content) - 8192 * 3)
    path.write_bytes(content)


@pytest.mark.parametrize(
    "harm", [spoil_head, cut_off, empty, other_data, older, spoil_inside, Path.unlink]
)
def test_what_is_damaged_or_of_another_snapshot_is_made_anew_with_a_word(fresh, harm):
    harm(ensure_index(fresh))
    told = []
    assert len(search.document_ids(fresh, "theatre", tell=told.append)) == 2
    assert told
    assert all("search index" in line for line in told)


def test_a_build_that_breaks_leaves_nothing_behind(fresh):
    (fresh / "passages.parquet").write_bytes(b"PAR1")
    with pytest.raises(SnapshotError, match=r"passages\.parquet: cannot be read"):
        search.document_ids(fresh, "theatre")
    assert files(index_path(fresh).parent) <= {".search.lock"}


def test_what_a_killed_build_left_is_swept_up(fresh):
    left = index_path(fresh).with_name(".search.sqlite.123")
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    ensure_index(fresh)
    assert not left.exists()


def ask(folder: Path) -> int:
    return len(search.document_ids(folder, "theatre"))


def test_two_processes_may_ask_first_at_once(fresh):
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(ask, [fresh] * 4) == [2] * 4


def test_where_the_workspace_cannot_be_written_the_index_is_the_users_own(
    fresh, tmp_path, monkeypatch
):
    (fresh.parent.parent / "cache").write_text("a file stands where the folder would be")
    monkeypatch.setattr(derived.tempfile, "gettempdir", lambda: str(tmp_path))
    told = []
    assert len(search.document_ids(fresh, "theatre", tell=told.append)) == 2
    assert str(tmp_path) in told[0]
    assert search.document_ids(fresh, "trade", tell=told.append)
    assert len(told) == 1
    private = derived.private_dir()
    assert private.stat().st_mode & 0o077 == 0
    private.chmod(0o777)
    with pytest.raises(WorkspaceError, match="not this user's own"):
        search.document_ids(fresh, "theatre")


def test_a_snapshot_without_a_digest_is_told(fresh):
    package = fresh / "datapackage.json"
    package.write_text(package.read_text().replace('"sha256"', '"other"'))
    with pytest.raises(SnapshotError, match="states no digest"):
        search.document_ids(fresh, "theatre")


def test_a_digest_that_is_a_path_names_no_folder(fresh):
    package = fresh / "datapackage.json"
    named = json.loads(package.read_text())
    named["culturescope"]["sha256"] = "../../elsewhere"
    package.write_text(json.dumps(named))
    with pytest.raises(SnapshotError, match="states no digest"):
        search.document_ids(fresh, "theatre")
